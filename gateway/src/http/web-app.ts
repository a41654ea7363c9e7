import { sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { replyWithErrors } from './error-replies.ts';

const IMMUTABLE = 'public, max-age=31536000, immutable';
/** Asked for anew every time, answered from the cache when nothing changed. */
const REVALIDATE = 'no-cache';

/** Serves the web app: its files, the playground, and for every other page `index.html`, which finds its own way. */
export function registerWebApp(app: FastifyInstance, webDirectory: string | undefined): void {
  if (webDirectory !== undefined) {
    app.register(fastifyStatic, {
      root: webDirectory,
      cacheControl: false,
      setHeaders(reply, path) {
        reply.header('cache-control', path.includes(`${sep}assets${sep}`) ? IMMUTABLE : REVALIDATE);
        reply.header('x-content-type-options', 'nosniff');
        reply.header('referrer-policy', 'same-origin');
        reply.header('x-frame-options', 'DENY');
      },
    });
    app.get('/playground', (_request, reply) => reply.sendFile('playground.html'));
  }

  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (webDirectory !== undefined && isPage) return reply.sendFile('index.html');
    return replyWithErrors(request, reply, 404, [
      { message: 'There is nothing at this address.', extensions: { code: 'NOT_FOUND' } },
    ]);
  });
}
