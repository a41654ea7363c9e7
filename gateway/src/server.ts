import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import { Draining, type ReadinessCheck, registerHealthRoutes } from '@codexcontinue/platform/health';
import type { InternalTokenSigner } from '@codexcontinue/platform/identity';
import type { Logger } from '@codexcontinue/platform/log';
import type { Metrics } from '@codexcontinue/platform/metrics';
import { createMemoryUsageStore } from '@codexcontinue/platform/operations/memory-usage-store';
import type { UsageStore } from '@codexcontinue/platform/operations/usage-store';
import type { QuotaSettings } from '@codexcontinue/platform/quotas/quota-settings';
import type { Service } from '@codexcontinue/platform/service';
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import { grantNoPolicies, type PolicyEvaluator } from './authorization/policy-evaluator.ts';
import { type CacheStore, createNoCacheStore } from './cache/cache-store.ts';
import { createResponseCache } from './cache/response-cache.ts';
import { createTaggedCache } from './cache/tagged-cache.ts';
import { createGatewayMetrics } from './gateway-metrics.ts';
import { createGraph, type GraphServices } from './graph.ts';
import { DEFAULT_OPERATION_LIMITS, type OperationLimits } from './graphql/operation-limits.ts';
import type { Introspection } from './graphql/operation-rules.ts';
import { registerErrorReplies } from './http/error-replies.ts';
import { type ForwardRoute, registerForwardRoutes } from './http/forward-routes.ts';
import { registerRequestLog, requestIdOf } from './http/request-log.ts';
import { RequestLogger } from './http/request-logger.ts';
import { clientAddress, compileTrustedProxies } from './http/trusted-proxies.ts';
import { registerWebApp } from './http/web-app.ts';
import type { CallerAuthenticator } from './identity/caller-authenticator.ts';
import { createLiveCallers } from './identity/live-callers.ts';
import { createClientOperations } from './operations/client-operations.ts';
import type { DocumentStore } from './operations/document-store.ts';
import type { Manifests } from './operations/manifest-folder.ts';
import { createMemoryDocumentStore } from './operations/memory-document-store.ts';
import { NO_SAFELIST, type SafelistSettings } from './operations/safelist.ts';
import { publicVariantOf } from './public-graph.ts';
import { createOperationQuotas } from './quotas/operation-quotas.ts';
import { createSubgraphConnections } from './subgraphs/subgraph-connections.ts';
import type { ReaderLimits } from './subscriptions/topic-reader.ts';
import type { ClientTraces } from './telemetry/client-trace.ts';
import { createOperationTelemetry } from './telemetry/operation-telemetry.ts';
import { DEFAULT_SLOW_OPERATION_MILLISECONDS } from './telemetry/slow-operation.ts';
import { createConnectionSeats } from './transports/connection-seats.ts';
import { createHeartbeat } from './transports/heartbeat.ts';
import { DEFAULT_TRANSPORT_LIMITS, type TransportLimits } from './transports/limits.ts';
import { routeUpgrades } from './transports/websocket.ts';

