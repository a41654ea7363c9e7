import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import { Draining, type ReadinessCheck, registerHealthRoutes } from '@codexcontinue/platform/health';
import type { InternalTokenSigner } from '@codexcontinue/platform/identity';
import type { Logger } from '@codexcontinue/platform/log';
import type { Metrics } from '@codexcontinue/platform/metrics';
import { createMemoryUsageStore } from '@codexcontinue/platform/operations/memory-usage-store';
import type { UsageStore } from '@codexcontinue/platform/operations/usage-store';
import type { Service } from '@codexcontinue/platform/service';
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import { grantNoPolicies, type PolicyEvaluator } from './authorization/policy-evaluator.ts';
import { type CacheStore, createNoCacheStore } from './cache/cache-store.ts';
import { createResponseCache } from './cache/response-cache.ts';
import { createTaggedCache } from './cache/tagged-cache.ts';
import { createGatewayMetrics } from './gateway-metrics.ts';
import { createApolloServer } from './graphql/apollo.ts';
import { DEFAULT_OPERATION_LIMITS, type OperationLimits } from './graphql/operation-limits.ts';
import type { Introspection } from './graphql/operation-rules.ts';
import { createCachedResponses } from './http/cached-responses.ts';
import { registerErrorReplies } from './http/error-replies.ts';
import { type ForwardRoute, registerForwardRoutes } from './http/forward-routes.ts';
import { registerGraphQLRoute } from './http/graphql-route.ts';
import { registerRequestLog, requestIdOf } from './http/request-log.ts';
import { RequestLogger } from './http/request-logger.ts';
import { clientAddress, compileTrustedProxies } from './http/trusted-proxies.ts';
import { registerWebApp } from './http/web-app.ts';
import type { CallerAuthenticator } from './identity/caller-authenticator.ts';
import { createInternalTokens } from './identity/internal-tokens.ts';
import { createOperationRunner } from './operation-runner.ts';
import { createClientOperations } from './operations/client-operations.ts';
import type { DocumentStore } from './operations/document-store.ts';
import type { Manifests } from './operations/manifest-folder.ts';
import { createMemoryDocumentStore } from './operations/memory-document-store.ts';
import { NO_SAFELIST, type SafelistSettings } from './operations/safelist.ts';
import { createSubgraphConnections } from './subgraphs/subgraph-connections.ts';
import { createSubscriptionEngine } from './subscriptions/subscription-engine.ts';
import type { ReaderLimits } from './subscriptions/topic-reader.ts';
import { createSupergraphGateway } from './supergraph/supergraph-gateway.ts';
import type { ClientTraces } from './telemetry/client-trace.ts';
import { countSeats } from './telemetry/counted-seats.ts';
import { createOperationTelemetry } from './telemetry/operation-telemetry.ts';
import { DEFAULT_SLOW_OPERATION_MILLISECONDS } from './telemetry/slow-operation.ts';
import { createConnectionSeats } from './transports/connection-seats.ts';
import { createHeartbeat } from './transports/heartbeat.ts';
import { DEFAULT_TRANSPORT_LIMITS, type TransportLimits } from './transports/limits.ts';
import { createStreamTransport } from './transports/stream-transport.ts';
import { createWebSocketTransport, type WebSocketTransport } from './transports/websocket.ts';

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
    internalTokens: dependencies.internalTokens && createInternalTokens(dependencies.internalTokens),
    cookieSubgraph: dependencies.cookieSubgraph,
    deadlineMilliseconds: dependencies.subgraphDeadlineMilliseconds ?? SUBGRAPH_DEADLINE_MILLISECONDS,
    metrics: gatewayMetrics,
  });
  const { introspection } = dependencies;
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
  const gateway = createSupergraphGateway(
    supergraphSdl,
    {
      connections,
      cache,
      evaluatePolicies: dependencies.evaluatePolicies ?? grantNoPolicies,
      demandLimits: dependencies.operationLimits ?? {},
      metrics: gatewayMetrics,
      telemetry,
    },
    logger,
  );
  const apollo = createApolloServer({
    gateway,
    introspection,
    limits: operationLimits,
    operations,
    telemetry,
    metrics: gatewayMetrics,
    logger,
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
  });
  const draining = new Draining();
  let url: string | undefined;
  let apolloStarted = false;
  let webSockets: WebSocketTransport | undefined;
  let stopped: Promise<void> | undefined;

  const { eventLog, cursorSecret, readerLimits: limits, reloadSpreadMilliseconds } = dependencies;
  const engine = createSubscriptionEngine({
    gateway,
    apollo,
    eventLog,
    cursorSecret,
    metrics: gatewayMetrics,
    limits,
    reloadSpreadMilliseconds,
    onEvent: () => connections.forgetInFlight(),
  });
  const run = createOperationRunner(apollo, engine, telemetry);
  const transportLimits = { ...DEFAULT_TRANSPORT_LIMITS, ...dependencies.transportLimits };
  const seats = createConnectionSeats(transportLimits);
  const heartbeat = createHeartbeat(transportLimits.heartbeatMilliseconds);
  const streams = createStreamTransport({
    run,
    seats: countSeats(seats, () => gatewayMetrics.connectionOpened('stream')),
    heartbeat,
    limits: transportLimits,
  });

  async function stop(): Promise<void> {
    draining.begin();
    const cutOff = setTimeout(() => app.server.closeAllConnections(), DRAIN_LIMIT_MILLISECONDS);
    const sweep = setInterval(() => app.server.closeIdleConnections(), IDLE_SWEEP_MILLISECONDS);
    streams.stop();
    await webSockets?.stop();
    await app.close();
    clearTimeout(cutOff);
    clearInterval(sweep);
    if (apolloStarted) await apollo.stop();
    await operations.stop();
    await cache.close();
    await connections.close();
  }

  return {
    async start() {
      await apollo.start();
      operations.start();
      apolloStarted = true;
      const { authenticate, publicUrl, metrics } = dependencies;
      registerRequestLog(app, gatewayMetrics);
      app.addHook('onSend', (_request, reply, _payload, done) => {
        // Kept alive, the connection would hold up the end.
        if (draining.active) reply.header('connection', 'close');
        done();
      });
      registerErrorReplies(app);
      registerHealthRoutes(app, { checks: dependencies.readinessChecks, draining, logger, metrics });
      registerGraphQLRoute(app, {
        path: GRAPHQL_PATH,
        apollo,
        authenticate,
        streams,
        cachedResponses: createCachedResponses(createResponseCache(cache), (outcome) =>
          gatewayMetrics.cacheAsked(outcome),
        ),
        answeredWithin: (client) => `${gateway.current().supergraph.id} ${operations.answeredWithin(client)}`,
        onAnsweredAgain: (client, question) => operations.answeredAgain(client, question),
      });
      registerForwardRoutes(app, dependencies.forwardRoutes, publicUrl);
      registerWebApp(app, dependencies.webDirectory);
      await app.ready();
      const httpServer = app.server;
      webSockets = createWebSocketTransport({
        httpServer,
        path: GRAPHQL_PATH,
        publicUrl,
        authenticate,
        run,
        logger,
        seats: countSeats(seats, () => gatewayMetrics.connectionOpened('websocket')),
        heartbeat,
        limits: transportLimits,
        addressOf: (request) => clientAddress(request, trustProxy),
      });
      const { port, host } = dependencies;
      url = await app.listen({ port, host });
    },
    reload: (sdl) => gateway.reload(sdl),
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
