import { Writable } from 'node:stream';
import { RuleError } from '@codexcontinue/platform/errors';
import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import { createMemoryEventLog } from '@codexcontinue/platform/event-log/memory-event-log';
import {
  type Caller,
  createInternalTokenSigner,
  generateSigningKeyPair,
} from '@codexcontinue/platform/identity';
import { createLogger } from '@codexcontinue/platform/log';
import { ANONYMOUS, type CallerAuthenticator } from '../../src/identity/caller-authenticator.ts';
import { createGatewayServer, type GatewayDependencies, type GatewayServer } from '../../src/server.ts';
import { composeTestSupergraph, startAuth, startThings, type TestSubgraph } from './subgraphs.ts';

export const CURSOR_SECRET = 'a secret of the tests, long enough';

/** A running gateway over two subgraphs. */
export interface TestGateway extends AsyncDisposable {
  readonly url: string;
  readonly service: GatewayServer;
  readonly auth: TestSubgraph;
  readonly things: TestSubgraph;
  readonly eventLog: EventLog;
  readonly publicKeyPem: string;
  /** Everything that was logged. */
  readonly log: () => string;
}

/** `Bearer ada` and `Bearer grace` are people, `Bearer brief` is one whose token ends in `briefMilliseconds`. */
export function testAuthenticator(briefMilliseconds = 300): CallerAuthenticator {
  const person = (personId: string): Caller => ({
    kind: 'person',
    personId,
    sessionId: `s-${personId}`,
    workspaceRoles: { w1: 'OWNER' },
  });
  return {
    async authenticate(header) {
      if (header === undefined) return { caller: ANONYMOUS };
      if (header === 'Bearer ada') return { caller: person('u1') };
      if (header === 'Bearer grace') return { caller: person('u2') };
      if (header === 'Bearer brief') {
        return { caller: person('u1'), expiresAt: new Date(Date.now() + briefMilliseconds) };
      }
      throw new RuleError('UNAUTHENTICATED', 'The access token is not valid. Sign in again.');
    },
  };
}

export async function startTestGateway(overrides: Partial<GatewayDependencies> = {}): Promise<TestGateway> {
  const [auth, things] = await Promise.all([startAuth(), startThings()]);
  const { privateKeyPem, publicKeyPem } = generateSigningKeyPair();
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const eventLog = overrides.eventLog ?? createMemoryEventLog();
  const service = createGatewayServer({
    supergraphSdl: composeTestSupergraph({ auth: auth.url, things: things.url }),
    port: 0,
    host: '127.0.0.1',
    logger: createLogger('gateway', 'info', sink),
    eventLog,
    cursorSecret: CURSOR_SECRET,
    authenticate: testAuthenticator(),
    internalTokens: createInternalTokenSigner(privateKeyPem),
    subgraphUrls: {},
    cookieSubgraph: 'auth',
    forwardRoutes: [],
    introspection: 'open',
    readinessChecks: [{ name: 'event log', check: () => eventLog.ping() }],
    subgraphDeadlineMilliseconds: 1_000,
    ...overrides,
  });
  await service.start();
  return {
    url: service.url,
    service,
    auth,
    things,
    eventLog,
    publicKeyPem,
    log: () => lines.join(''),
    async [Symbol.asyncDispose]() {
      await service.stop();
      await Promise.all([auth[Symbol.asyncDispose](), things[Symbol.asyncDispose](), eventLog.close()]);
    },
  };
}

/** Waits until something is so, for what happens on another connection. */
export async function eventually(condition: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