/** What a gateway is made of. */
export interface GatewayDependencies {
  readonly supergraphSdl: string;
  /** 0 picks a free port. */
  readonly port: number;
  readonly host: string;
  /** Where the gateway is reached from outside; its pages may open WebSockets. */
  readonly publicUrl?: string | undefined;
  readonly logger: Logger;
  readonly metrics?: Metrics | undefined;
  readonly eventLog: EventLog;
  /** Decides `@policy`; nobody is granted one when left out. */
  readonly evaluatePolicies?: PolicyEvaluator | undefined;
  /** Those left out have their defaults. */
  readonly operationLimits?: Partial<OperationLimits> | undefined;
  /** What clients have registered; nothing when left out. */
  readonly manifests?: Manifests | undefined;
  /** Who may run only that; nobody is held to it when left out. */
  readonly safelist?: SafelistSettings | undefined;
  /** Where documents are kept that clients name by their hash; in this process when left out. */
  readonly documentStore?: DocumentStore | undefined;
  /** Where it is counted what clients use; in this process when left out. */
  readonly usageStore?: UsageStore | undefined;
  /** How much callers may ask for, and where it is counted; nothing is counted when left out. */
  readonly quotas?: QuotaSettings | undefined;
  /** Where cached answers are kept beyond this process; nowhere when left out. */
  readonly cacheStore?: CacheStore | undefined;
  /** Cached in this process, about one byte each; 64 Mi. */
  readonly cacheCharacters?: number | undefined;
  /** Signs cursors. Every gateway of one system has the same. */
  readonly cursorSecret: string;
  readonly authenticate: CallerAuthenticator;
  /** Absent: subgraphs are called without an internal token. */
  readonly internalTokens?: InternalTokenSigner | undefined;
  /** Addresses of subgraphs by name, instead of those in the supergraph. */
  readonly subgraphUrls: Readonly<Record<string, string>>;
  /** The subgraph that may set cookies in the client. */
  readonly cookieSubgraph?: string | undefined;
  readonly forwardRoutes: readonly ForwardRoute[];
  /** Addresses and CIDR ranges whose `X-Forwarded-For` is believed; none by default. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** Instead of the defaults. */
  readonly transportLimits?: Partial<TransportLimits> | undefined;
  /** The built web app. */
  readonly webDirectory?: string | undefined;
  readonly introspection: Introspection;
  readonly readinessChecks: readonly ReadinessCheck[];
  /** From a call of a subgraph to the end of its answer; 10 s. */
  readonly subgraphDeadlineMilliseconds?: number | undefined;
  /** Over how long subscriptions are ended that a new supergraph does not serve; 5 s. */
  readonly reloadSpreadMilliseconds?: number | undefined;
  /** What becomes of a trace that a client says it is in; `link`. */
  readonly clientTraces?: ClientTraces | undefined;
  /** Operations that take longer are logged, 0: none is; 1 s. */
  readonly slowOperationMilliseconds?: number | undefined;
  /** What waits for one subscriber at most. */
  readonly readerLimits?: ReaderLimits | undefined;
}

/** A gateway, and the way to give it another supergraph. */
export interface GatewayServer extends Service {
  /**
   * Serves another supergraph, with no request refused and no subscription lost that it still has. When it is refused,
   * the one before goes on serving.
   *
   * @returns whether anything changed
   * @throws SupergraphError
   */
  reload(supergraphSdl: string): Promise<boolean>;
  /** Changes what clients have registered. */
  register(manifests: Manifests): void;
}

const GRAPHQL_PATH = '/graphql';
const PUBLIC_GRAPH_PATH = '/graphql/public';
const CACHE_CHARACTERS = 64 * 1_024 * 1_024;
const BODY_LIMIT_BYTES = 1_024 * 1_024;
const SUBGRAPH_DEADLINE_MILLISECONDS = 10_000;
/** Requests that take longer are cut off when the gateway stops. */
const DRAIN_LIMIT_MILLISECONDS = 20_000;
const IDLE_SWEEP_MILLISECONDS = 100;

