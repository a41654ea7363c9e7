import type { Database } from '@codexcontinue/platform/database/database';
import { type TenantScope, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { PLAIN_ROWS, type RowEncryption } from '@codexcontinue/platform/encryption/row-encryption';
import { createDocumentStore, type DocumentStore } from './document-store.ts';
import { createPassageSearch, type PassageSearch } from './passage-search.ts';

/** The documents of a scope, and the search over them. */
export interface Library {
  readonly documents: DocumentStore;
  readonly search: PassageSearch;
}

/** Opens the library of a scope: nobody else's documents are in it, whatever is searched for. */
export type LibraryOf = (scope: TenantScope) => Library;

export function createLibraryOf(database: Database, encryption: RowEncryption = PLAIN_ROWS): LibraryOf {
  return (scope) => {
    const tenants = withinTenants(database, scope);
    return {
      documents: createDocumentStore(tenants, encryption),
      search: createPassageSearch(tenants, encryption),
    };
  };
}
