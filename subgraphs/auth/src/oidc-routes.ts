import type { AuditEntry, AuditTrail } from '@codexcontinue/platform/audit/audit-trail';
import { RuleError } from '@codexcontinue/platform/errors';
import { CLIENT_NETWORK_HEADER } from '@codexcontinue/platform/identity';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PeopleStore, PersonRecord } from './data/people-store.ts';
import type { GuessLimit } from './identity/attempts.ts';
import type { OidcSignIn, Redirect } from './identity/oidc-sign-in.ts';
import type { SessionIssuer } from './session-issuer.ts';

/** What signing in at an identity provider needs. */
export interface OidcRouteDependencies {
  readonly oidc: OidcSignIn;
  readonly guesses: GuessLimit;
  readonly people: PeopleStore;
  readonly sessionIssuer: SessionIssuer;
  readonly trail: AuditTrail;
}

interface ProviderRoute {
  Params: { provider: string };
  Querystring: { next?: string };
}

/** The two addresses a browser goes to, on its way to the provider and back. */
export function registerOidcRoutes(root: FastifyInstance, deps: OidcRouteDependencies): void {
  const { oidc, guesses, people, sessionIssuer, trail } = deps;
  root.register(async (app) => {
    app.get<ProviderRoute>('/api/auth/sign-in/:provider', async (request, reply) => {
      const { next } = request.query;
      if ((await guesses.count(undefined, networkOf(request))) > 0) return heldUp(reply);
      return answer(
        reply,
        await oidc.begin(request.params.provider, typeof next === 'string' ? next : undefined),
      );
    });

    app.get<ProviderRoute>('/api/auth/callback/:provider', async (request, reply) => {
      const outcome = await oidc.finish(request.params.provider, request.url, request.headers.cookie ?? '');
      const person = outcome?.personId ? await people.findById(outcome.personId) : undefined;
      const tell = (begun: boolean) => trail.record(auditOf(request, person, begun));
      if (!outcome) return answer(reply, outcome);
      if (!person) {
        await tell(false);
        return answer(reply, outcome);
      }
      await guesses.succeeded(person.email, networkOf(request));
      try {
        const { cookie } = await sessionIssuer.begin(person.id);
        await tell(true);
        return answer(reply, { ...outcome, cookies: [...outcome.cookies, cookie] });
      } catch (error) {
        await tell(false);
        if (!(error instanceof RuleError)) throw error;
        const location = new URL('/sign-in?error=account_disabled', outcome.location).href;
        return answer(reply, { ...outcome, location });
      }
    });
  });
}

function answer(reply: FastifyReply, redirect: Redirect | undefined): FastifyReply {
  reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
  if (!redirect)
    return reply.code(404).send({ code: 'NOT_FOUND', message: 'There is no such identity provider.' });
  return reply.header('set-cookie', [...redirect.cookies]).redirect(redirect.location, 302);
}

function heldUp(reply: FastifyReply): FastifyReply {
  return reply.code(429).send({
    code: 'RATE_LIMITED',
    message: 'Too many attempts from your network. Try again in some minutes.',
  });
}

/** As the gateway says it: whoever else names it is not let through to here. */
function networkOf(request: FastifyRequest): string | undefined {
  const network = request.headers[CLIENT_NETWORK_HEADER];
  return typeof network === 'string' ? network : undefined;
}

/** Somebody came back from a provider, and may be known here or not. */
function auditOf(
  request: FastifyRequest<ProviderRoute>,
  person: PersonRecord | undefined,
  begun: boolean,
): AuditEntry {
  return {
    action: 'session.begun',
    outcome: begun ? 'SUCCEEDED' : 'REFUSED',
    actorId: person?.id ?? null,
    sessionId: null,
    workspaceId: null,
    targetType: person ? 'User' : null,
    targetId: person?.id ?? null,
    requestId: request.id,
    details: { provider: request.params.provider.slice(0, 64) },
  };
}