/** The one door: GraphQL over HTTP, SSE, multipart and WebSocket, the web app, and what is forwarded. */
export function createGatewayServer(dependencies: GatewayDependencies): GatewayServer {
  const { supergraphSdl, logger } = dependencies;
  const gatewayMetrics = createGatewayMetrics(dependencies.metrics);
  const connections = createSubgraphConnections({
    subgraphUrls: dependencies.subgraphUrls,
    internalTokens: dependencies.internalTokens,
    cookieSubgraph: dependencies.cookieSubgraph,
    deadlineMilliseconds: dependencies.subgraphDeadlineMilliseconds ?? SUBGRAPH_DEADLINE_MILLISECONDS,
    metrics: gatewayMetrics,
  });
  const cache = createTaggedCache({
    eventLog: dependencies.eventLog,
    store: dependencies.cacheStore ?? createNoCacheStore(),
    maximumCharacters: dependencies.cacheCharacters ?? CACHE_CHARACTERS,
    logger,
    onInvalidated: (entries) => gatewayMetrics.cacheInvalidated(entries),
  });
  const operationLimits = { ...DEFAULT_OPERATION_LIMITS, ...dependencies.operationLimits };
  const operations = createClientOperations({
    manifests: dependencies.manifests ?? new Map(),
    safelist: dependencies.safelist ?? NO_SAFELIST,
    documents: dependencies.documentStore ?? createMemoryDocumentStore(),
    usage: dependencies.usageStore ?? createMemoryUsageStore(),
    maximumTokens: operationLimits.maximumTokens,
    metrics: gatewayMetrics,
    logger,
  });
  const telemetry = createOperationTelemetry({
    metrics: gatewayMetrics,
    isRegistered: operations.isRegistered,
    clientTraces: dependencies.clientTraces ?? 'link',
    slowMilliseconds: dependencies.slowOperationMilliseconds ?? DEFAULT_SLOW_OPERATION_MILLISECONDS,
  });
  const trustProxy = compileTrustedProxies(dependencies.trustedProxies ?? []);
  const app: FastifyInstance = fastify({
    trustProxy,
    loggerInstance: logger as FastifyBaseLogger,
    childLoggerFactory: (_parent, bindings) => new RequestLogger(logger, bindings),
    bodyLimit: BODY_LIMIT_BYTES,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: ({ headers }) => requestIdOf(headers),
    forceCloseConnections: 'idle',
    // What comes over a connection that was kept is answered still, and the connection closed.
    return503OnClosing: false,
  });
  const draining = new Draining();
  let url: string | undefined;
  let stopped: Promise<void> | undefined;
  const transportLimits = { ...DEFAULT_TRANSPORT_LIMITS, ...dependencies.transportLimits };
  const liveCallers = createLiveCallers({ ...dependencies, metrics: gatewayMetrics });
  const services: GraphServices = {
    ...dependencies,
    liveCallers,
    connections,
    cache,
    responseCache: createResponseCache(cache),
    quotas:
      dependencies.quotas &&
      createOperationQuotas({
        ...dependencies.quotas,
        onRefused: () => gatewayMetrics.operationFailed('RATE_LIMITED'),
      }),
    evaluatePolicies: dependencies.evaluatePolicies ?? grantNoPolicies,
    demandLimits: operationLimits,
    limits: operationLimits,
    operations,
    telemetry,
    metrics: gatewayMetrics,
    readerLimits: dependencies.readerLimits,
    reloadSpreadMilliseconds: dependencies.reloadSpreadMilliseconds,
    seats: createConnectionSeats(transportLimits),
    heartbeat: createHeartbeat(transportLimits.heartbeatMilliseconds),
    transportLimits,
    publicUrl: dependencies.publicUrl,
    isDraining: () => draining.active,
    addressOf: (request) => clientAddress(request, trustProxy),
  };
  const graph = createGraph(GRAPHQL_PATH, supergraphSdl, services);
  const publicSdl = publicVariantOf(supergraphSdl);
  const publicGraph = publicSdl && createGraph(PUBLIC_GRAPH_PATH, publicSdl, services, graph.apollo);
  const graphs = publicGraph ? [graph, publicGraph] : [graph];

  async function stop(): Promise<void> {
    draining.begin();
    const cutOff = setTimeout(() => app.server.closeAllConnections(), DRAIN_LIMIT_MILLISECONDS);
    const sweep = setInterval(() => app.server.closeIdleConnections(), IDLE_SWEEP_MILLISECONDS);
    await Promise.all(graphs.map((each) => each.leave()));
    await app.close();
    clearTimeout(cutOff);
    clearInterval(sweep);
    for (const each of graphs) await each.stop();
    liveCallers.stop();
    await operations.stop();
    await cache.close();
    await connections.close();
  }

  return {
    async start() {
      for (const each of graphs) await each.start();
      operations.start();
      const { publicUrl, metrics } = dependencies;
      registerRequestLog(app, gatewayMetrics);
      app.addHook('onSend', (_request, reply, _payload, done) => {
        // Kept alive, the connection would hold up the end.
        if (draining.active) reply.header('connection', 'close');
        done();
      });
      registerErrorReplies(app);
      registerHealthRoutes(app, { checks: dependencies.readinessChecks, draining, logger, metrics });
      for (const each of graphs) each.registerRoute(app);
      registerForwardRoutes(app, dependencies.forwardRoutes, publicUrl);
      registerWebApp(app, dependencies.webDirectory);
      await app.ready();
      routeUpgrades(
        app.server,
        graphs.map(({ webSockets }) => webSockets),
      );
      const { port, host } = dependencies;
      url = await app.listen({ port, host });
    },
    async reload(sdl) {
      const variant = publicVariantOf(sdl);
      // The variant first: when it is refused nothing has changed yet.
      if (publicGraph && variant) await publicGraph.reload(variant);
      return graph.reload(sdl);
    },
    register: (manifests) => operations.register(manifests),
    stop() {
      stopped ??= stop();
      return stopped;
    },
    get url() {
      if (url === undefined) throw new Error('The gateway has not been started.');
      return url;
    },
  };
}
