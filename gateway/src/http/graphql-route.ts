import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest, RawServerDefault } from 'fastify';
import type { RequestContext } from '../graphql/request-context.ts';
import type { Authentication, CallerAuthenticator } from '../identity/caller-authenticator.ts';
import { type SseTransport, wantsEventStream } from '../transports/sse.ts';

/** GraphQL over HTTP and over server-sent events on one path. */
export function registerGraphQLRoute(
  app: FastifyInstance,
  options: {
    readonly path: string;
    readonly apollo: ApolloServer<RequestContext>;
    readonly authenticate: CallerAuthenticator;
    readonly sse: SseTransport;
  },
): void {
  const authentications = new WeakMap<FastifyRequest, Authentication>();
  const overHttp = fastifyApolloHandler<RequestContext, RawServerDefault>(options.apollo, {
    context: async (request, reply) => {
      const caller = authentications.get(request)?.caller;
      if (!caller) throw new Error('A request is executed before it is authenticated.');
      return {
        caller,
        requestId: request.id,
        logger: request.log,
        onSetCookie: (cookies) => appendCookies(reply, cookies),
      };
    },
  });

  app.register(async (scope) => {
    // What is no JSON goes on without a body: Apollo Server then says what is wrong with it, CSRF included.
    scope.removeContentTypeParser('text/plain');
    scope.addContentTypeParser('*', (_request, payload, done) => {
      payload.resume();
      done(null, undefined);
    });
    scope.route({
      method: ['GET', 'POST'],
      url: options.path,
      handler: async (request, reply) => {
        refuseOtherCharsets(request);
        const authentication = await options.authenticate.authenticate(request.headers.authorization);
        if (wantsEventStream(request)) {
          await options.sse.handle(request, reply, authentication);
          return reply;
        }
        authentications.set(request, authentication);
        return overHttp.call(request.server, request, reply);
      },
    });
  });
}

/** JSON is UTF-8 (RFC 8259); what claims to be something else would be read as what it is not. */
function refuseOtherCharsets(request: FastifyRequest): void {
  const charset = /;\s*charset\s*=\s*"?([^;"\s]*)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset === undefined || /^utf-?8$/i.test(charset)) return;
  throw Object.assign(new Error('Send JSON in UTF-8.'), { statusCode: 415 });
}

function appendCookies(reply: FastifyReply, cookies: readonly string[]): void {
  // Fastify adds to what is there for this header only.
  for (const cookie of cookies) reply.header('set-cookie', cookie);
}
