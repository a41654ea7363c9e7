import { CLIENT_NETWORK_HEADER, INTERNAL_TOKEN_HEADER } from '@codexcontinue/platform/identity';
import replyFrom from '@fastify/reply-from';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { clientNetwork } from '../transports/client-network.ts';
import { replyWithErrors } from './error-replies.ts';

/** A path that another service answers. */
export interface ForwardRoute {
  /** `/uploads`: that path and everything below it. */
  readonly prefix: string;
  /** The service's origin, `http://business:4002`; the path stays as it is. */
  readonly target: string;
}

/** Between two pieces of a body; how long the whole takes depends on its size. */
const IDLE_TIMEOUT_MILLISECONDS = 60_000;
const CONNECTIONS = 64;

/**
 * Passes requests on, bodies streamed in both directions.
 *
 * @param publicUrl what services are told they were reached by, instead of what the client says
 */
export function registerForwardRoutes(
  app: FastifyInstance,
  routes: readonly ForwardRoute[],
  publicUrl: string | undefined,
): void {
  if (routes.length === 0) return;
  app.register(async (scope) => {
    await scope.register(replyFrom, {
      undici: {
        connections: CONNECTIONS,
        headersTimeout: IDLE_TIMEOUT_MILLISECONDS,
        bodyTimeout: IDLE_TIMEOUT_MILLISECONDS,
      },
      disableRequestLogging: true,
      retryMethods: [],
    });
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    for (const route of routes) {
      for (const url of [route.prefix, `${route.prefix}/*`]) {
        scope.all(url, (request, reply) => forward(route, publicUrl, request, reply));
      }
    }
  });
}

function forward(
  { prefix, target }: ForwardRoute,
  publicUrl: string | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { pathname, search } = new URL(request.url, target);
  // Dots in the path may lead out of what is meant to be reachable.
  if (pathname !== prefix && !pathname.startsWith(`${prefix}/`))
    return reply.callNotFound() as unknown as FastifyReply;
  return reply.from(`${new URL(target).origin}${pathname}${search}`, {
    rewriteRequestHeaders: (original, headers) => {
      const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !isOurs(name)));
      return {
        ...kept,
        'x-request-id': request.id,
        [CLIENT_NETWORK_HEADER]: clientNetwork(request.ip),
        'x-forwarded-for': request.ip,
        'x-forwarded-host': publicUrl ? new URL(publicUrl).host : original.headers.host,
        'x-forwarded-proto': publicUrl ? new URL(publicUrl).protocol.slice(0, -1) : request.protocol,
      };
    },
    onError: (failed, { error }) => {
      request.log.error({ err: error, target }, 'a service behind the gateway does not answer');
      const message = 'A part of the system does not answer just now. Try again in a moment.';
      replyWithErrors(request, failed as FastifyReply, 503, [
        { message, extensions: { code: 'SERVICE_UNAVAILABLE' } },
      ]);
    },
  });
}

/** Headers that only we may set. */
function isOurs(name: string): boolean {
  return (
    name === INTERNAL_TOKEN_HEADER ||
    name === CLIENT_NETWORK_HEADER ||
    name.startsWith('x-forwarded-') ||
    name === 'forwarded'
  );
}
