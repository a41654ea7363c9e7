import { Readable } from 'node:stream';
import { INTERNAL_TOKEN_HEADER, type InternalTokenVerifier } from '@codexcontinue/platform/identity';
import type { Logger } from '@codexcontinue/platform/log';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { EXPORT_PATH, type ExportAddresses, exportLines } from './audit/audit-export.ts';
import type { AuthorityBook, AuthorityQuestion } from './authority.ts';
import type { AuditStore } from './data/audit-store.ts';
import type { KeyRing } from './key-ring.ts';
import { SESSION_COOKIE, type SessionIssuer } from './session-issuer.ts';

/** What the HTTP routes beside GraphQL need. */
export interface RouteDependencies {
  readonly authority: AuthorityBook;
  readonly sessionIssuer: SessionIssuer;
  readonly keyRing: KeyRing;
  readonly auditLog: AuditStore;
  readonly exportAddresses: ExportAddresses;
  readonly tokenVerifier: InternalTokenVerifier;
  readonly logger: Logger;
}

/** A header that a form or an image of another site cannot send. */
const PROOF_HEADER = 'x-codexcontinue-request';

export function registerAuthRoutes(root: FastifyInstance, deps: RouteDependencies): void {
  root.register(async (app) => {
    addRoutes(app, deps);
  });
}

function addRoutes(app: FastifyInstance, deps: RouteDependencies): void {
  app.get('/.well-known/jwks.json', async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=60').send(await deps.keyRing.jwks()),
  );

  app.post('/api/auth/token', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const token = cookieOf(request, SESSION_COOKIE);
    const userAgent = request.headers['user-agent'];
    const renewed =
      isSameOrigin(request) && token ? await deps.sessionIssuer.renew(token, userAgent) : undefined;
    if (!renewed) {
      return reply
        .code(401)
        .send({ code: 'UNAUTHENTICATED', message: 'There is no session to go on with: sign in.' });
    }
    return { accessToken: renewed.accessToken, expiresAt: renewed.expiresAt.toISOString() };
  });

  app.get<{ Querystring: { order?: string; signature?: string } }>(EXPORT_PATH, async (request, reply) => {
    const { order: text = '', signature = '' } = request.query;
    const order = deps.exportAddresses.read(text, signature);
    if (!order) {
      return reply.code(403).send({
        code: 'FORBIDDEN',
        message: 'This address is not valid, or not any more. Ask for a new one.',
      });
    }
    const { filter, format } = order;
    return reply
      .header('content-type', format === 'CSV' ? 'text/csv; charset=utf-8' : 'application/x-ndjson')
      .header('content-disposition', `attachment; filename="audit.${format.toLowerCase()}"`)
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'private, no-store')
      .send(Readable.from(exportLines(deps.auditLog.all(filter), format)));
  });

  app.get<{ Querystring: AuthorityQuestion }>('/internal/authority', async (request, reply) => {
    const token = request.headers[INTERNAL_TOKEN_HEADER];
    const caller = typeof token === 'string' ? await deps.tokenVerifier.verify(token) : undefined;
    if (caller?.kind !== 'gateway') return reply.code(401).send({ code: 'UNAUTHENTICATED' });
    return (await deps.authority(request.query)) ?? reply.code(404).send({ code: 'NOT_FOUND' });
  });
}

/** Browsers say where a request comes from; the proof header covers those that do not. */
function isSameOrigin(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  return request.headers[PROOF_HEADER] !== undefined && (site === undefined || site === 'same-origin');
}

function cookieOf(request: FastifyRequest, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([candidate]) => candidate === name)?.[1];
}
