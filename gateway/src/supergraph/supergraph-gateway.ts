import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { GraphQLSchema } from 'graphql';
import type { Logger, RequestContext } from '../graphql/request-context.ts';
import { EVENTS_SUBGRAPH } from '../subscriptions/supergraph.ts';
import {
  createSupergraphRuntime,
  type RuntimeServices,
  type SupergraphRuntime,
  warmUp,
} from './supergraph-runtime.ts';

type GatewayInterface = ApolloServerOptionsWithGateway<RequestContext>['gateway'];
type SchemaListener = Parameters<NonNullable<GatewayInterface['onSchemaLoadOrUpdate']>>[0];

/** What Apollo Server executes operations with, and where the supergraph is changed. */
export interface SupergraphGateway extends GatewayInterface {
  /** What new operations run on. */
  current(): SupergraphRuntime;
  /** What an operation runs on that was parsed with this schema. */
  runtimeOf(schema: GraphQLSchema): SupergraphRuntime;
  /**
   * Changes to another supergraph. Operations under way end on the old one. When it is refused, the old one stays.
   *
   * @returns whether anything changed: the same text again changes nothing
   * @throws SupergraphError
   */
  reload(sdl: string): Promise<boolean>;
  /** Calls back after each change. */
  onReload(listener: (runtime: SupergraphRuntime) => void): void;
}

const WARMED_OPERATIONS = 200;

/** @throws SupergraphError when the first supergraph is refused */
export function createSupergraphGateway(
  supergraphSdl: string,
  services: RuntimeServices,
  logger: Logger,
): SupergraphGateway {
  const { connections, telemetry } = services;
  const schemaListeners = new Set<SchemaListener>();
  const reloadListeners = new Set<(runtime: SupergraphRuntime) => void>();
  /** An operation that was parsed with a schema runs on its runtime. */
  const runtimes = new WeakMap<GraphQLSchema, SupergraphRuntime>();
  let current = build(supergraphSdl);
  let reloading: Promise<unknown> = Promise.resolve();

  function build(sdl: string): SupergraphRuntime {
    const runtime = createSupergraphRuntime(sdl, services);
    for (const subgraph of runtime.supergraph.subgraphs) {
      // An address that is none is found now, not by the first who asks.
      if (subgraph.name !== EVENTS_SUBGRAPH) connections.clientFor(subgraph);
    }
    runtimes.set(runtime.supergraph.apiSchema, runtime);
    return runtime;
  }

  function announce(): void {
    const { apiSchema, sdl } = current.supergraph;
    for (const listener of schemaListeners) listener({ apiSchema, coreSupergraphSdl: sdl });
  }

  function runtimeOf(schema: GraphQLSchema): SupergraphRuntime {
    const runtime = runtimes.get(schema);
    if (!runtime) throw new Error('An operation was parsed with a schema that is not of this gateway.');
    return runtime;
  }

  async function change(sdl: string): Promise<boolean> {
    if (sdl === current.supergraph.sdl) return false;
    const next = build(sdl);
    const warmed = await warmUp(next, current.operations.mostUsed(WARMED_OPERATIONS));
    const previous = current.supergraph.id;
    current = next;
    announce();
    for (const listener of reloadListeners) listener(next);
    connections.keepOnly(next.supergraph.subgraphs);
    logger.info({ previous, supergraph: next.supergraph.id, warmed }, 'the supergraph has changed');
    return true;
  }

  return {
    async load() {
      announce();
      return {
        executor({ schema, document, queryHash, source, request, operation, operationName, context }) {
          const requestContext = context as RequestContext;
          const name = operationName ?? undefined;
          const type = operation.operation;
          const known = { type, operationName: name, documentHash: queryHash, source };
          return telemetry.execute(requestContext, known, async () => {
            const runtime = runtimeOf(schema);
            const allowed = await runtime.authorize(document, queryHash, name, requestContext.caller);
            return runtime.execute(allowed, name, request.variables ?? {}, requestContext);
          });
        },
      };
    },
    onSchemaLoadOrUpdate(listener) {
      schemaListeners.add(listener);
      return () => schemaListeners.delete(listener);
    },
    async stop() {},
    current: () => current,
    runtimeOf,
    reload(sdl) {
      // One after the other, so that the last one asked for is the one that stays.
      const changed = reloading.then(() => change(sdl));
      reloading = changed.catch(() => undefined);
      return changed;
    },
    onReload(listener) {
      reloadListeners.add(listener);
    },
  };
}
