import { newId } from '@codexcontinue/platform/ids';
import type { SessionsStore } from './data/sessions-store.ts';
import {
  type AccessToken,
  type AccessTokenSigner,
  hashSessionToken,
  newSessionToken,
  SESSION_SECONDS,
} from './domain/tokens.ts';

export const SESSION_COOKIE = 'codexcontinue_session';

/** Begins sessions and renews access tokens within them. */
export interface SessionIssuer {
  /** A new session: an access token for anybody, and a cookie for browsers. */
  begin(personId: string): Promise<AccessToken & { readonly cookie: string }>;
  /** A fresh access token for a browser's session, or undefined when the session is over. */
  renew(sessionToken: string): Promise<AccessToken | undefined>;
  /** The cookie that removes the cookie. */
  readonly clearingCookie: string;
}

/** @param secureCookies whether the app is served over HTTPS, so that browsers must keep the cookie to it */
export function createSessionIssuer(
  sessions: SessionsStore,
  signer: AccessTokenSigner,
  secureCookies: boolean,
): SessionIssuer {
  // The path keeps the cookie away from GraphQL: it is good for nothing but asking for an access token.
  const attributes = `Path=/api/auth; HttpOnly; SameSite=Strict${secureCookies ? '; Secure' : ''}`;
  const end = () => new Date(Date.now() + SESSION_SECONDS * 1_000);
  return {
    async begin(personId) {
      const token = newSessionToken();
      const id = newId();
      await sessions.create({ id, personId, tokenHash: hashSessionToken(token), expiresAt: end() });
      const access = await signer.sign(personId, id);
      return { ...access, cookie: `${SESSION_COOKIE}=${token}; ${attributes}; Max-Age=${SESSION_SECONDS}` };
    },
    async renew(sessionToken) {
      const session = await sessions.findLiveByTokenHash(hashSessionToken(sessionToken));
      if (!session) return undefined;
      await sessions.prolong(session.id, end());
      return signer.sign(session.personId, session.id);
    },
    clearingCookie: `${SESSION_COOKIE}=; ${attributes}; Max-Age=0`,
  };
}
