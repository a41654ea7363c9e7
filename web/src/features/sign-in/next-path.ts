/** Where to go after signing in: a path of this site, never another one. */
export function safeNextPath(next: string | null): string {
  if (next === null || !next.startsWith('/')) return '/';
  const base = 'http://here.invalid';
  try {
    const url = new URL(next, base);
    return url.origin === base ? url.pathname + url.search + url.hash : '/';
  } catch {
    return '/';
  }
}
