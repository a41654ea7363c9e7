import { type Dispatcher, fetch } from 'undici';

/** A `fetch` for one purpose. */
export type EgressFetch = (url: string | URL, init?: Omit<RequestInit, 'dispatcher'>) => Promise<Response>;

/** A `fetch` whose calls, and the redirects they are sent on to, go out through egress. */
export function createEgressFetch(dispatcher: Dispatcher): EgressFetch {
  // undici's own types differ from the global ones in name only.
  const through = fetch as unknown as (url: string | URL, init: object) => Promise<Response>;
  return (url, init) => through(url, { ...init, dispatcher });
}
