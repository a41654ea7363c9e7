import { coordinatesOf, deprecatedAmong } from '@codexcontinue/platform/operations/document-coordinates';
import { type DocumentNode, type GraphQLSchema, getOperationAST } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { OperationRegistry } from './operation-registry.ts';

/** What there is to know about an operation of a document, whoever runs it. */
export interface DocumentFacts {
  /** SHA-256 of the document; of the registered one, where it differs from it in blanks only. */
  readonly documentHash: string;
  /** Empty: it has no name. */
  readonly operationName: string;
  readonly isRegistered: boolean;
  readonly coordinates: readonly string[];
  /** Those of them that are deprecated. */
  readonly deprecated: readonly string[];
}

/** An operation that was run. */
export interface ExecutedDocument {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly text: string;
}

/** Facts about the documents that were run last. */
export interface FactsOfDocuments {
  /** @param operationName as the request names it */
  of(hash: string, operationName: string, executed: ExecutedDocument): DocumentFacts;
  /** Of a document that was run before; undefined when that was too long ago. */
  remembered(hash: string, operationName: string): DocumentFacts | undefined;
}

/** As many as responses are remembered by. */
const REMEMBERED_DOCUMENTS = 10_000;

/** Facts are found out once for a document, a schema and what is registered. */
export function createFactsOfDocuments(registry: () => OperationRegistry): FactsOfDocuments {
  const known = new LRUCache<
    string,
    { readonly facts: DocumentFacts; readonly schema: GraphQLSchema; readonly registry: OperationRegistry }
  >({ max: REMEMBERED_DOCUMENTS });

  return {
    of(hash, operationName, { schema, document, text }) {
      const key = `${hash} ${operationName}`;
      const present = registry();
      const before = known.get(key);
      if (before?.schema === schema && before.registry === present) return before.facts;
      const registered = present.match(text, hash);
      const coordinates = coordinatesOf(schema, document, operationName || undefined);
      const facts: DocumentFacts = {
        documentHash: registered?.id ?? hash,
        operationName: getOperationAST(document, operationName || undefined)?.name?.value ?? '',
        isRegistered: registered !== undefined,
        coordinates,
        deprecated: deprecatedAmong(schema, coordinates),
      };
      known.set(key, { facts, schema, registry: present });
      return facts;
    },
    remembered: (hash, operationName) => known.get(`${hash} ${operationName}`)?.facts,
  };
}
