import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import {
  createInternalTokenSigner,
  createInternalTokenVerifier,
  generateSigningKeyPair,
} from '@codexcontinue/platform/identity';
import { createLogger } from '@codexcontinue/platform/log';
import { createMetrics, type Metrics } from '@codexcontinue/platform/metrics';
import { createSubgraphServer, type RequestContext } from '@codexcontinue/platform/subgraph-server';
import { startTelemetry } from '@codexcontinue/platform/telemetry/telemetry';
import { composeSupergraph } from '../../../schema/src/compose.ts';
import { createGatewayServer, type GatewayDependencies } from '../../src/server.ts';
import { CURSOR_SECRET, testAuthenticator } from './gateway.ts';
import { AUTH_SDL, EVENTS_SDL, THINGS_SDL } from './subgraphs.ts';

const SERVICES = ['gateway', 'auth', 'things'];

/** A gateway over two of the platform's subgraph servers; tracing runs where an endpoint is given. */
export interface TracedGateway {
  readonly url: string;
  readonly metrics: Metrics;
  readonly eventLog: ReturnType<typeof createMemoryEventLog>;
  /** What the gateway logged, a line each. */
  readonly lines: Record<string, unknown>[];
  /** Ends everything; what is on its way to the collector is sent first. */
  stop(): Promise<void>;
}

/** @param slow awaited by the field `slow` */
export async function startTracedGateway(options: {
  readonly endpoint?: string;
  readonly sampler?: 'parentbased_always_on' | 'always_off';
  readonly slow?: () => Promise<void>;
  readonly gateway?: Partial<GatewayDependencies>;
}): Promise<TracedGateway> {
  const { privateKeyPem, publicKeyPem } = generateSigningKeyPair();
  const silent = createLogger('subgraph', 'silent');
  const telemetry = await startTelemetry(
    {
      OTEL_EXPORTER_OTLP_ENDPOINT: options.endpoint,
      OTEL_EXPORTER_OTLP_HEADERS: {},
      OTEL_RESOURCE_ATTRIBUTES: {},
      OTEL_TRACES_SAMPLER: options.sampler ?? 'parentbased_always_on',
      OTEL_TRACES_SAMPLER_ARG: 1,
    },
    SERVICES,
    silent,
  );
  const subgraph = (name: string, typeDefs: string, resolvers: object) =>
    createSubgraphServer<RequestContext>({
      name,
      typeDefs,
      resolvers,
      createContext: (context) => context,
      tokenVerifier: createInternalTokenVerifier(publicKeyPem, name),
      logger: silent,
      port: 0,
      host: '127.0.0.1',
      readinessChecks: [],
    });
  const thing = (id: string) => ({ __typename: 'Thing', id, title: 'First', owner: { id: 'u1' } });
  const auth = subgraph('auth', AUTH_SDL, {
    User: { __resolveReference: ({ id }: { id: string }) => ({ id, name: 'Ada' }) },
    Mutation: { signIn: () => ({ id: 'u1', name: 'Ada' }) },
  });
  const things = subgraph('things', THINGS_SDL, {
    Query: {
      thing: (_: unknown, { id }: { id: string }) => thing(id),
      things: () => [thing('t1'), thing('t2')],
      crash: () => {
        throw new Error('a secret of the database');
      },
      slow: async () => {
        await options.slow?.();
        return 'done';
      },
    },
    Thing: { __resolveReference: ({ id }: { id: string }) => thing(id) },
  });
  await Promise.all([auth.start(), things.start()]);
  const composed = composeSupergraph([
    { name: 'auth', url: `${auth.url}/graphql`, schemaSdl: AUTH_SDL, eventsSdl: undefined },
    { name: 'things', url: `${things.url}/graphql`, schemaSdl: THINGS_SDL, eventsSdl: EVENTS_SDL },
  ]);
  if (composed.errors) throw new Error(composed.errors.join('\n'));
  const lines: Record<string, unknown>[] = [];
  const metrics = createMetrics('gateway');
  const eventLog = createMemoryEventLog();
  const gateway = createGatewayServer({
    supergraphSdl: composed.supergraphSdl,
    port: 0,
    host: '127.0.0.1',
    logger: createLogger('gateway', 'info', { write: (line) => void lines.push(JSON.parse(line)) }),
    metrics,
    eventLog,
    cursorSecret: CURSOR_SECRET,
    authenticate: testAuthenticator(),
    internalTokens: createInternalTokenSigner(privateKeyPem),
    subgraphUrls: {},
    forwardRoutes: [],
    introspection: 'open',
    readinessChecks: [],
    ...options.gateway,
  });
  await gateway.start();
  return {
    url: gateway.url,
    metrics,
    eventLog,
    lines,
    async stop() {
      await gateway.stop();
      await Promise.all([auth.stop(), things.stop(), eventLog.close()]);
      await telemetry.stop();
    },
  };
}
