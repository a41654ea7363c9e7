import { createBlobSealer } from '../../src/encryption/blob-sealer.ts';
import { encryptionKeys } from '../../src/encryption/key-ring.ts';
import { createFilesystemStorage } from '../../src/storage/filesystem-storage.ts';
import { watchStorage } from './watched-storage.ts';

/** Seals a plain blob and is killed at a step of it. Arguments: folder, ENCRYPTION_KEYS, the blob's key, which step. */
const [directory = '', keys = '', key = '', last = ''] = process.argv.slice(2);
let step = 0;
const storage = watchStorage(createFilesystemStorage(directory), async () => {
  step += 1;
  if (step < Number(last)) return;
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => {});
});
await createBlobSealer(storage, encryptionKeys(keys)).seal(key);
