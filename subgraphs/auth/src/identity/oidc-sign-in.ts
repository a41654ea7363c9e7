import type { OAuthProvider } from '@better-auth/core/oauth2';
import type { Egress } from '@codexcontinue/platform/egress/egress';
import { createEgressFetch, type EgressFetch } from '@codexcontinue/platform/egress/egress-fetch';
import type { Logger } from '@codexcontinue/platform/log';
import { type BetterAuth, IDENTITY_PATH } from './better-auth.ts';
import { cookieHeaders } from './ceremonies.ts';
import type { CeremonyMemory } from './ceremony-memory.ts';
import { discover } from './oidc-discovery.ts';
import type { OidcProvider } from './oidc-environment.ts';
import { createOidcProvider } from './oidc-provider.ts';

/** Where the browser goes next, and the cookies that go with it. */
export interface Redirect {
  readonly location: string;
  readonly cookies: readonly string[];
}

/** Signing in at identity providers: authorization code flow with PKCE, state and nonce. */
export interface OidcSignIn {
  readonly providers: readonly Pick<OidcProvider, 'id' | 'name'>[];
  /** @param next the path of this app to go to at the end; undefined for a provider that is not configured */
  begin(providerId: string, next: string | undefined): Promise<Redirect | undefined>;
  /**
   * @param callback path and query of what the provider sent the browser to
   * @param cookie what the browser sent with it
   * @returns with the person, when it was good
   */
  finish(
    providerId: string,
    callback: string,
    cookie: string,
  ): Promise<(Redirect & { readonly personId?: string }) | undefined>;
}

const MAXIMUM_NEXT_LENGTH = 500;
/** In a ceremony's memory. */
const SECOND_FACTOR_MISSING = 'second factor missing';
const ERROR_CODE = /^[a-z_]{1,60}$/;
/** Better Auth's cookie that binds a state to a browser; the others it sets are for sessions that are not ours. */
const STATE_COOKIE = /^[^=]*\.state=/;

export function createOidcSignIn(options: {
  readonly providers: readonly OidcProvider[];
  readonly publicUrl: string;
  readonly memory: CeremonyMemory;
  /** Better Auth with one provider. */
  readonly createAuth: (oidc: OAuthProvider) => BetterAuth;
  /** Whether nobody is let in without a second factor, proved at the provider. */
  readonly needsSecondFactor: boolean;
  readonly egress: Egress;
  readonly logger: Logger;
}): OidcSignIn {
  const { origin } = new URL(options.publicUrl);
  const signInPage = `${origin}/sign-in`;
  const failed = (error: string): Redirect => ({ location: `${signInPage}?error=${error}`, cookies: [] });
  const known = new Map<string, Promise<BetterAuth>>();
  const fetches = new Map<string, EgressFetch>();

  async function open(provider: OidcProvider): Promise<BetterAuth> {
    const fetch = fetchFor(provider);
    const discovered = await discover(provider, fetch);
    const secondFactor = {
      isOn: () => options.needsSecondFactor,
      onMissing: () => options.memory.set(SECOND_FACTOR_MISSING, 'true'),
    };
    return options.createAuth(createOidcProvider(provider, discovered, fetch, secondFactor, options.logger));
  }

  /** One way out for each provider: it may be called at its issuer's origin, where EGRESS_ALLOW names no other. */
  function fetchFor({ id, issuer }: OidcProvider): EgressFetch {
    const made = fetches.get(id) ?? createEgressFetch(options.egress.dispatcher('identity-provider', issuer));
    fetches.set(id, made);
    return made;
  }

  /** One that does not answer is asked again the next time, not forgotten until the next start. */
  async function authOf(provider: OidcProvider): Promise<BetterAuth | undefined> {
    const opening = known.get(provider.id) ?? open(provider);
    known.set(provider.id, opening);
    try {
      return await opening;
    } catch (error) {
      known.delete(provider.id);
      options.logger.error({ err: error, provider: provider.id }, 'an identity provider is not available');
      return undefined;
    }
  }

  const find = (id: string) => options.providers.find((provider) => provider.id === id);

  return {
    providers: options.providers.map(({ id, name }) => ({ id, name })),

    async begin(providerId, next) {
      const provider = find(providerId);
      if (!provider) return undefined;
      const auth = await authOf(provider);
      if (!auth) return failed('provider_unavailable');
      return options.memory.during(async () => {
        const { headers, response } = await auth.api.signInSocial({
          body: {
            provider: provider.id,
            callbackURL: `${origin}${safePath(next, origin)}`,
            errorCallbackURL: signInPage,
            disableRedirect: true,
          },
          returnHeaders: true,
        });
        if (!response.url) throw new Error('An identity provider has no address to go to.');
        return { location: response.url, cookies: stateCookies(headers) };
      });
    },

    async finish(providerId, callback, cookie) {
      const provider = find(providerId);
      if (!provider) return undefined;
      const auth = await authOf(provider);
      if (!auth) return failed('provider_unavailable');
      return options.memory.during(async () => {
        // The address is ours whatever Host the request named; nothing of the request goes along but its cookies.
        const url = new URL(`${origin}${IDENTITY_PATH}/callback/${provider.id}`);
        url.search = new URL(callback, origin).search;
        const reply = await auth.handler(new Request(url, { headers: { cookie } }));
        const cookies = stateCookies(reply.headers);
        const location = new URL(reply.headers.get('location') ?? signInPage, origin);
        const error = location.searchParams.get('error');
        const session = await auth.api.getSession({ headers: cookieHeaders(reply.headers) });
        if (!session || error !== null || location.origin !== origin) {
          if (options.memory.get(SECOND_FACTOR_MISSING))
            return { ...failed('second_factor_needed'), cookies };
          const code = error?.replaceAll("'", '') ?? '';
          return { ...failed(ERROR_CODE.test(code) ? code : 'sign_in_failed'), cookies };
        }
        return { location: location.href, cookies, personId: session.user.id };
      });
    },
  };
}

function stateCookies(headers: Headers): string[] {
  return headers.getSetCookie().filter((cookie) => STATE_COOKIE.test(cookie));
}

/** A path of this app, never of another site. */
function safePath(next: string | undefined, origin: string): string {
  if (!next?.startsWith('/') || next.length > MAXIMUM_NEXT_LENGTH || !URL.canParse(next, origin)) return '/';
  const url = new URL(next, origin);
  return url.origin === origin ? `${url.pathname}${url.search}${url.hash}` : '/';
}
