import type { IncomingMessage } from 'node:http';
import proxyAddress from '@fastify/proxy-addr';

/** Whether what this address says in `X-Forwarded-For` is believed. */
export type TrustedProxies = (address: string, hop: number) => boolean;

/**
 * @param addresses IP addresses, CIDR ranges, `loopback`, `linklocal`, `uniquelocal`; none: nobody is believed
 * @throws TypeError naming the address that is none
 */
export function compileTrustedProxies(addresses: readonly string[]): TrustedProxies {
  return proxyAddress.compile([...addresses]);
}

/** The address a connection comes from, seen past trusted proxies. */
export function clientAddress(request: IncomingMessage, trusted: TrustedProxies): string {
  return proxyAddress(request, trusted);
}
