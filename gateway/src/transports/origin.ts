/**
 * Whether a browser page of this origin may open a connection: our own pages may, those of other sites may not. What
 * is no browser sends no origin.
 *
 * @param host the `Host` the request was sent to
 * @param publicUrl where the gateway is reached from outside, where that differs
 */
export function isAllowedOrigin(
  origin: string | undefined,
  host: string | undefined,
  publicUrl: string | undefined,
): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return (
    url.host === host?.toLowerCase() || (publicUrl !== undefined && url.origin === new URL(publicUrl).origin)
  );
}
