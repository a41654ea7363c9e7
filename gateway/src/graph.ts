import type { ApolloServer } from '@apollo/server';
import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import type { Logger } from '@codexcontinue/platform/log';
import type { FastifyInstance } from 'fastify';
import type { ResponseCache } from './cache/response-cache.ts';
import { createApolloServer } from './graphql/apollo.ts';
import type { OperationLimits } from './graphql/operation-limits.ts';
import type { Introspection } from './graphql/operation-rules.ts';
import type { RequestContext } from './graphql/request-context.ts';
import { createAskedOperations } from './http/asked-operations.ts';
import { createCachedResponses } from './http/cached-responses.ts';
import { registerGraphQLRoute } from './http/graphql-route.ts';
import type { CallerAuthenticator } from './identity/caller-authenticator.ts';
import type { LiveCallers } from './identity/live-callers.ts';
import { createOperationRunner } from './operation-runner.ts';
import type { ClientOperations } from './operations/client-operations.ts';
import type { OperationQuotas } from './quotas/operation-quotas.ts';
import { createSubscriptionEngine } from './subscriptions/subscription-engine.ts';
import type { ReaderLimits } from './subscriptions/topic-reader.ts';
import { createSupergraphGateway } from './supergraph/supergraph-gateway.ts';
import type { RuntimeServices } from './supergraph/supergraph-runtime.ts';
import { countSeats } from './telemetry/counted-seats.ts';
import type { OperationTelemetry } from './telemetry/operation-telemetry.ts';
import type { ConnectionSeats } from './transports/connection-seats.ts';
import type { Heartbeat } from './transports/heartbeat.ts';
import type { TransportLimits } from './transports/limits.ts';
import { createStreamTransport } from './transports/stream-transport.ts';
import { createWebSocketTransport, type WebSocketTransport } from './transports/websocket.ts';

/** What all graphs of a gateway share. */
export interface GraphServices extends RuntimeServices {
  readonly introspection: Introspection;
  readonly limits: OperationLimits;
  readonly operations: ClientOperations;
  readonly telemetry: OperationTelemetry;
  readonly authenticate: CallerAuthenticator;
  readonly liveCallers: LiveCallers;
  readonly responseCache: ResponseCache;
  /** Absent: operations are not counted. */
  readonly quotas: OperationQuotas | undefined;
  readonly eventLog: EventLog;
  readonly cursorSecret: string;
  readonly readerLimits: ReaderLimits | undefined;
  readonly reloadSpreadMilliseconds: number | undefined;
  readonly seats: ConnectionSeats;
  readonly heartbeat: Heartbeat;
  readonly transportLimits: TransportLimits;
  readonly publicUrl: string | undefined;
  readonly isDraining: () => boolean;
  readonly addressOf: Parameters<typeof createWebSocketTransport>[0]['addressOf'];
  readonly logger: Logger;
}

/** A supergraph, served on one path over all transports. */
export interface Graph {
  readonly apollo: ApolloServer<RequestContext>;
  readonly webSockets: WebSocketTransport;
  start(): Promise<void>;
  registerRoute(app: FastifyInstance): void;
  /** @throws SupergraphError */
  reload(supergraphSdl: string): Promise<boolean>;
  /** Ends what is open; clients come back elsewhere. */
  leave(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * @param guards runs the guards of subscriptions, where this graph lacks the fields they ask for; itself when left out
 * @throws SupergraphError
 */
export function createGraph(
  path: string,
  supergraphSdl: string,
  services: GraphServices,
  guards?: ApolloServer<RequestContext>,
): Graph {
  const { operations, telemetry, metrics, connections, seats, transportLimits: limits } = services;
  const gateway = createSupergraphGateway(supergraphSdl, services, services.logger);
  const apollo = createApolloServer({ ...services, gateway });
  const engine = createSubscriptionEngine({
    gateway,
    apollo: guards ?? apollo,
    eventLog: services.eventLog,
    cursorSecret: services.cursorSecret,
    metrics,
    limits: services.readerLimits,
    reloadSpreadMilliseconds: services.reloadSpreadMilliseconds,
    onEvent: () => connections.forgetInFlight(),
  });
  const run = createOperationRunner(apollo, engine, telemetry);
  const streamSeats = countSeats(seats, () => metrics.connectionOpened('stream'));
  const streams = createStreamTransport({ ...services, run, seats: streamSeats, limits });
  const webSockets = createWebSocketTransport({
    ...services,
    path,
    run,
    seats: countSeats(seats, () => metrics.connectionOpened('websocket')),
    limits,
  });
  const joinAgain = createJoiner();
  let started = false;

  return {
    apollo,
    webSockets,
    async start() {
      await apollo.start();
      started = true;
    },
    registerRoute(app) {
      const askedOperations = createAskedOperations();
      registerGraphQLRoute(app, {
        askedOperations,
        path,
        apollo,
        authenticate: services.authenticate,
        quotas: services.quotas,
        streams,
        cachedResponses: createCachedResponses(services.responseCache, askedOperations, (outcome) =>
          metrics.cacheAsked(outcome),
        ),
        isDraining: services.isDraining,
        answeredWithin: (client) =>
          joinAgain(gateway.current().supergraph.id, operations.answeredWithin(client)),
        onAnsweredAgain: (client, asked) => operations.answeredAgain(client, asked),
      });
    },
    reload: (sdl) => gateway.reload(sdl),
    async leave() {
      streams.stop();
      await webSockets.stop();
    },
    async stop() {
      if (started) await apollo.stop();
    },
  };
}

/** Joins two texts; the same text, as an object, for the same two as before: comparing it is free. */
function createJoiner(): (left: string, right: string) => string {
  let last = { left: '', right: '', joined: '' };
  return (left, right) => {
    if (left !== last.left || right !== last.right) last = { left, right, joined: `${left} ${right}` };
    return last.joined;
  };
}
