import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { GatewayMetrics } from '../gateway-metrics.ts';
import { RequestLogger } from './request-logger.ts';

/** What others may call a request: nothing that could forge a line of a log. */
const SANE_REQUEST_ID = /^[\w.:-]{1,128}$/;

/** Takes the id a request came with, or makes one. */
export function requestIdOf(headers: Readonly<Record<string, string | string[] | undefined>>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && SANE_REQUEST_ID.test(given) ? given : randomUUID();
}

/** Tells clients their request's id and logs each request when it is over, without its query string or headers. */
export function registerRequestLog(app: FastifyInstance, metrics: GatewayMetrics): void {
  // Hooks that call back cost no promise each. What takes over its response names the request by itself.
  app.addHook('onSend', (request, reply, _payload, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { method, url } = request;
    const { statusCode: status, elapsedTime } = reply;
    metrics.requestEnded(method, request.routeOptions.url ?? 'none', status, elapsedTime / 1_000);
    const level = url.startsWith('/health/') || url.startsWith('/metrics') ? 'debug' : 'info';
    if (!(request.log instanceof RequestLogger) || request.log.isLevelEnabled(level)) {
      const details = { method, path: url.split('?')[0], status, milliseconds: Math.round(elapsedTime) };
      request.log[level](details, 'request');
    }
    done();
  });
}
