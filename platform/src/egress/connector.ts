import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { EgressRefusedError } from './refused-error.ts';
import { type EgressRule, type Origin, ruleFor } from './rules.ts';

/** All addresses of a host name. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

export const resolveBySystem: Resolve = async (hostname) =>
  (await lookup(hostname, { all: true, verbatim: true })).map(({ address }) => address);

export const CONNECT_TIMEOUT_MILLISECONDS = 5_000;

/**
 * Opens connections for undici. A name is resolved once, what it leads to is checked, and the connection is made to what
 * was checked: nobody can give another answer in between (DNS rebinding). One address that may not be is enough to refuse,
 * whatever the others are.
 */
export function createCheckedConnector(
  rules: readonly EgressRule[],
  resolve: Resolve,
  timeoutMilliseconds: number = CONNECT_TIMEOUT_MILLISECONDS,
): buildConnector.connector {
  return (options, callback) => {
    const origin = new URL(`${options.protocol}//${options.host ?? options.hostname}`);
    checkedAddresses(rules, origin, resolve).then(
      (addresses) => {
        const connect = buildConnector({
          allowH2: false,
          timeout: timeoutMilliseconds,
          lookup: answering(addresses),
        } as buildConnector.BuildOptions);
        connect(options, callback);
      },
      (error: Error) => callback(error, null),
    );
  };
}

/**
 * Resolves an origin, once, and checks all it leads to.
 *
 * @throws EgressRefusedError
 */
export async function checkedAddresses(
  rules: readonly EgressRule[],
  origin: Origin,
  resolve: Resolve,
): Promise<readonly string[]> {
  const rule = ruleFor(rules, origin);
  if (rule === undefined) throw new EgressRefusedError('host', origin.host);
  const hostname = origin.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(hostname) === 0 ? await resolve(hostname) : [hostname];
  if (addresses.length === 0) throw new EgressRefusedError('address', origin.host);
  for (const address of addresses) {
    if (!rule.addresses.has(address)) throw new EgressRefusedError('address', origin.host);
  }
  return addresses;
}

/** A look-up that asks nobody. */
export function answering(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_hostname, options, callback) => {
    const [first] = all;
    if (options.all) callback(null, all);
    else callback(null, first?.address ?? '', first?.family);
  };
}
