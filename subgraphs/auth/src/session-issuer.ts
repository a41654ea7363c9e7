import { RuleError } from '@codexcontinue/platform/errors';
import { newId } from '@codexcontinue/platform/ids';
import type { InstanceStore } from './data/instance-store.ts';
import type { RefreshTokensStore, Rotation } from './data/refresh-tokens-store.ts';
import type { SessionsStore } from './data/sessions-store.ts';
import { hashRefreshToken, newRefreshToken, REFRESH_GRACE_SECONDS } from './domain/refresh-tokens.ts';
import { type AccessToken, hashSessionToken, newSessionToken, SESSION_SECONDS } from './domain/tokens.ts';
import type { KeyRing } from './key-ring.ts';

export const SESSION_COOKIE = 'codexcontinue_session';

/** A session that has begun. */
export interface BegunSession extends AccessToken {
  /** For browsers. */
  readonly cookie: string;
  /** For programs that asked for one. */
  readonly refreshToken: string | null;
}

/** What using a refresh token came to. */
export type Refreshed =
  | ({ readonly kind: 'refreshed'; readonly refreshToken: string } & AccessToken)
  | Exclude<Rotation, { kind: 'rotated' }>;

/** Begins sessions and renews access tokens within them. */
export interface SessionIssuer {
  /**
   * A new session: an access token for anybody, and a cookie for browsers.
   *
   * @param offline whether a refresh token is wanted
   * @throws RuleError FORBIDDEN for a person who is disabled
   */
  begin(personId: string, offline?: boolean): Promise<BegunSession>;
  /**
   * A fresh access token for a browser's session, or undefined when the session is over.
   *
   * @param userAgent what the browser calls itself
   */
  renew(sessionToken: string, userAgent?: string): Promise<AccessToken | undefined>;
  /** A fresh access token for a program's session. */
  refresh(refreshToken: string): Promise<Refreshed>;
  /** The cookie that removes the cookie. */
  readonly clearingCookie: string;
}

const USER_AGENT_LENGTH = 300;

/** @param deps.secureCookies whether the app is served over HTTPS, so that browsers must keep the cookie to it */
export function createSessionIssuer(deps: {
  readonly sessions: SessionsStore;
  readonly refreshTokens: RefreshTokensStore;
  readonly instance: InstanceStore;
  readonly keyRing: KeyRing;
  readonly secureCookies: boolean;
  /** How long a session lasts that is not used; 30 days. */
  readonly sessionSeconds?: number | undefined;
}): SessionIssuer {
  const { sessions, refreshTokens, instance, keyRing } = deps;
  // The path keeps the cookie away from GraphQL: it is good for nothing but asking for an access token.
  const attributes = `Path=/api/auth; HttpOnly; SameSite=Strict${deps.secureCookies ? '; Secure' : ''}`;
  const sessionSeconds = deps.sessionSeconds ?? SESSION_SECONDS;
  const end = () => new Date(Date.now() + sessionSeconds * 1_000);

  async function issueRefreshToken(sessionId: string): Promise<string> {
    const token = newRefreshToken();
    await refreshTokens.issue(sessionId, hashRefreshToken(token));
    return token;
  }

  return {
    async begin(personId, offline = false) {
      if (await instance.isDisabled(personId)) {
        throw new RuleError('FORBIDDEN', 'This account is disabled. Ask an administrator of this instance.');
      }
      const token = newSessionToken();
      const id = newId();
      await sessions.create({ id, personId, tokenHash: hashSessionToken(token), expiresAt: end() });
      const refreshToken = offline ? await issueRefreshToken(id) : null;
      const access = await keyRing.sign(personId, id);
      const cookie = `${SESSION_COOKIE}=${token}; ${attributes}; Max-Age=${SESSION_SECONDS}`;
      return { ...access, cookie, refreshToken };
    },
    async renew(sessionToken, userAgent) {
      const session = await sessions.findLiveByTokenHash(hashSessionToken(sessionToken));
      if (!session) return undefined;
      await sessions.prolong(session.id, end());
      if (userAgent) await sessions.rememberDevice(session.id, userAgent.slice(0, USER_AGENT_LENGTH));
      return keyRing.sign(session.personId, session.id);
    },
    async refresh(used) {
      const refreshToken = newRefreshToken();
      const rotation = await refreshTokens.rotate({
        tokenHash: hashRefreshToken(used),
        nextHash: hashRefreshToken(refreshToken),
        sessionExpiresAt: end(),
        graceSeconds: REFRESH_GRACE_SECONDS,
      });
      if (rotation.kind !== 'rotated') return rotation;
      const access = await keyRing.sign(rotation.personId, rotation.sessionId);
      return { kind: 'refreshed', ...access, refreshToken };
    },
    clearingCookie: `${SESSION_COOKIE}=; ${attributes}; Max-Age=0`,
  };
}
