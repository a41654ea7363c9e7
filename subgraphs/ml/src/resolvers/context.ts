import type { CallerAudit } from '@codexcontinue/platform/audit/caller-audit';
import type { HardeningCheck } from '@codexcontinue/platform/hardening-checks';
import type { RequestContext } from '@codexcontinue/platform/subgraph-server';
import type { DocumentStore } from '../data/document-store.ts';
import type { PassageSearch } from '../data/passage-search.ts';
import type { EngineDirectory } from '../engines/engine-directory.ts';
import type { GenerationService } from '../generations/generation-service.ts';

/** What the resolvers of this subgraph find in their context. */
export interface MlContext extends RequestContext {
  readonly documents: DocumentStore;
  readonly search: PassageSearch;
  readonly generations: GenerationService;
  readonly engines: EngineDirectory;
  readonly audit: CallerAudit;
  /** Tries this subgraph's part of the strict profile. */
  checkHardening(): Promise<HardeningCheck[]>;
}
