/** The access token, kept in memory only, and its renewal through the HttpOnly session cookie. */

export type SessionState =
  | { status: 'loading' }
  /** The server cannot be reached, so it is not known whether anybody is signed in. */
  | { status: 'unreachable' }
  /** `left`: the person signed out; otherwise there was no session, or it ended. */
  | { status: 'anonymous'; left: boolean }
  | { status: 'signedIn'; epoch: number };

export interface AccessToken {
  accessToken: string;
  /** RFC 3339. */
  expiresAt: string;
}

export interface SessionOptions {
  fetch: typeof fetch;
  now: () => number;
  /** Runs `task` after so many milliseconds and answers how to cancel it. */
  schedule: (task: () => void, milliseconds: number) => () => void;
}

export interface Session {
  state: () => SessionState;
  subscribe: (listener: () => void) => () => void;
  /** A token that is good for a moment yet, renewed if need be; `undefined` for nobody. */
  token: () => Promise<string | undefined>;
  /** Gets a new token. `false`: nobody is signed in any more. Rejects when the server cannot be reached. */
  renew: () => Promise<boolean>;
  begin: (token: AccessToken) => void;
  /** Drops the token; `left` when the person asked for it. */
  forget: (left?: boolean) => void;
}

const RENEW_BEFORE_MILLISECONDS = 60_000;
const RETRY_MILLISECONDS = 5_000;
/** A timer longer than this overflows to zero. */
const LONGEST_TIMER_MILLISECONDS = 2 ** 31 - 1;

export function createSession({ fetch, now, schedule }: SessionOptions): Session {
  let state: SessionState = { status: 'loading' };
  let held: { value: string; endsAt: number } | undefined;
  let cancelRenewal: (() => void) | undefined;
  let renewing: Promise<boolean> | undefined;
  let epoch = 0;
  const listeners = new Set<() => void>();

  function enter(next: SessionState): void {
    if (state.status === next.status && next.status !== 'signedIn') return;
    state = next;
    for (const listener of listeners) listener();
  }

  function renewIn(milliseconds: number): void {
    cancelRenewal?.();
    cancelRenewal = schedule(
      () => {
        renew().catch(() => renewIn(RETRY_MILLISECONDS));
      },
      Math.min(Math.max(milliseconds, 1_000), LONGEST_TIMER_MILLISECONDS),
    );
  }

  function hold({ accessToken, expiresAt }: AccessToken): void {
    const endsAt = Date.parse(expiresAt);
    held = { value: accessToken, endsAt };
    const lifetime = endsAt - now();
    renewIn(Math.max(lifetime - RENEW_BEFORE_MILLISECONDS, lifetime / 2));
  }

  function forget(left = false): void {
    held = undefined;
    // A renewal under way belongs to the session that is being forgotten.
    epoch += 1;
    cancelRenewal?.();
    cancelRenewal = undefined;
    enter({ status: 'anonymous', left });
  }

  async function askForToken(): Promise<boolean> {
    const asked = epoch;
    const response = await fetch('/api/auth/token', {
      method: 'POST',
      credentials: 'include',
      headers: { 'X-CodexContinue-Request': '1' },
    });
    if (asked !== epoch) return held !== undefined;
    if (response.status === 401) {
      forget();
      return false;
    }
    if (!response.ok) throw new Error(`The token endpoint answered ${response.status}.`);
    hold((await response.json()) as AccessToken);
    if (state.status !== 'signedIn') enter({ status: 'signedIn', epoch });
    return true;
  }

  function renew(): Promise<boolean> {
    renewing ??= askForToken()
      .catch((error: unknown) => {
        if (state.status === 'loading') enter({ status: 'unreachable' });
        throw error;
      })
      .finally(() => {
        renewing = undefined;
      });
    return renewing;
  }

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    token: async () => {
      if (held !== undefined && held.endsAt - now() < 5_000) await renew().catch(() => false);
      return held?.value;
    },
    renew,
    begin: (token) => {
      epoch += 1;
      hold(token);
      enter({ status: 'signedIn', epoch });
    },
    forget,
  };
}
