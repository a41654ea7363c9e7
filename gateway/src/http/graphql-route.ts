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

function appendCookies(reply: FastifyReply, cookies: readonly string[]): void {
  // Fastify adds to what is there for this header only.
  for (const cookie of cookies) reply.header('set-cookie', cookie);
}
