import { randomUUID } from 'node:crypto';
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from '@codexcontinue/platform/log';
import {
  buildSchema,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  parse,
} from 'graphql';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL, makeServer } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { CallerAuthenticator } from '../identity/caller-authenticator.ts';
import type { LiveCallers } from '../identity/live-callers.ts';
import { type OperationOutcome, type OperationRunner, presentError } from '../operation-runner.ts';
import { readClientIdentity } from '../operations/client-identity.ts';
import { extensionsOf } from '../operations/document-name.ts';
import type { OperationQuotas } from '../quotas/operation-quotas.ts';
import type { SubscriptionEvent } from '../subscriptions/shared-results.ts';
import { BatchingSocket } from './batching-socket.ts';
import type { ConnectionSeats } from './connection-seats.ts';
import { atExpiry } from './expiry.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { TransportLimits } from './limits.ts';
import { isAllowedOrigin } from './origin.ts';
import { adaptSocket, closeForGood, type SocketExtra } from './socket-adapter.ts';

/** `graphql-transport-ws` on one path. */
export interface WebSocketTransport {
  readonly path: string;
  /** Makes a WebSocket of a request, or refuses it. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void;
  /** Closes every socket with 1001 and takes no more. */
  stop(): Promise<void>;
}

const MAXIMUM_MESSAGE_BYTES = 1_024 * 1_024;
const CLOSE_TIMEOUT_MILLISECONDS = 2_000;
const GOING_AWAY = 1001;
const POLICY_VIOLATION = 1008;
const TRY_AGAIN_LATER = 1013;
const UNAUTHORIZED = 4401;
const FORBIDDEN = 4403;

/** graphql-ws wants to execute something; by then the operation has already been taken care of. */
const SCHEMA = buildSchema('type Query { done: Boolean } type Subscription { done: Boolean }');
const QUERY = parse('query { done }');
const SUBSCRIPTION = parse('subscription { done }');

