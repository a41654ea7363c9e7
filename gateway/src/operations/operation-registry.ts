import { createHash } from 'node:crypto';
import { normalisedText } from '@codexcontinue/platform/operations/normalised-document';
import type { RegisteredOperation } from '@codexcontinue/platform/operations/operation-manifest';
import { parse } from 'graphql';
import { LRUCache } from 'lru-cache';

/** What clients have registered. */
export interface OperationRegistry {
  /** Names what is registered: two gateways with the same manifests have the same. */
  readonly id: string;
  readonly clients: ReadonlySet<string>;
  /** How many operations there are. */
  readonly size: number;
  /** By the id that a client sends. */
  get(id: string): RegisteredOperation | undefined;
  /**
   * The operation a text is, whatever its blanks or the order of its parts.
   *
   * @param id SHA-256 of the text
   */
  match(text: string, id: string): RegisteredOperation | undefined;
}

/** Texts that were compared; an attacker's do not stay longer than others. */
const REMEMBERED_TEXTS = 1_000;
const ID_LENGTH = 16;

/**
 * @param manifests by client
 * @param maximumTokens of a text that is compared; larger ones are none
 */
export function createOperationRegistry(
  manifests: ReadonlyMap<string, readonly RegisteredOperation[]>,
  maximumTokens: number,
): OperationRegistry {
  const byId = new Map<string, RegisteredOperation>();
  const byNormalisedText = new Map<string, RegisteredOperation>();
  for (const operation of [...manifests.values()].flat()) {
    byId.set(operation.id, operation);
    byNormalisedText.set(normalisedText(parse(operation.body, { noLocation: true })), operation);
  }
  const names = [...manifests.keys()].sort();
  const compared = new LRUCache<string, { readonly operation: RegisteredOperation | undefined }>({
    max: REMEMBERED_TEXTS,
  });

  function compare(text: string): RegisteredOperation | undefined {
    try {
      return byNormalisedText.get(
        normalisedText(parse(text, { noLocation: true, maxTokens: maximumTokens })),
      );
    } catch {
      // No document at all; whoever executes it says what is wrong.
      return undefined;
    }
  }

  return {
    id: createHash('sha256')
      .update(JSON.stringify([names, [...byId.keys()].sort()]))
      .digest('hex')
      .slice(0, ID_LENGTH),
    clients: new Set(names),
    size: byId.size,
    get: (id) => byId.get(id),
    match(text, id) {
      const registered = byId.get(id);
      if (registered || byId.size === 0) return registered;
      const known = compared.get(id) ?? { operation: compare(text) };
      compared.set(id, known);
      return known.operation;
    },
  };
}

/** Nothing is registered. */
export const EMPTY_REGISTRY: OperationRegistry = createOperationRegistry(new Map(), 1);
