import { coordinatesOf, deprecatedAmong } from '@codexcontinue/platform/operations/document-coordinates';
import { documentHash } from '@codexcontinue/platform/operations/operation-manifest';
import { type DocumentNode, type GraphQLSchema, getOperationAST } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { OperationRegistry } from './operation-registry.ts';

/** What there is to know about an operation of a document, whoever runs it. */
export interface DocumentFacts {
  /** SHA-256 of the document; of the registered one, where it differs from it in blanks only. */
  readonly documentHash: string;
  /** Empty: it has no name, or one that is too long to be kept. */
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

/** Clients choose names; a document may be nothing but one. */
const MAXIMUM_NAME_LENGTH = 100;
/** As many as responses are remembered by. */
const REMEMBERED_DOCUMENTS = 10_000;

/** Facts are found out once for a document, a schema and what is registered. */
export function createFactsOfDocuments(registry: () => OperationRegistry): FactsOfDocuments {
  const known = new LRUCache<
    string,
    { readonly facts: DocumentFacts; readonly schema: GraphQLSchema; readonly registry: OperationRegistry }
  >({ max: REMEMBERED_DOCUMENTS });
  /** Thousands of documents share the coordinates of one schema. */
  const shared = new Map<string, string>();
  let sharedOf: GraphQLSchema | undefined;

  function share(schema: GraphQLSchema, coordinates: readonly string[]): readonly string[] {
    if (sharedOf !== schema) shared.clear();
    sharedOf = schema;
    return coordinates.map((coordinate) => {
      const known = shared.get(coordinate);
      if (known === undefined) shared.set(coordinate, coordinate);
      return known ?? coordinate;
    });
  }

  return {
    of(hash, operationName, { schema, document, text }) {
      const key = keyOf(hash, operationName);
      const present = registry();
      const before = known.get(key);
      if (before?.schema === schema && before.registry === present) return before.facts;
      const registered = present.match(text, hash);
      const coordinates = share(schema, coordinatesOf(schema, document, operationName || undefined));
      const facts: DocumentFacts = {
        documentHash: registered?.id ?? hash,
        operationName: nameToKeep(getOperationAST(document, operationName || undefined)?.name?.value),
        isRegistered: registered !== undefined,
        coordinates,
        deprecated: deprecatedAmong(schema, coordinates),
      };
      known.set(key, { facts, schema, registry: present });
      return facts;
    },
    remembered: (hash, operationName) => known.get(keyOf(hash, operationName))?.facts,
  };
}

/** @returns an empty text for one that is too long to be kept, counted or logged */
export function nameToKeep(operationName: string | undefined): string {
  return operationName === undefined || operationName.length > MAXIMUM_NAME_LENGTH ? '' : operationName;
}

function keyOf(hash: string, operationName: string): string {
  const isShort = operationName.length <= MAXIMUM_NAME_LENGTH;
  return `${hash} ${isShort ? operationName : documentHash(operationName)}`;
}
