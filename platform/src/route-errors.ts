import type { FastifyInstance } from 'fastify';
import type { Logger } from './log.ts';

/** Answers whatever breaks in a route with one sentence: the reason, SQL and all, is for the log. */
export function maskRouteErrors(app: FastifyInstance, logger: Logger): void {
  app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ code: 'BAD_USER_INPUT', message: error.message });
    logger.error({ err: error, requestId: request.id }, 'a route failed');
    return reply.code(500).send({
      code: 'INTERNAL_SERVER_ERROR',
      message: 'Something went wrong on our side. Try again; if it stays, tell your operator the request id.',
    });
  });
}
