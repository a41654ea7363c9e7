const SCHEMES = new Set(['http:', 'https:', 'mailto:']);

/** An absolute http, https or mailto address; `undefined` for anything else a text may try. */
export function safeLink(url: string): string | undefined {
  try {
    return SCHEMES.has(new URL(url).protocol) ? url : undefined;
  } catch {
    return undefined;
  }
}
