import { safeLink } from '../features/chat/safe-link.ts';

/** More than this is not an address that a person can judge. */
const MAXIMUM_CHARACTERS = 2_000;

/** Something outside this app that a text wants to lead to. */
export interface OutsideAddress {
  /** As the browser reads it: host names in ASCII, nothing hidden. */
  readonly href: string;
  /** What a person agrees to: the host with its port, or who a mail goes to. */
  readonly destination: string;
}

/** Reads an absolute http, https or mailto address; `undefined` for anything else a text may try. */
export function outsideAddress(url: string | undefined): OutsideAddress | undefined {
  if (url === undefined || url.length > MAXIMUM_CHARACTERS) return undefined;
  const safe = safeLink(url);
  if (safe === undefined) return undefined;
  const parsed = new URL(safe);
  // https://bank.example@evil.example leads to evil.example.
  parsed.username = '';
  parsed.password = '';
  const destination = parsed.protocol === 'mailto:' ? parsed.pathname : parsed.host;
  return destination === '' ? undefined : { href: parsed.href, destination };
}
