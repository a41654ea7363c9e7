import { type DocumentNode, type ExecutionResult, type GraphQLError, validate } from 'graphql';
import type { PolicyEvaluator } from '../authorization/policy-evaluator.ts';
import { createOperationCaching, type ResponseCaching } from '../cache/operation-caching.ts';
import type { TaggedCache } from '../cache/tagged-cache.ts';
import { createDemandControl, type DemandControl, type DemandLimits } from '../demand/demand-control.ts';
import { completeResponse } from '../execution/complete-response.ts';
import { answerIntrospection } from '../execution/introspection.ts';
import { createObjectTypes, type ObjectTypes } from '../execution/object-types.ts';
import { executePlanNode } from '../execution/plan-executor.ts';
import type { DataObject } from '../execution/response-data.ts';
import type { SubgraphCaller } from '../execution/subgraph-reply.ts';
import type { GatewayMetrics } from '../gateway-metrics.ts';
import type { RequestContext } from '../graphql/request-context.ts';
import type { SubgraphConnections } from '../subgraphs/subgraph-connections.ts';
import type { OperationTelemetry } from '../telemetry/operation-telemetry.ts';
import {
  type AuthorizedDocument,
  createOperationAuthority,
  type OperationAuthority,
} from './operation-authority.ts';
import { createOperationCache, type OperationCache, type OperationKey } from './operation-cache.ts';
import { createOverrideChoice, type OverrideChoice } from './override-labels.ts';
import type { PreparedOperation } from './prepared-operation.ts';
import { type LoadedSupergraph, loadSupergraph } from './supergraph.ts';

/** One supergraph with everything it takes to answer operations. Operations end on the runtime they began on. */
export interface SupergraphRuntime {
  readonly supergraph: LoadedSupergraph;
  readonly operations: OperationCache;
  readonly overrideChoice: OverrideChoice;
  readonly authorize: OperationAuthority;
  readonly demand: DemandControl;
  readonly types: ObjectTypes;
  readonly callSubgraph: SubgraphCaller<RequestContext>;
  /** @param operation what its caller may run of it */
  execute(
    operation: AuthorizedDocument,
    operationName: string | undefined,
    variables: Readonly<Record<string, unknown>>,
    context: RequestContext,
  ): Promise<ExecutionResult>;
}

/** What runtimes share. */
export interface RuntimeServices {
  readonly connections: SubgraphConnections;
  readonly cache: TaggedCache;
  readonly evaluatePolicies: PolicyEvaluator;
  readonly demandLimits: Partial<DemandLimits>;
  readonly metrics: GatewayMetrics;
  readonly telemetry: OperationTelemetry;
}

/** @throws SupergraphError */
export function createSupergraphRuntime(sdl: string, services: RuntimeServices): SupergraphRuntime {
  const { connections, metrics } = services;
  const supergraph = loadSupergraph(sdl);
  const types = createObjectTypes(supergraph.supergraphSchema);
  const operations = createOperationCache(supergraph, (seconds) => metrics.operationPlanned(seconds));
  const overrideChoice = createOverrideChoice(sdl);
  const openCache = createOperationCaching(services.cache, supergraph.supergraphSchema);
  const addresses = new Map(supergraph.subgraphs.map((subgraph) => [subgraph.name, subgraph]));

  const callSubgraph: SubgraphCaller<RequestContext> = (fetch, body, context) => {
    const address = addresses.get(fetch.subgraph);
    if (!address) throw new Error(`A plan names the unknown subgraph "${fetch.subgraph}".`);
    const kind = fetch.operationKind === 'mutation' ? 'mutation' : 'query';
    return connections.clientFor(address).send(body, kind, context);
  };

  async function run(
    prepared: PreparedOperation,
    variables: Readonly<Record<string, unknown>>,
    context: RequestContext,
    isProtected: boolean,
  ): Promise<ExecutionResult> {
    const data: DataObject = {};
    const errors: GraphQLError[] = [];
    const introspection = await introspect(supergraph, prepared.introspection, variables);
    if (introspection.errors) errors.push(...introspection.errors);
    const cache = prepared.operation.operation === 'query' ? openCache(context.caller) : undefined;
    if (prepared.plan) {
      await executePlanNode(prepared.plan, { variables, context, callSubgraph, types, data, errors, cache });
    }
    const result = completeResult(data, errors, prepared, variables, introspection.data ?? {});
    if (cache && !result.errors) context.onCaching?.(responseCaching(cache.response(), isProtected));
    return result;
  }

  return {
    supergraph,
    operations,
    overrideChoice,
    authorize: createOperationAuthority(supergraph, services.evaluatePolicies),
    demand: createDemandControl(sdl, supergraph.apiSchema, services.demandLimits),
    types,
    callSubgraph,
    async execute(operation, operationName, variables, context) {
      const { document, documentHash, isProtected } = operation;
      if (!document) return operation.complete({ data: {} }, variables);
      const overrideConditions = overrideChoice(subjectOf(context));
      const prepared = operations.prepare({ document, documentHash, operationName, overrideConditions });
      return operation.complete(await run(prepared, variables, context, isProtected), variables);
    },
  };
}

/** What depends on who asks is not for others, whatever subgraphs say of its parts. */
function responseCaching({ policy, tags }: ResponseCaching, isProtected: boolean): ResponseCaching {
  return isProtected ? { policy: { ...policy, scope: 'private' }, tags } : { policy, tags };
}

/** Whose choice of a progressive `@override` it is. */
function subjectOf({ caller, remoteAddress, requestId }: RequestContext): string {
  return caller.kind === 'person' ? caller.personId : (remoteAddress ?? requestId);
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
