import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createAnonymousAuthenticator } from '../../gateway/src/identity/anonymous-authenticator.ts';
import { createGatewayServer } from '../../gateway/src/server.ts';
import type { Database } from '../../platform/src/database/database.ts';
import { createEgressLedger } from '../../platform/src/egress/ledger.ts';
import { createMemoryEventLog } from '../../platform/src/event-log/memory-event-log.ts';
import { createInternalTokenVerifier, generateSigningKeyPair } from '../../platform/src/identity.ts';
import { createPgBossJobs } from '../../platform/src/jobs/pg-boss-jobs.ts';
import { createLogger } from '../../platform/src/log.ts';
import { createMetrics, type Metrics } from '../../platform/src/metrics.ts';
import { createFilesystemStorage } from '../../platform/src/storage/filesystem-storage.ts';
import { openEmptyPglite } from '../../platform/test/helpers/empty-pglite.ts';
import { createAuthServer } from '../../subgraphs/auth/src/server.ts';
import { createBusinessServer } from '../../subgraphs/business/src/server.ts';
import { createMlServer } from '../../subgraphs/ml/src/server.ts';
import { ROOT } from '../../test/helpers/running-program.ts';

const logger = createLogger('test', 'silent');
const HERE = { host: '127.0.0.1', port: 0 } as const;

/** Labels by name of what a service adds to what every process counts. */
function addedTo(metrics: Metrics): Map<string, string> {
  const usual = new Set(
    createMetrics('usual')
      .registry.getMetricsAsArray()
      .map(({ name }) => name),
  );
  const all = metrics.registry.getMetricsAsArray() as unknown as { name: string; labelNames: string[] }[];
  return new Map(
    all.filter(({ name }) => !usual.has(name)).map(({ name, labelNames }) => [name, labelNames.join(', ')]),
  );
}

/** The rows of docs/operating.md: name, labels and services. */
function documented(): Record<string, string> {
  const text = readFileSync(join(ROOT, 'docs/operating.md'), 'utf8');
  const section = text.split('\n## Metrics\n')[1]?.split('\n## ')[0] ?? '';
  const rows = [...section.matchAll(/^\| `(\w+)` \| (.*?) ?\| ([\w, ]+)/gm)];
  return Object.fromEntries(
    rows.map(([, name = '', labels = '', services = '']): [string, string] => [
      name,
      `{${labels.replaceAll('`', '')}} ${services.trim()}`,
    ]),
  );
}

describe('the documentation of metrics', () => {
  let database: Database;
  before(async () => {
    database = await openEmptyPglite();
  });
  after(() => database.close());

  it('names what the services register, with labels, and nothing else', async () => {
    const keys = generateSigningKeyPair();
    const eventLog = createMemoryEventLog();
    const jobs = createPgBossJobs(database, { logger });
    const storage = createFilesystemStorage('/nowhere');
    const tokenVerifier = createInternalTokenVerifier(keys.publicKeyPem, 'any');
    const metricsOf = new Map(
      ['gateway', 'auth', 'business', 'ml'].map((name) => [name, createMetrics(name)] as const),
    );
    const of = (name: string) => {
      const metrics = metricsOf.get(name);
      assert.ok(metrics);
      return { ...HERE, database, eventLog, jobs, storage, tokenVerifier, logger, metrics };
    };
    createGatewayServer({
      ...of('gateway'),
      supergraphSdl: readFileSync(join(ROOT, 'schema/supergraph.graphql'), 'utf8'),
      cursorSecret: 'a secret that is long enough for this',
      authenticate: createAnonymousAuthenticator(),
      subgraphUrls: {},
      forwardRoutes: [],
      introspection: 'off',
      readinessChecks: [],
    });
    for (const service of ['gateway', 'business', 'ml']) createEgressLedger(of(service));
    const signingKeyPem = keys.privateKeyPem;
    const mailSender = { send: async () => {}, close: async () => {} };
    const identity = {
      encryptionKey: 'x'.repeat(32),
      publicUrl: 'https://localhost',
      mailSender,
      oidcProviders: [],
    };
    await createAuthServer({ ...of('auth'), signingKeyPem, secureCookies: true, packs: [], identity });
    createBusinessServer({ ...of('business'), urlSecret: 'a secret that is long enough for this' });
    createMlServer(of('ml'));

    const registered = new Map<string, { labels: string; services: string[] }>();
    for (const [service, metrics] of metricsOf) {
      for (const [name, labels] of addedTo(metrics)) {
        const known = registered.get(name) ?? { labels, services: [] };
        known.services.push(service);
        registered.set(name, known);
      }
    }
    assert.ok(registered.size > 10);
    assert.deepEqual(
      documented(),
      Object.fromEntries(
        [...registered].map(([name, { labels, services }]) => [name, `{${labels}} ${services.join(', ')}`]),
      ),
    );
    await eventLog.close();
  });
});
