/** What a port is that an entry of `EGRESS_ALLOW` need not name. */
const USUAL_PORTS: ReadonlySet<number> = new Set([80, 443]);

/**
 * What `EGRESS_ALLOW` would have to name for a call that was refused because it does not; undefined for others: where a
 * name leads to, only who runs the network can say.
 */
export function allowEntryOf(call: {
  readonly outcome: string;
  readonly reason: string;
  readonly host: string;
  readonly port: number;
}): string | undefined {
  if (call.outcome !== 'refused' || call.reason !== 'host' || call.host === '*') return undefined;
  return USUAL_PORTS.has(call.port) ? call.host : `${call.host}:${call.port}`;
}
