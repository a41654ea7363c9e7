import type { GraphQLDataSource } from '@apollo/gateway';
import { Pool } from 'undici';
import type { GatewayMetrics } from './gateway-metrics.ts';
import type { InternalTokens } from './identity/internal-tokens.ts';
import { createSubgraphDataSource } from './subgraph-data-source.ts';

/** The data sources of all subgraphs, each on its own keep-alive connections. */
export interface SubgraphConnections {
  readonly dataSourceFor: (subgraph: {
    readonly name: string;
    readonly url?: string | undefined;
  }) => GraphQLDataSource;
  readonly dataSources: ReadonlyMap<string, GraphQLDataSource>;
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MILLISECONDS = 3_000;
const CONNECTIONS = 128;
const MAXIMUM_RESPONSE_BYTES = 64 * 1_024 * 1_024;

/** @param options.subgraphUrls addresses that override those in the supergraph, by name */
export function createSubgraphConnections(options: {
  readonly subgraphUrls: Readonly<Record<string, string>>;
  readonly internalTokens: InternalTokens | undefined;
  readonly cookieSubgraph: string | undefined;
  readonly deadlineMilliseconds: number;
  readonly metrics: GatewayMetrics;
}): SubgraphConnections {
  const pools: Pool[] = [];
  const dataSources = new Map<string, GraphQLDataSource>();
  return {
    dataSources,
    dataSourceFor({ name, url: composedUrl }) {
      const url = options.subgraphUrls[name] ?? composedUrl;
      if (!url || !URL.canParse(url))
        throw new Error(`The supergraph has no address for the subgraph "${name}".`);
      const pool = new Pool(new URL(url).origin, {
        connections: CONNECTIONS,
        connect: { timeout: CONNECT_TIMEOUT_MILLISECONDS },
        headersTimeout: options.deadlineMilliseconds,
        bodyTimeout: options.deadlineMilliseconds,
        maxResponseSize: MAXIMUM_RESPONSE_BYTES,
      });
      pools.push(pool);
      const { internalTokens, cookieSubgraph, deadlineMilliseconds, metrics } = options;
      const passCookies = name === cookieSubgraph;
      const source = createSubgraphDataSource({
        name,
        url,
        dispatcher: pool,
        internalTokens,
        passCookies,
        deadlineMilliseconds,
        metrics,
      }) as GraphQLDataSource;
      dataSources.set(name, source);
      return source;
    },
    async close() {
      await Promise.all(pools.map((pool) => pool.destroy()));
    },
  };
}
