import type { AuditIntents, BegunAct } from '@codexcontinue/platform/audit/audit-intents';
import { tellAround } from '@codexcontinue/platform/audit/tell-around';
import { RuleError } from '@codexcontinue/platform/errors';
import { CLIENT_NETWORK_HEADER } from '@codexcontinue/platform/identity';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { PeopleStore, PersonRecord } from './data/people-store.ts';
import type { GuessLimit } from './identity/attempts.ts';
import type { OidcSignIn, Redirect } from './identity/oidc-sign-in.ts';
import type { BegunSession, SessionIssuer } from './session-issuer.ts';

/** What signing in at an identity provider needs. */
export interface OidcRouteDependencies {
  readonly oidc: OidcSignIn;
  readonly guesses: GuessLimit;
  readonly people: PeopleStore;
  readonly sessionIssuer: SessionIssuer;
  readonly intents: AuditIntents;
}

interface ProviderRoute {
  Params: { provider: string };
  Querystring: { next?: string };
}

/** The two addresses a browser goes to, on its way to the provider and back. */
export function registerOidcRoutes(root: FastifyInstance, deps: OidcRouteDependencies): void {
  const { oidc, guesses, people, sessionIssuer, intents } = deps;
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
      const { provider } = request.params;
      if (!oidc.providers.some(({ id }) => id === provider)) return answer(reply, undefined);
      // Whoever is not known here yet gets an account: told before, as every change is.
      const ended = await tellAround(
        intents,
        auditOf(request),
        () => finish(request),
        ({ person, begun }) => ({
          outcome: begun ? 'SUCCEEDED' : 'REFUSED',
          ...(person ? { actorId: person.id, targetType: 'User', targetId: person.id } : {}),
        }),
      );
      return answer(reply, ended.redirect);
    });
  });

  /** Signs in whoever came back with a proof that is good. */
  async function finish(
    request: FastifyRequest<ProviderRoute>,
  ): Promise<{ redirect: Redirect | undefined; person?: PersonRecord; begun?: boolean }> {
    const redirect = await oidc.finish(request.params.provider, request.url, request.headers.cookie ?? '');
    const person = redirect?.personId ? await people.findById(redirect.personId) : undefined;
    if (!redirect || !person) return { redirect };
    await guesses.succeeded(person.email, networkOf(request));
    const session = await beginOrRefuse(sessionIssuer, person.id);
    if (session)
      return {
        redirect: { ...redirect, cookies: [...redirect.cookies, session.cookie] },
        person,
        begun: true,
      };
    const location = new URL('/sign-in?error=account_disabled', redirect.location).href;
    return { redirect: { ...redirect, location }, person };
  }
}

/** @returns undefined for a person who is disabled */
async function beginOrRefuse(
  sessionIssuer: SessionIssuer,
  personId: string,
): Promise<BegunSession | undefined> {
  try {
    return await sessionIssuer.begin(personId);
  } catch (error) {
    if (error instanceof RuleError) return undefined;
    throw error;
  }
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
function auditOf(request: FastifyRequest<ProviderRoute>): BegunAct {
  return {
    action: 'session.begun',
    ...{ actorId: null, sessionId: null, workspaceId: null, targetType: null, targetId: null },
    requestId: request.id,
    details: { provider: request.params.provider.slice(0, 64) },
  };
}
