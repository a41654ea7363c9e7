import { type DocumentNode, type ExecutionResult, type GraphQLError, validate } from 'graphql';
import { createOperationCaching } from '../cache/operation-caching.ts';
import type { TaggedCache } from '../cache/tagged-cache.ts';
import { completeResponse } from '../execution/complete-response.ts';
import { answerIntrospection } from '../execution/introspection.ts';
import { createObjectTypes, type ObjectTypes } from '../execution/object-types.ts';
import { executePlanNode } from '../execution/plan-executor.ts';
import type { DataObject } from '../execution/response-data.ts';
import type { SubgraphCaller } from '../execution/subgraph-reply.ts';
import type { GatewayMetrics } from '../gateway-metrics.ts';
import type { RequestContext } from '../graphql/request-context.ts';
import type { SubgraphConnections } from '../subgraphs/subgraph-connections.ts';
import { createOperationCache, type OperationCache, type OperationKey } from './operation-cache.ts';
import { createOverrideChoice, type OverrideChoice } from './override-labels.ts';
import type { PreparedOperation } from './prepared-operation.ts';
import { type LoadedSupergraph, loadSupergraph } from './supergraph.ts';

/** One supergraph with everything it takes to answer operations. Operations end on the runtime they began on. */
export interface SupergraphRuntime {
  readonly supergraph: LoadedSupergraph;
  readonly operations: OperationCache;
  readonly overrideChoice: OverrideChoice;
  readonly types: ObjectTypes;
  readonly callSubgraph: SubgraphCaller<RequestContext>;
  execute(
    prepared: PreparedOperation,
    variables: Readonly<Record<string, unknown>>,
    context: RequestContext,
  ): Promise<ExecutionResult>;
}

/** @throws SupergraphError */
export function createSupergraphRuntime(
  sdl: string,
  connections: SubgraphConnections,
  metrics: GatewayMetrics,
  cache: TaggedCache,
): SupergraphRuntime {
  const supergraph = loadSupergraph(sdl);
  const types = createObjectTypes(supergraph.supergraphSchema);
  const openCache = createOperationCaching(cache, supergraph.supergraphSchema);
  const addresses = new Map(supergraph.subgraphs.map((subgraph) => [subgraph.name, subgraph]));

  const callSubgraph: SubgraphCaller<RequestContext> = (fetch, body, context) => {
    const address = addresses.get(fetch.subgraph);
    if (!address) throw new Error(`A plan names the unknown subgraph "${fetch.subgraph}".`);
    const kind = fetch.operationKind === 'mutation' ? 'mutation' : 'query';
    return connections.clientFor(address).send(body, kind, context);
  };

  return {
    supergraph,
    operations: createOperationCache(supergraph, (seconds) => metrics.operationPlanned(seconds)),
    overrideChoice: createOverrideChoice(sdl),
    types,
    callSubgraph,
    async execute(prepared, variables, context) {
      const data: DataObject = {};
      const errors: GraphQLError[] = [];
      const introspection = await introspect(supergraph, prepared.introspection, variables);
      if (introspection.errors) errors.push(...introspection.errors);
      if (prepared.plan) {
        const cache = prepared.operation.operation === 'query' ? openCache(context.caller) : undefined;
        await executePlanNode(prepared.plan, {
          variables,
          context,
          callSubgraph,
          types,
          data,
          errors,
          cache,
        });
        if (cache && errors.length === 0) context.onCaching?.(cache.response());
      }
      return completeResult(data, errors, prepared, variables, introspection.data ?? {});
    },
  };
}

/** What a client gets of the data and errors of a plan's execution. */
export function completeResult(
  data: DataObject,
  errors: readonly GraphQLError[],
  prepared: Pick<PreparedOperation, 'shapeWith'>,
  variables: Readonly<Record<string, unknown>>,
  introspection: Readonly<Record<string, unknown>> = {},
): ExecutionResult {
  const completed = completeResponse(data, prepared.shapeWith(variables), introspection);
  // What is missing because a subgraph said so has its error already.
  const all = errors.length > 0 ? errors : completed.faults;
  return { data: completed.data, ...(all.length > 0 ? { errors: all } : {}) };
}

async function introspect(
  { apiSchema }: LoadedSupergraph,
  document: DocumentNode | undefined,
  variables: Readonly<Record<string, unknown>>,
): Promise<ExecutionResult> {
  return document ? answerIntrospection(apiSchema, document, variables) : {};
}

/**
 * Prepares what was asked for most before anybody asks for it again. Planning blocks; between two operations others
 * get their turn.
 *
 * @returns how many operations are ready
 */
export async function warmUp(
  runtime: SupergraphRuntime,
  operations: readonly OperationKey[],
): Promise<number> {
  let ready = 0;
  for (const key of operations) {
    await new Promise((resolve) => setImmediate(resolve));
    try {
      if (validate(runtime.supergraph.apiSchema, key.document, undefined, { maxErrors: 1 }).length > 0)
        continue;
      runtime.operations.prepare(key);
      ready += 1;
    } catch {
      // Whoever asks for it is told what is wrong with it.
    }
  }
  return ready;
}
