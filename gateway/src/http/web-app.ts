import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { replyWithErrors } from './error-replies.ts';
import { COMMON_HEADERS, contentSecurityPolicy, type PageName } from './page-policy.ts';

const IMMUTABLE = 'public, max-age=31536000, immutable';
/** Asked for anew every time. */
const REVALIDATE = 'no-cache';
const NONCE_BYTES = 16;
/** Where a page has its nonce, in the words of Caddy's templates: Caddy fills it in by itself. */
const NONCE_PLACE = '{{placeholder "http.request.uuid"}}';

const FILES: Readonly<Record<PageName, string>> = {
  app: 'index.html',
  playground: 'playground.html',
  diagram: 'diagram.html',
};

/** Serves the web app: its files, the playground, and for every other page `index.html`, which finds its own way. */
export function registerWebApp(app: FastifyInstance, webDirectory: string | undefined): void {
  if (webDirectory !== undefined) {
    app.register(fastifyStatic, {
      root: webDirectory,
      cacheControl: false,
      setHeaders(reply, path) {
        const isHashed = path.includes(`${sep}assets${sep}`);
        reply.header('cache-control', isHashed ? IMMUTABLE : REVALIDATE);
        for (const [name, value] of Object.entries(COMMON_HEADERS)) reply.header(name, value);
        // The page that draws diagrams has an origin of its own, so its scripts are fetched across origins.
        if (isHashed) reply.header('access-control-allow-origin', '*');
      },
    });
    const page = (name: PageName) => (_request: unknown, reply: FastifyReply) =>
      replyWithPage(reply, webDirectory, name);
    for (const path of ['/', '/index.html']) app.get(path, page('app'));
    for (const path of ['/playground', '/playground.html']) app.get(path, page('playground'));
    app.get('/diagram.html', page('diagram'));
  }

  app.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (webDirectory !== undefined && isPage) return replyWithPage(reply, webDirectory, 'app');
    return replyWithErrors(request, reply, 404, [
      { message: 'There is nothing at this address.', extensions: { code: 'NOT_FOUND' } },
    ]);
  });
}

/** Sends a page with its policy and a nonce of its own; without a validator, so that no old nonce meets a new policy. */
async function replyWithPage(
  reply: FastifyReply,
  webDirectory: string,
  page: PageName,
): Promise<FastifyReply> {
  const nonce = randomBytes(NONCE_BYTES).toString('base64url');
  const html = await readFile(join(webDirectory, FILES[page]), 'utf8');
  return reply
    .headers(COMMON_HEADERS)
    .header('content-security-policy', contentSecurityPolicy(page, nonce))
    .header('x-frame-options', page === 'diagram' ? 'SAMEORIGIN' : 'DENY')
    .header('cache-control', REVALIDATE)
    .type('text/html; charset=utf-8')
    .send(html.replace(NONCE_PLACE, nonce));
}