export function createWebSocketTransport(options: {
  readonly path: string;
  readonly publicUrl: string | undefined;
  readonly authenticate: CallerAuthenticator;
  readonly liveCallers: LiveCallers;
  readonly run: OperationRunner;
  /** Absent: operations are not counted. */
  readonly quotas?: OperationQuotas | undefined;
  readonly logger: Logger;
  readonly seats: ConnectionSeats;
  readonly heartbeat: Heartbeat;
  readonly limits: TransportLimits;
  /** Where a connection comes from. */
  readonly addressOf: (request: IncomingMessage) => string;
}): WebSocketTransport {
  const { path, authenticate, run, logger, seats, heartbeat, limits } = options;
  const sockets = new WebSocketServer<typeof BatchingSocket>({
    noServer: true,
    WebSocket: BatchingSocket,
    maxPayload: MAXIMUM_MESSAGE_BYTES,
    handleProtocols: (protocols) =>
      protocols.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false,
  });
  let stopping = false;

  const server = makeServer<Record<string, unknown>, SocketExtra>({
    connectionInitWaitTimeout: limits.connectionInitTimeoutMilliseconds,
    async onConnect({ connectionParams, extra }) {
      const authorization = connectionParams?.authorization;
      try {
        const header = typeof authorization === 'string' ? authorization : undefined;
        const authentication = await authenticate.authenticate(header);
        if (extra.socket.readyState !== extra.socket.OPEN) return false;
        if (!extra.seat.identify(authentication.caller)) {
          extra.socket.close(POLICY_VIOLATION, 'Too many connections');
          return false;
        }
        const speaker = options.liveCallers.open(authentication);
        speaker.follow(speaker.caller, {
          onEnd: (error) => closeForGood(extra.socket, ...closingOf(error)),
        });
        extra.socket.once('close', () => options.liveCallers.close(speaker));
        extra.speaker = speaker;
        extra.client = readClientIdentity(connectionParams);
        const expiry = atExpiry(authentication.expiresAt, () =>
          extra.socket.close(FORBIDDEN, 'Token expired'),
        );
        extra.socket.once('close', () => expiry.cancel());
        return true;
      } catch (error) {
        if (error instanceof GraphQLError && error.extensions.code === 'UNAUTHENTICATED') return false;
        logger.error({ err: error, requestId: extra.requestId }, 'a WebSocket could not be authenticated');
        extra.socket.close(TRY_AGAIN_LATER, 'Try again later');
        // Closed already; anything but an answer keeps graphql-ws from acknowledging.
        return false;
      }
    },
    async onSubscribe({ extra, subscriptions }, _id, payload) {
      if (Object.keys(subscriptions).length > limits.operationsPerSocket)
        return [tooManySubscriptions(limits.operationsPerSocket)];
      const { query, operationName, variables } = payload;
      const extensions = extensionsOf({ ...payload }) as typeof payload.extensions;
      const { requestId, client, remoteAddress } = extra;
      const { speaker } = extra;
      if (!speaker) throw new Error('A socket subscribes before it is authenticated.');
      extra.logger ??= logger.child({ requestId });
      const context = {
        caller: speaker.caller,
        liveCaller: speaker,
        client,
        requestId,
        remoteAddress,
        logger: extra.logger,
        quotaMeter:
          options.quotas && (await options.quotas.admit(speaker.caller, remoteAddress, extra.logger)),
      };
      if (context.quotaMeter?.refusal)
        return [toGraphQLError(presentError(context.quotaMeter.refusal, context))];
      const outcome = await run(
        {
          query,
          ...(operationName ? { operationName } : {}),
          ...(variables ? { variables } : {}),
          ...(extensions ? { extensions } : {}),
        },
        context,
      );
      return outcome.kind === 'errors' ? outcome.errors.map(toGraphQLError) : executionOf(outcome);
    },
    execute: (args) => outcomeOf(args, 'result').result as ExecutionResult,
    subscribe: (args) => outcomeOf(args, 'stream').stream as AsyncIterable<never>,
    // Results are formatted already and go out as they are.
    onNext: (_context, _id, _payload, { contextValue }, result) =>
      (contextValue as OperationOutcome).kind === 'stream'
        ? (result as unknown as SubscriptionEvent).result
        : result,
  });

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const { origin, host } = request.headers;
    if (stopping) {
      refuse(stream, '503 Service Unavailable');
      return;
    }
    if (!isAllowedOrigin(origin, host, options.publicUrl)) {
      refuse(stream, '403 Forbidden');
      return;
    }
    const remoteAddress = options.addressOf(request);
    const seat = seats.take(remoteAddress);
    if (typeof seat === 'string') {
      refuse(stream, seat === 'process' ? '503 Service Unavailable' : '429 Too Many Requests');
      return;
    }
    const leave = () => seat.leave();
    // The handshake may fail; afterwards the socket is over only when it is closed.
    stream.once('close', leave);
    sockets.handleUpgrade(request, stream, head, (socket) => {
      stream.off('close', leave);
      socket.attach(stream);
      const extra = { socket, seat, requestId: randomUUID(), remoteAddress };
      adaptSocket(server, extra, { logger, heartbeat, limits });
    });
  }

  return {
    path,
    upgrade,
    async stop() {
      stopping = true;
      const open = [...sockets.clients];
      const allClosed = Promise.all(
        open.map((socket) => new Promise((resolve) => socket.once('close', resolve))),
      );
      for (const socket of open) socket.close(GOING_AWAY, 'Going away');
      const terminate = setTimeout(() => {
        for (const socket of open) socket.terminate();
      }, CLOSE_TIMEOUT_MILLISECONDS);
      await allClosed;
      clearTimeout(terminate);
      sockets.close();
    },
  };
}

/** Gives each WebSocket to the transport of its path. */
export function routeUpgrades(httpServer: HttpServer, transports: readonly WebSocketTransport[]): void {
  httpServer.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const pathname = (request.url ?? '').split('?')[0];
    const transport = transports.find(({ path }) => path === pathname);
    if (transport) transport.upgrade(request, stream, head);
    else refuse(stream, '404 Not Found');
  });
}

/** With 4401 the client has to sign in anew; what passes by itself is worth trying again. */
function closingOf({ extensions }: GraphQLError): [code: number, reason: string] {
  return extensions.code === 'SERVICE_UNAVAILABLE'
    ? [TRY_AGAIN_LATER, 'Try again later']
    : [UNAUTHORIZED, 'Session ended'];
}

function refuse(stream: Duplex, status: string): void {
  stream.on('error', () => stream.destroy());
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function executionOf(outcome: OperationOutcome): ExecutionArgs {
  return {
    schema: SCHEMA,
    document: outcome.kind === 'stream' ? SUBSCRIPTION : QUERY,
    contextValue: outcome,
  };
}

function outcomeOf<Kind extends OperationOutcome['kind']>(
  args: { readonly contextValue?: unknown },
  kind: Kind,
): Extract<OperationOutcome, { kind: Kind }> {
  const outcome = args.contextValue as OperationOutcome;
  if (outcome.kind !== kind)
    throw new Error(`An operation came to ${outcome.kind} where ${kind} was expected.`);
  return outcome as Extract<OperationOutcome, { kind: Kind }>;
}

function tooManySubscriptions(maximum: number): GraphQLError {
  return new GraphQLError(
    `One connection carries ${maximum} operations at a time. Complete some before you send more.`,
    { extensions: { code: 'TOO_MANY_SUBSCRIPTIONS' } },
  );
}

function toGraphQLError({ message, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions } });
}
