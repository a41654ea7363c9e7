import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest, RawServerDefault } from 'fastify';
import type { ResponseCaching } from '../cache/operation-caching.ts';
import type { AskedOperation } from '../cache/response-question.ts';
import type { RequestContext } from '../graphql/request-context.ts';
import type { Authentication, CallerAuthenticator } from '../identity/caller-authenticator.ts';
import { type ClientIdentity, readClientIdentity } from '../operations/client-identity.ts';
import type { OperationQuotas, QuotaMeter } from '../quotas/operation-quotas.ts';
import { MULTIPART, wantsMultipart } from '../transports/multipart.ts';
import { EVENT_STREAM, wantsEventStream } from '../transports/sse.ts';
import type { StreamTransport, StreamWish } from '../transports/stream-transport.ts';
import { parseAccept } from './accept.ts';
import type { AskedOperations } from './asked-operations.ts';
import type { CachedResponses } from './cached-responses.ts';
import { createCachedSender } from './cached-sender.ts';
import { acceptCompressedBodies } from './compressed-bodies.ts';
import { statusForPlainJson } from './plain-json-status.ts';

/** GraphQL over HTTP, over server-sent events and over multipart responses on one path. */
export function registerGraphQLRoute(
  app: FastifyInstance,
  options: {
    readonly path: string;
    readonly apollo: ApolloServer<RequestContext>;
    readonly authenticate: CallerAuthenticator;
    readonly streams: StreamTransport;
    readonly cachedResponses: CachedResponses;
    readonly askedOperations: AskedOperations;
    /** Absent: operations are not counted. */
    readonly quotas?: OperationQuotas | undefined;
    /** While it is, replies are told to close their connections. */
    readonly isDraining: () => boolean;
    /** Names what answers to a client depend on beside their requests. */
    readonly answeredWithin: (client: ClientIdentity | undefined) => string;
    /** Called with what was answered from the cache. */
    readonly onAnsweredAgain: (client: ClientIdentity | undefined, asked: AskedOperation) => void;
  },
): void {
  const cachedSender = createCachedSender();
  const authentications = new WeakMap<FastifyRequest, Authentication>();
  const cachings = new WeakMap<FastifyRequest, ResponseCaching>();
  const quotaMeters = new WeakMap<FastifyRequest, QuotaMeter>();
  const overHttp = fastifyApolloHandler<RequestContext, RawServerDefault>(options.apollo, {
    context: async (request, reply) => {
      const caller = authentications.get(request)?.caller;
      if (!caller) throw new Error('A request is executed before it is authenticated.');
      return {
        caller,
        client: readClientIdentity(request.headers),
        requestId: request.id,
        logger: request.log,
        traceparent: request.headers.traceparent,
        remoteAddress: request.ip,
        quotaMeter: quotaMeters.get(request),
        onSetCookie: (cookies) => appendCookies(reply, cookies),
        onCaching: (caching) => cachings.set(request, caching),
      };
    },
  });

  app.register(async (scope) => {
    acceptCompressedBodies(scope);
    options.askedOperations.readBodiesOf(scope);
    // What is no JSON goes on without a body: Apollo Server then says what is wrong with it, CSRF included.
    scope.removeContentTypeParser('text/plain');
    scope.addContentTypeParser('*', (_request, payload, done) => {
      payload.resume();
      done(null, undefined);
    });
    scope.route({
      method: ['GET', 'POST'],
      url: options.path,
      onRequest: (request, _reply, done) => done(refusedContentType(request)),
      handler: async (request, reply) => {
        const authentication = await options.authenticate.authenticate(request.headers.authorization);
        const meter = await options.quotas?.admit(authentication.caller, request.ip, request.log);
        if (meter?.refusal) {
          reply.headers(meter.headers());
          throw meter.refusal;
        }
        const wish = streamWish(request);
        if (wish) {
          await options.streams.handle(request, reply, authentication, wish, meter);
          return reply;
        }
        const client = readClientIdentity(request.headers);
        const within = options.answeredWithin(client);
        const cacheable = options.cachedResponses.open(request, authentication.caller, within);
        const known = options.isDraining() ? undefined : cacheable?.find();
        const answer = known instanceof Promise ? await known : known;
        if (cacheable && answer) {
          options.onAnsweredAgain(client, cacheable.asked);
          return cachedSender.send(request, reply, answer, meter?.headers());
        }
        authentications.set(request, authentication);
        if (meter) quotaMeters.set(request, meter);
        allowBareGet(request);
        const body: unknown = await overHttp.call(request.server, request, reply);
        if (meter) reply.headers(meter.headers());
        // Proxies must not give one person's answer to another, nor one media type for the other.
        reply.header('cache-control', 'no-store').header('vary', 'accept');
        const caching = cachings.get(request);
        if (cacheable && caching && typeof body === 'string' && reply.statusCode === 200) {
          if (within === options.answeredWithin(client)) cacheable.keep(reply, body, caching);
        }
        if (reply.statusCode === 400 && typeof body === 'string')
          reply.code(statusForPlainJson(request.headers.accept, body));
        return body;
      },
    });
  });
}

function streamWish({ headers: { accept } }: FastifyRequest): StreamWish | undefined {
  if (wantsEventStream(accept)) return { encoding: EVENT_STREAM, plainUnlessStream: false };
  if (!wantsMultipart(accept)) return undefined;
  const takesJson = parseAccept(accept).some(({ type }) =>
    /^(\*\/\*|application\/(.+\+)?(json|\*))$/.test(type),
  );
  return { encoding: MULTIPART, plainUnlessStream: takesJson };
}

/**
 * Browsers let any page send a bare GET. It is answered all the same: it can change nothing, and who asks is told by
 * `Authorization` only, which a page of another site cannot set unasked. Apollo Server would refuse it.
 */
function allowBareGet(request: FastifyRequest): void {
  if (request.method === 'GET' && request.headers['content-type'] === undefined)
    request.headers['apollo-require-preflight'] = 'true';
}

/**
 * JSON is UTF-8 (RFC 8259); what claims to be something else would be read as what it is not. A `message/*` body may be
 * a request of its own, and browsers let pages send some of them.
 */
function refusedContentType({ headers }: FastifyRequest): Error | undefined {
  const contentType = headers['content-type'] ?? '';
  if (contentType === 'application/json') return undefined;
  if (/^\s*message\//i.test(contentType)) return unsupported('Send JSON.');
  const charset = /;\s*charset\s*=\s*"?([^;"\s]*)/i.exec(contentType)?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) return unsupported('Send JSON in UTF-8.');
  return undefined;
}

function unsupported(message: string): Error {
  return Object.assign(new Error(message), { statusCode: 415 });
}

function appendCookies(reply: FastifyReply, cookies: readonly string[]): void {
  // Fastify adds to what is there for this header only.
  for (const cookie of cookies) reply.header('set-cookie', cookie);
}
