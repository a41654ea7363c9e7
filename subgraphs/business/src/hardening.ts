import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Database } from '@codexcontinue/platform/database/database';
import { withinTenants } from '@codexcontinue/platform/database/tenancy';
import type { RowEncryption } from '@codexcontinue/platform/encryption/row-encryption';
import {
  type HardeningCheck,
  judgeAudit,
  judgeStored,
  probeRowSecurity,
  runChecks,
  withoutTrace,
} from '@codexcontinue/platform/hardening-checks';
import { newId } from '@codexcontinue/platform/ids';
import type { Logger } from '@codexcontinue/platform/log';
import type { BlobStorage } from '@codexcontinue/platform/storage/storage';
import { eq } from 'drizzle-orm';
import { createConversationsStore } from './data/conversations-store.ts';
import { conversation, dataKeys, document, message, upload } from './data/tables.ts';

const PROBE = 'a text that is written for a try';

/** What business's checks look at. */
export interface BusinessHardening {
  readonly database: Database;
  readonly encryption: RowEncryption;
  /** As business uses it. */
  readonly storage: BlobStorage;
  /** As it lies on the disk. */
  readonly rawStorage: BlobStorage;
  readonly auditsReads: boolean;
  readonly logger: Logger;
}

/** Tries business's part of the strict profile. Nothing of what is written for it stays. */
export function checkBusinessHardening(deps: BusinessHardening): Promise<HardeningCheck[]> {
  return runChecks(
    [
      {
        id: 'messages-encrypted',
        title: 'Conversations are stored encrypted',
        probe: () => tryConversation(deps),
      },
      { id: 'files-encrypted', title: 'Files are stored encrypted', probe: () => tryFile(deps) },
      {
        id: 'business-rows',
        title: 'Rows of conversations and files are guarded by the database',
        probe: probeRowSecurity(deps.database, [conversation, message, upload, document, dataKeys]),
      },
      {
        id: 'business-reads-audited',
        title: 'Reading conversations and files is audited',
        probe: async () => judgeAudit(deps.auditsReads),
      },
    ],
    deps.logger,
  );
}

async function tryConversation({ database, encryption }: BusinessHardening) {
  const workspaceId = newId();
  const tenants = withinTenants(database, { workspaceIds: [workspaceId] });
  const [stored, read] = await withoutTrace(tenants, async (transaction) => {
    // The store itself, within the transaction that is undone; events of it go nowhere.
    const store = createConversationsStore(
      { run: (work) => work(transaction) },
      NO_JOBS,
      NO_OUTBOX,
      encryption,
    );
    const { id } = await store.create({ workspaceId, title: PROBE, model: null, createdBy: newId() });
    const [row] = await transaction
      .select({ title: conversation.title })
      .from(conversation)
      .where(eq(conversation.id, id));
    return [row?.title, (await store.findById(id))?.title];
  });
  return judgeStored(stored?.includes(PROBE) === false, read === PROBE, 'The title of a conversation');
}

async function tryFile({ storage, rawStorage }: BusinessHardening) {
  const key = `probes/${newId()}`;
  try {
    await storage.put(key, Readable.from([Buffer.from(PROBE)]), PROBE.length);
    const stored = await buffer(await rawStorage.read(key));
    const read = await buffer(await storage.read(key));
    return judgeStored(!stored.includes(PROBE), read.toString() === PROBE, 'A file');
  } finally {
    await storage.delete(key);
  }
}

const NO_OUTBOX = { add: async () => {} };
const NO_JOBS = { send: async () => {} };
