import type { InternalTokenSigner } from '@codexcontinue/platform/identity';
import { Pool } from 'undici';
import type { GatewayMetrics } from '../gateway-metrics.ts';
import { createInFlightFetches } from './in-flight-fetches.ts';
import { createSubgraphClient, type SubgraphClient } from './subgraph-client.ts';

/** A subgraph as a supergraph names it. */
export interface SubgraphAddress {
  readonly name: string;
  readonly url: string;
}

/** The clients of all subgraphs, each on its own keep-alive connections, kept from one supergraph to the next. */
export interface SubgraphConnections {
  /** @throws Error when there is no address for the subgraph */
  clientFor(subgraph: SubgraphAddress): SubgraphClient;
  /** Lets go of subgraphs that are no longer asked, once what is under way has been answered. */
  keepOnly(subgraphs: readonly SubgraphAddress[]): void;
  /** What is asked from now on is asked anew: something has changed. */
  forgetInFlight(): void;
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MILLISECONDS = 3_000;
const CONNECTIONS = 128;
const MAXIMUM_RESPONSE_BYTES = 64 * 1_024 * 1_024;

/** @param options.subgraphUrls addresses that override those in the supergraph, by name */
export function createSubgraphConnections(options: {
  readonly subgraphUrls: Readonly<Record<string, string>>;
  readonly internalTokens: InternalTokenSigner | undefined;
  readonly cookieSubgraph: string | undefined;
  readonly deadlineMilliseconds: number;
  readonly metrics: GatewayMetrics;
}): SubgraphConnections {
  const open = new Map<string, { readonly pool: Pool; readonly client: SubgraphClient }>();
  const { internalTokens, deadlineMilliseconds, metrics } = options;
  const inFlight = createInFlightFetches(() => metrics.fetchShared());
  const addressOf = ({ name, url }: SubgraphAddress) => options.subgraphUrls[name] ?? url;
  const keyOf = (subgraph: SubgraphAddress) => `${subgraph.name} ${addressOf(subgraph)}`;

  return {
    clientFor(subgraph) {
      const known = open.get(keyOf(subgraph));
      if (known) return known.client;
      const { name } = subgraph;
      const url = addressOf(subgraph);
      if (!URL.canParse(url)) throw new Error(`The supergraph has no address for the subgraph "${name}".`);
      const pool = new Pool(new URL(url).origin, {
        connections: CONNECTIONS,
        connect: { timeout: CONNECT_TIMEOUT_MILLISECONDS },
        headersTimeout: deadlineMilliseconds,
        bodyTimeout: deadlineMilliseconds,
        maxResponseSize: MAXIMUM_RESPONSE_BYTES,
      });
      const client = createSubgraphClient({
        name,
        url,
        dispatcher: pool,
        internalTokens,
        passCookies: name === options.cookieSubgraph,
        deadlineMilliseconds,
        inFlight,
        metrics,
      });
      open.set(keyOf(subgraph), { pool, client });
      return client;
    },
    keepOnly(subgraphs) {
      const wanted = new Set(subgraphs.map(keyOf));
      for (const [key, { pool }] of open) {
        if (wanted.has(key)) continue;
        open.delete(key);
        // Resolves when the last answer is in; one that never comes ends with its deadline.
        pool.close().catch(() => pool.destroy());
      }
    },
    forgetInFlight: () => inFlight.forget(),
    async close() {
      await Promise.all([...open.values()].map(({ pool }) => pool.destroy()));
    },
  };
}
