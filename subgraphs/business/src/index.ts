import { join } from 'node:path';
import { DEFAULT_QUOTAS } from '@codexcontinue/platform/quotas/quota-kinds';
import { runMain } from '@codexcontinue/platform/shutdown';
import { createFilesystemStorage } from '@codexcontinue/platform/storage/filesystem-storage';
import { runSubgraph } from '@codexcontinue/platform/subgraph-process';
import { readBusinessEnvironment } from './environment.ts';
import { migrations } from './migrations.ts';
import { createBusinessServer } from './server.ts';

runMain(async () => {
  const environment = readBusinessEnvironment(process.env);
  await runSubgraph({ name: 'business', environment, migrations }, ({ quotaStore, ...parts }) =>
    createBusinessServer({
      ...parts,
      auditsReads: environment.AUDIT_READS === 'on',
      encryptionKeys: environment.ENCRYPTION_KEYS,
      quotas: { store: quotaStore, defaults: environment.QUOTAS ?? DEFAULT_QUOTAS },
      storage: createFilesystemStorage(join(environment.DATA_DIR, 'blobs')),
      urlSecret: environment.URL_SECRET,
    }),
  );
});
