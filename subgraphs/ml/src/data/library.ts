import type { Database } from '@codexcontinue/platform/database/database';
import { type TenantScope, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { createDocumentStore, type DocumentStore } from './document-store.ts';
import { createPassageSearch, type PassageSearch } from './passage-search.ts';

/** The documents of a scope, and the search over them. */
export interface Library {
  readonly documents: DocumentStore;
  readonly search: PassageSearch;
}

/** Opens the library of a scope: nobody else's documents are in it, whatever is searched for. */
export type LibraryOf = (scope: TenantScope) => Library;

export function createLibraryOf(database: Database): LibraryOf {
  return (scope) => {
    const tenants = withinTenants(database, scope);
    return { documents: createDocumentStore(tenants), search: createPassageSearch(tenants) };
  };
}
