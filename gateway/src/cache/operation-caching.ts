import { hash } from 'node:crypto';
import type { Caller } from '@codexcontinue/platform/identity';
import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { CompiledFetch } from '../execution/compiled-plan.ts';
import type { ExecutionCache, FetchRequest } from '../execution/execution-cache.ts';
import type { DataObject } from '../execution/response-data.ts';
import { authorityOf } from '../subgraphs/subgraph-client.ts';
import { type CachePolicy, strictest, UNCACHEABLE } from './cache-policy.ts';
import { type FetchTags, tagsOfFetch } from './fetch-tags.ts';
import { readSupergraphKeys } from './supergraph-keys.ts';
import type { TaggedCache } from './tagged-cache.ts';

/** What a whole response came to. */
export interface ResponseCaching {
  readonly policy: CachePolicy;
  readonly tags: ReadonlySet<string>;
}

/** The cache of one execution, and what the response may be kept by. */
export interface OperationCache extends ExecutionCache {
  response(): ResponseCaching;
}

/** What is known of a fetch from its last answer; entities are looked for only where they were kept. */
interface Learned {
  readonly tags: FetchTags;
  scope: CachePolicy['scope'] | undefined;
}

const REMEMBERED_FETCHES = 5_000;
const MILLISECONDS_PER_SECOND = 1_000;

/** Makes the caches of executions on one supergraph. */
export function createOperationCaching(
  cache: TaggedCache,
  supergraph: GraphQLSchema,
): (caller: Caller) => OperationCache {
  const keys = readSupergraphKeys(supergraph);
  const learned = new LRUCache<string, Learned>({ max: REMEMBERED_FETCHES });

  function about(fetch: CompiledFetch): Learned {
    const known = learned.get(fetch.signature);
    if (known) return known;
    const fresh: Learned = { tags: tagsOfFetch(fetch, supergraph, keys), scope: undefined };
    learned.set(fetch.signature, fresh);
    return fresh;
  }

  return (caller) => {
    let policy: CachePolicy | undefined;
    const tags = new Set<string>();

    /** Tags are gathered as long as the response may be kept. */
    function note(fetch: CompiledFetch, request: FetchRequest, noted: CachePolicy): void {
      policy = policy ? strictest(policy, noted) : noted;
      if (policy.maxAgeSeconds === 0) return;
      const { tags: of } = about(fetch);
      for (const tag of of.ofAnswer(request.variables)) tags.add(tag);
      for (const representation of request.representations) {
        for (const tag of of.ofEntity(JSON.parse(representation))) tags.add(tag);
      }
    }

    return {
      asOf: () => cache.asOf(),
      response: () => ({ policy: policy ?? UNCACHEABLE, tags }),
      spoil() {
        policy = UNCACHEABLE;
      },
      async find(fetch, request) {
        const { scope } = about(fetch);
        if (!scope) return [];
        const prefix = entityKeyPrefix(fetch, request, scope, caller);
        const entries = await cache.find(request.representations.map((text) => prefix + text));
        return entries.map((entry, index): DataObject | undefined => {
          const representation = request.representations[index];
          if (!entry || representation === undefined) return undefined;
          const maxAgeSeconds = Math.floor(cache.remainingMilliseconds(entry) / MILLISECONDS_PER_SECOND);
          note(fetch, { ...request, representations: [representation] }, { scope, maxAgeSeconds });
          return JSON.parse(entry.value);
        });
      },
      answered(fetch, request, entities, answered, asOf) {
        note(fetch, request, answered);
        const known = about(fetch);
        known.scope = answered.maxAgeSeconds > 0 ? answered.scope : undefined;
        if (!known.scope || asOf === undefined) return;
        const prefix = entityKeyPrefix(fetch, request, known.scope, caller);
        const shared = known.tags.ofAnswer(request.variables);
        for (const [index, representation] of request.representations.entries()) {
          const entity = entities[index];
          // What is not there may come to be without being announced under its key.
          if (entity === null || entity === undefined) continue;
          const entry = {
            value: JSON.stringify(entity),
            tags: [...known.tags.ofEntity(JSON.parse(representation)), ...shared],
          };
          cache.keep(prefix + representation, entry, asOf, answered.maxAgeSeconds * MILLISECONDS_PER_SECOND);
        }
      },
    };
  };
}

function entityKeyPrefix(
  fetch: CompiledFetch,
  { variables }: FetchRequest,
  scope: CachePolicy['scope'],
  caller: Caller,
): string {
  const used = fetch.variableNames.map((name) => variables[name] ?? null);
  const whom = scope === 'private' ? authorityOf(caller) : null;
  return `entity ${hash('sha256', JSON.stringify([fetch.signature, used, whom]), 'base64url')} `;
}
