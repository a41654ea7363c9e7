import type { ApolloServerOptions } from '@apollo/server';
import type { RequestContext } from '../graphql/request-context.ts';
import type { DocumentStore } from './document-store.ts';
import type { OperationRegistry } from './operation-registry.ts';

/** What Apollo Server looks documents up in that clients name by their hash. */
export type PersistedQueries = Exclude<
  ApolloServerOptions<RequestContext>['persistedQueries'],
  undefined | false
>;

/** Apollo Server's prefix of keys. */
const HASH = /^apq:([0-9a-f]{64})$/;

/** Registered operations first, then what clients have sent before. */
export function createPersistedDocuments(
  registry: () => OperationRegistry,
  store: DocumentStore,
): PersistedQueries {
  return {
    cache: {
      async get(key) {
        const [, hash] = HASH.exec(key) ?? [];
        return hash === undefined ? undefined : (registry().get(hash)?.body ?? store.get(hash));
      },
      async set(key, text) {
        const [, hash] = HASH.exec(key) ?? [];
        if (hash !== undefined && !registry().get(hash)) await store.set(hash, text);
      },
      async delete() {},
    },
  };
}
