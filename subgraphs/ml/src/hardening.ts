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
import { eq } from 'drizzle-orm';
import { createDocumentStore } from './data/document-store.ts';
import { createPassageSearch } from './data/passage-search.ts';
import { dataKeys, documents, generations, passages, postings } from './data/tables.ts';
import { textWithoutPages } from './domain/parsed-text.ts';
import { splitDocument } from './domain/split-document.ts';

const WORD = 'perpendicular';
const PROBE = `A ${WORD} text that is written for a try.`;

/** What ml's checks look at. */
export interface MlHardening {
  readonly database: Database;
  readonly encryption: RowEncryption;
  readonly auditsReads: boolean;
  readonly logger: Logger;
}

/** Tries ml's part of the strict profile. Nothing of what is written for it stays. */
export function checkMlHardening(deps: MlHardening): Promise<HardeningCheck[]> {
  return runChecks(
    [
      {
        id: 'documents-encrypted',
        title: 'Texts of documents and the index are stored encrypted',
        probe: () => tryDocument(deps),
      },
      {
        id: 'ml-rows',
        title: 'Rows of documents and answers are guarded by the database',
        probe: probeRowSecurity(deps.database, [documents, passages, postings, generations, dataKeys]),
      },
      {
        id: 'ml-reads-audited',
        title: 'Reading texts and answers is audited',
        probe: async () => judgeAudit(deps.auditsReads),
      },
    ],
    deps.logger,
  );
}

async function tryDocument({ database, encryption }: MlHardening) {
  const [workspaceId, documentId] = [newId(), newId()];
  const tenants = withinTenants(database, { workspaceIds: [workspaceId] });
  const [stored, found] = await withoutTrace(tenants, async (transaction) => {
    const within = {
      run: <Result>(work: (open: typeof transaction) => Promise<Result>) => work(transaction),
    };
    const parsed = splitDocument(textWithoutPages(PROBE));
    const document = { ...parsed, documentId, workspaceId, filename: 'probe.txt' };
    await createDocumentStore(within, encryption).store(document, transaction);
    const rows = [
      await transaction.select().from(documents).where(eq(documents.id, documentId)),
      await transaction.select().from(passages).where(eq(passages.documentId, documentId)),
      await transaction.select().from(postings).where(eq(postings.documentId, documentId)),
    ];
    const hits = await createPassageSearch(within, encryption).search(workspaceId, WORD, 1);
    return [JSON.stringify(rows), hits[0]?.passage.text];
  });
  return judgeStored(!stored?.includes(WORD.slice(0, 8)), found === PROBE, 'A document');
}
