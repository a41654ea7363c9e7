import { list, type Parser } from '../environment.ts';
import { type AddressRange, CONFIGURED, PUBLIC, rangeOf } from './addresses.ts';

/** A destination that may be called. */
export interface EgressRule {
  /** In lower case; `*.example.org` for everything below it. */
  readonly host: string;
  /** The protocol's own when left out: of https 443, of http 80, of smtps 465, of smtp 587. */
  readonly port: number | undefined;
  /** Where the name may lead to when it is resolved. */
  readonly addresses: AddressRange;
}

const ENTRY = /^(\*\.)?([a-z\d](?:[a-z\d.-]*[a-z\d])?|\[[\da-f:.]+\])(?::(\d{1,5}))?(?:=(.+))?$/;
/** Mail is submitted at 587 (RFC 6409, 3.1), within TLS at 465 (RFC 8314, 7.3). */
const DEFAULT_PORTS: Readonly<Record<string, number>> = {
  'http:': 80,
  'https:': 443,
  'smtp:': 587,
  'smtps:': 465,
};

/** What of an address a rule is about. */
export type Origin = Pick<URL, 'protocol' | 'hostname' | 'port' | 'host'>;

/** The port an address means; `undefined` for a protocol that nobody here speaks. */
export function portOf({ protocol, port }: Pick<Origin, 'protocol' | 'port'>): number | undefined {
  return port === '' ? DEFAULT_PORTS[protocol] : Number(port);
}

/**
 * `EGRESS_ALLOW`: a comma list of `host`, `host:port`, `*.example.org`, each with `=range` when its addresses are not
 * public (`wiki.internal=10.0.0.0/8`).
 */
export const egressRules: Parser<readonly EgressRule[]> = (value) =>
  list(value).map((entry) => {
    const [, wildcard = '', host = '', port, range] = ENTRY.exec(entry.toLowerCase()) ?? [];
    if (host === '')
      throw new Error(`"${entry}" is no host like example.org, *.example.org:8443 or wiki=10.0.0.0/8.`);
    if (Number(port ?? 1) > 65_535 || port === '0')
      throw new Error(`"${entry}" has no port from 1 to 65535.`);
    return {
      host: `${wildcard}${host}`,
      port: port === undefined ? undefined : Number(port),
      addresses: range === undefined ? PUBLIC : rangeOf(range),
    };
  });

/** The rule that comes with an address of the configuration: it, and nothing else of its host. */
export function ruleOfConfigured(url: string): EgressRule {
  const origin = new URL(url);
  return { host: origin.hostname.toLowerCase(), port: portOf(origin), addresses: CONFIGURED };
}

/** The first rule that has the origin of a call; `undefined` when none does. */
export function ruleFor(rules: readonly EgressRule[], origin: Origin): EgressRule | undefined {
  const fallback = DEFAULT_PORTS[origin.protocol];
  if (fallback === undefined) return undefined;
  const port = portOf(origin);
  // Of protocols that are not the web's, URL leaves the host as it is written.
  const hostname = origin.hostname.toLowerCase();
  return rules.find(
    (rule) =>
      hasHost(rule.host, hostname) && (rule.port === undefined ? port === fallback : port === rule.port),
  );
}

function hasHost(pattern: string, hostname: string): boolean {
  return pattern.startsWith('*.') ? hostname.endsWith(pattern.slice(1)) : hostname === pattern;
}
