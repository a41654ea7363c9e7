import type { Caller } from '@codexcontinue/platform/identity';

/** Who a request speaks for, and until when that is known to hold. */
export interface Authentication {
  readonly caller: Caller;
  /** When the proof runs out; whatever is open then is closed. Absent: it does not. */
  readonly expiresAt?: Date | undefined;
  /** The session's or the API key's id. */
  readonly credentialId?: string | undefined;
  /** When the question was begun that `caller` answers, by `performance.now()`. */
  readonly askedAt?: number | undefined;
  /**
   * Asks anew who it is, for what stays open; absent where nothing can change before it expires.
   *
   * @throws as `authenticate` does
   */
  readonly again?: (() => Promise<Authentication>) | undefined;
}

/** Finds out who asks. */
export interface CallerAuthenticator {
  /**
   * @param authorizationHeader the value of `Authorization`, or of `authorization` in a WebSocket's `connection_init`
   * @throws RuleError UNAUTHENTICATED for a credential that is not good, SERVICE_UNAVAILABLE when that cannot be found out
   */
  authenticate(authorizationHeader: string | undefined): Promise<Authentication>;
  /** Fetches the keys of access tokens anew with the next token; absent where there are none. */
  readonly forgetKeys?: () => void;
}

/** Nobody in particular: one object, so that what is kept per caller is kept once. */
export const ANONYMOUS: Caller = Object.freeze({ kind: 'anonymous' });
