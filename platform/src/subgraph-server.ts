import { randomUUID } from 'node:crypto';
import { ApolloServer } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import { trace } from '@opentelemetry/api';
import Fastify, { type FastifyInstance } from 'fastify';
import { GraphQLError, type GraphQLFormattedError, parse } from 'graphql';
import { Draining, type ReadinessCheck, registerHealthRoutes } from './health.ts';
import {
  type Caller,
  CLIENT_NETWORK_HEADER,
  INTERNAL_TOKEN_HEADER,
  type InternalTokenVerifier,
} from './identity.ts';
import { guardByScopes, type ScopeTable } from './key-scopes.ts';
import { watchConnections } from './lingering.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';
import { representationLimit } from './representation-limit.ts';
import { maskRouteErrors } from './route-errors.ts';
import { guardBySecondFactor } from './second-factor-gate.ts';
import type { Service } from './service.ts';
import { answerInTrace, operationOnSpan } from './telemetry/subgraph-spans.ts';

export type { ReadinessCheck } from './health.ts';

/** What every resolver of a subgraph finds in its context, beside what the subgraph adds. */
export interface RequestContext {
  readonly caller: Caller;
  readonly requestId: string;
  /** Where the client comes from (an IPv4 address, the /64 of an IPv6 address), as far as the gateway told. */
  readonly clientNetwork?: string | undefined;
  readonly logger: Logger;
}

/** What a subgraph server is made of. */
export interface SubgraphServerOptions<Context extends RequestContext> {
  /** The subgraph's name: the audience of its internal tokens, and its name in logs. */
  readonly name: string;
  /** The text of `schema.graphql`. */
  readonly typeDefs: string;
  /** By type and field, as graphql-codegen types them (its types are narrower than what Apollo's library declares). */
  readonly resolvers: object;
  /** What API keys may reach; nothing when left out. */
  readonly keyScopes?: ScopeTable;
  /** Root fields for people who must have a second factor and have none; nothing when left out. */
  readonly secondFactorFields?: readonly string[];
  /** Adds what the subgraph's resolvers need; may set headers of the reply. */
  readonly createContext: (
    request: RequestContext,
    reply: { setHeader(name: string, value: string): void },
  ) => Context;
  readonly tokenVerifier: InternalTokenVerifier;
  readonly logger: Logger;
  readonly metrics?: Metrics | undefined;
  /** 0 picks a free port. */
  readonly port: number;
  /** The address to listen on. */
  readonly host: string;
  readonly readinessChecks: readonly ReadinessCheck[];
  /** Further HTTP routes; they guard themselves. */
  readonly routes?: (app: FastifyInstance) => void;
  /** Runs before listening. */
  readonly onStart?: () => Promise<void>;
  /** Runs when draining begins, while requests may still be under way. */
  readonly onDrain?: () => Promise<void>;
  /** Runs after the last request has ended. */
  readonly onStop?: () => Promise<void>;
}

/** Far more than the gateway writes; entities come in variables. */
const MAXIMUM_TOKENS = 20_000;
const BODY_LIMIT_BYTES = 4 * 1024 * 1024;
/** Connections that are in use at all are used within this time, and then end with an answer. */
const LINGER_MILLISECONDS = 500;

/**
 * A subgraph over HTTP at `/graphql`, with health and metrics. Nothing GraphQL is answered without an internal token,
 * `_service` and `_entities` included.
 */
export function createSubgraphServer<Context extends RequestContext>(
  options: SubgraphServerOptions<Context>,
): Service {
  const { name, logger } = options;
  const app = Fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: 'idle',
    // What comes over a connection that was kept is answered still, and the connection closed.
    return503OnClosing: false,
    genReqId: (request) => singleHeader(request.headers['x-request-id']) ?? randomUUID(),
  });
  const draining = new Draining();
  const connections = watchConnections(app.server);
  const resolvers = guardBySecondFactor(
    guardByScopes(options.resolvers, options.keyScopes ?? {}),
    options.secondFactorFields ?? [],
  ) as GraphQLResolverMap<Context>;
  const apollo = new ApolloServer<Context>({
    schema: buildSubgraphSchema([{ typeDefs: parse(options.typeDefs), resolvers }]),
    introspection: true,
    parseOptions: { maxTokens: MAXIMUM_TOKENS },
    stopOnTerminationSignals: false,
    includeStacktraceInErrorResponses: false,
    logger,
    formatError: (formatted, error) => maskError(formatted, error, logger),
    plugins: [
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      operationOnSpan(),
      representationLimit(),
    ],
  });
  let stopping: Promise<void> | undefined;
  let address = '';

  async function start(): Promise<void> {
    app.addHook('onSend', (_request, reply, _payload, done) => {
      // The gateway then asks another replica.
      if (draining.active) reply.header('connection', 'close');
      done();
    });
    maskRouteErrors(app, logger);
    registerHealthRoutes(app, {
      checks: options.readinessChecks,
      draining,
      logger,
      metrics: options.metrics,
    });
    options.routes?.(app);
    await options.onStart?.();
    await apollo.start();
    registerGraphql(app, apollo, options);
    address = await app.listen({ port: options.port, host: options.host });
    logger.info({ url: address }, `${name} listens`);
  }

  async function stop(): Promise<void> {
    draining.begin();
    await options.onDrain?.();
    await connections.untilNone(LINGER_MILLISECONDS);
    await apollo.stop();
    await app.close();
    await options.onStop?.();
  }

  return {
    start,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
    get url() {
      return address;
    },
  };
}

function registerGraphql<Context extends RequestContext>(
  app: FastifyInstance,
  apollo: ApolloServer<Context>,
  { name, tokenVerifier, createContext, logger }: SubgraphServerOptions<Context>,
): void {
  const callers = new WeakMap<object, Caller>();
  const tracer = trace.getTracer(name);
  const answer = fastifyApolloHandler(apollo, {
    context: async (request, reply) => {
      const caller = callers.get(request);
      if (!caller) throw new Error('A request reached GraphQL without a verified caller.');
      const requestId = request.id;
      return createContext(
        {
          caller,
          requestId,
          clientNetwork: singleHeader(request.headers[CLIENT_NETWORK_HEADER]),
          logger: logger.child({ requestId }),
        },
        { setHeader: (header, value) => void reply.header(header, value) },
      );
    },
  });
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    preHandler: async (request, reply) => {
      const token = singleHeader(request.headers[INTERNAL_TOKEN_HEADER]);
      const caller = token ? await tokenVerifier.verify(token) : undefined;
      if (!caller) {
        return reply.code(401).send({
          errors: [
            { message: 'Only the gateway may ask this service.', extensions: { code: 'UNAUTHENTICATED' } },
          ],
        });
      }
      callers.set(request, caller);
    },
    handler: (request, reply) =>
      answerInTrace(tracer, request.headers, async () => answer.call(app, request, reply)),
  });
}

/**
 * What a caller may see of an error: coded errors as they are, everything else as one sentence. Never throws.
 */
export function maskError(
  formatted: GraphQLFormattedError,
  error: unknown,
  logger: Logger,
): GraphQLFormattedError {
  const original = unwrapResolverError(error);
  if (original instanceof GraphQLError) return formatted;
  logger.error({ err: original, path: formatted.path }, 'a resolver failed');
  return {
    message: 'Something went wrong on our side. Try again; if it stays, tell your operator the request id.',
    ...(formatted.path ? { path: formatted.path } : {}),
    ...(formatted.locations ? { locations: formatted.locations } : {}),
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  };
}

function singleHeader(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && /^[\x21-\x7e]{1,4096}$/.test(value) ? value : undefined;
}
