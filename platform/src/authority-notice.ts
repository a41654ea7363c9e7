import type { JsonObject } from './event-log/event-log.ts';

/** The topic that every gateway follows: what is told here is asked anew for the connections that are open. */
export const AUTHORITY_TOPIC = 'authority:changed';

/**
 * What has changed about somebody's authority. It says where to look, not what is there now: who hears of it asks auth.
 *
 * - `session`, `key`: one session, or one API key, is over; `id` is its own
 * - `sessions`: several of a person's sessions are over
 * - `roles`: what the person may do in some workspace is something else
 * - `signing-keys`: which keys sign access tokens; it concerns everybody
 */
export type AuthorityNotice =
  | { readonly what: 'session' | 'key'; readonly personId: string; readonly id: string }
  | { readonly what: 'sessions' | 'roles'; readonly personId: string }
  | { readonly what: 'signing-keys' };

/** The event that says so; add it to the outbox in the transaction that changes it. */
export function authorityEvent(notice: AuthorityNotice): JsonObject {
  return { ...notice };
}

/** Reads such an event; undefined for one of another form, which may be of a later version. */
export function readAuthorityNotice({ what, personId, id }: JsonObject): AuthorityNotice | undefined {
  if (what === 'signing-keys') return { what };
  if (typeof personId !== 'string') return undefined;
  if (what === 'sessions' || what === 'roles') return { what, personId };
  if ((what === 'session' || what === 'key') && typeof id === 'string') return { what, personId, id };
  return undefined;
}
