import ipaddr from 'ipaddr.js';

/** A range of addresses. */
export interface AddressRange {
  /** Whether an address, in any spelling, is in it. */
  has(address: string): boolean;
}

/**
 * An address as it is routed: IPv6 that carries an IPv4 address (`::ffff:10.0.0.1`, RFC 4291 2.5.5.2) is that one.
 * `undefined` for what is no address.
 */
function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  // A zone names an interface of this machine, which no public address has.
  return ipaddr.isValid(address) ? ipaddr.process(address) : undefined;
}

/**
 * What is routed on the internet, and nothing special: not this machine, not its network, no metadata service, no way to
 * write one of those differently (NAT64, 6to4, Teredo). The ranges are those of IANA's special-purpose registries.
 */
export const PUBLIC: AddressRange = {
  has(address) {
    const parsed = parse(address);
    if (parsed === undefined || parsed.range() !== 'unicast') return false;
    // All that is given out of IPv6 (RFC 4291, 2.4); what is left over has old and odd meanings.
    return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST);
  },
};

const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];

const NEVER: ReadonlySet<string> = new Set(['unspecified', 'linkLocal', 'multicast', 'broadcast']);

/**
 * What an operator may name in the configuration: also this machine and its network, but nothing that only a mistake or
 * an attack leads to. Cloud metadata services are link-local (169.254.169.254).
 */
export const CONFIGURED: AddressRange = {
  has(address) {
    const range = parse(address)?.range();
    return range !== undefined && !NEVER.has(range) && !METADATA.has(String(parse(address)));
  },
};

/** Metadata services that are not link-local: AWS over IPv6, Alibaba Cloud, Oracle's older one. */
const METADATA: ReadonlySet<string> = new Set(['fd00:ec2::254', '100.100.100.200', '192.0.0.192']);

/** @throws Error when it is no range like `10.0.0.0/8` */
export function rangeOf(cidr: string): AddressRange {
  if (!ipaddr.isValidCIDR(cidr)) throw new Error(`"${cidr}" is no range of addresses like 10.0.0.0/8.`);
  const [network, bits] = ipaddr.parseCIDR(cidr);
  return {
    has(address) {
      const parsed = parse(address);
      return (
        parsed !== undefined && parsed.kind() === network.kind() && parsed.match([network, bits] as never)
      );
    },
  };
}
