import type { CallerAudit } from '@codexcontinue/platform/audit/caller-audit';
import type { HardeningCheck } from '@codexcontinue/platform/hardening-checks';
import type { BlobStorage } from '@codexcontinue/platform/storage/storage';
import type { RequestContext } from '@codexcontinue/platform/subgraph-server';
import type { ConversationsStore } from './data/conversations-store.ts';
import type { DocumentsStore } from './data/documents-store.ts';
import type { OpenAnswersCount } from './data/open-answers-count.ts';
import type { QuotaGuard } from './data/quota-guard.ts';
import type { SavedOperationsStore } from './data/saved-operations-store.ts';
import type { UrlSigner } from './domain/signed-urls.ts';

/** What business's resolvers work with. */
export interface Context extends RequestContext {
  readonly conversations: ConversationsStore;
  readonly documents: DocumentsStore;
  readonly savedOperations: SavedOperationsStore;
  readonly audit: CallerAudit;
  readonly storage: BlobStorage;
  readonly urlSigner: UrlSigner;
  readonly quotas: QuotaGuard;
  readonly openAnswers: OpenAnswersCount;
  /** Tries this subgraph's part of the strict profile. */
  checkHardening(): Promise<HardeningCheck[]>;
}
