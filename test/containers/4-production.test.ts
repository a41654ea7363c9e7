import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { freePort } from '../../platform/test/helpers/redis-server.ts';
import { createStack, docker, type Stack } from '../helpers/docker.ts';
import { describeJourney } from '../helpers/journey.ts';
import { type AnswerEvent, JourneyClient } from '../helpers/journey-client.ts';
import { ROOT } from '../helpers/running-program.ts';
import { followThrough, startSteadyLoad } from '../helpers/steady-load.ts';

describe('the production layer, started', { timeout: 600_000 }, () => {
  const secrets = mkdtempSync(join(tmpdir(), 'secrets-'));
  let stack: Stack;
  let url: string;

  before(async () => {
    // For a host without a public name Caddy signs its certificate itself.
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
    execFileSync(process.execPath, [join(ROOT, 'platform/bin/make-secrets.ts'), secrets]);
    const httpsPort = await freePort();
    url = `https://localhost:${httpsPort}`;
    stack = await createStack(
      `codexcontinue-test-${randomUUID().slice(0, 8)}`,
      ['docker-compose.yml', 'docker-compose.prod.yml'],
      {
        SECRETS_DIR: secrets,
        SITE_ADDRESS: 'localhost',
        HTTPS_PORT: String(httpsPort),
        // The tags that are pinned are pulled elsewhere; here the ones of the base stack do.
        REDIS_IMAGE: process.env.REDIS_IMAGE ?? 'redis:8',
        POSTGRES_IMAGE: process.env.POSTGRES_IMAGE ?? 'pgvector/pgvector:pg17',
        // One person makes all of the load.
        QUOTAS: 'requests=1000000,cost=1000000000,tokens=1000000000',
      },
    );
    await stack.compose('build', '--quiet', 'gateway', 'auth', 'business', 'ml', 'caddy');
    await stack.compose('up', '--detach', '--wait', '--wait-timeout', '180', 'caddy');
  });
  after(async () => {
    await stack.down();
    rmSync(secrets, { recursive: true, force: true });
  });

  it('runs two of every service that keeps no state', async () => {
    for (const service of ['gateway', 'auth', 'business', 'ml']) {
      assert.equal((await stack.containersOf(service)).length, 2, service);
    }
  });

  it('sends whoever comes by plain HTTP to HTTPS', async () => {
    const response = await fetch(`${stack.url}/`, { redirect: 'manual', headers: { host: 'localhost' } });
    assert.equal(response.status, 308);
    assert.match(response.headers.get('location') ?? '', /^https:\/\//);
  });

  describe('the journey over HTTPS, through several replicas', () =>
    describeJourney(() => url, 'EXTRACTIVE'));

  describe('F29 a rolling deploy under load', () => {
    const QUERY = 'query ($id: ID!) { me { id } workspace(id: $id) { name } modelService { engine } }';
    const client = () => new JourneyClient(url, accessToken);
    let accessToken: string | undefined;
    let workspaceId: string;

    before(async () => {
      const person = client();
      await person.signUp(`rolling-${randomUUID()}@example.org`);
      accessToken = person.accessToken;
      workspaceId = await person.createWorkspace('Rolling');
    });

    /** Stops and starts one container after the other. */
    async function roll(service: string): Promise<void> {
      for (const container of await stack.containersOf(service)) {
        await docker(['restart', '--timeout', '30', container]);
        await stack.compose('up', '--detach', '--wait', '--no-recreate', '--wait-timeout', '60', service);
      }
    }

    it('of the subgraphs fails no operation and loses no token', async () => {
      const done = { reads: 0, writes: 0 };
      const answers: AnswerEvent[][] = [];
      const load = startSteadyLoad([
        async () => {
          await client().ask(QUERY, { id: workspaceId });
          done.reads += 1;
        },
        async () => {
          await client().createConversation(workspaceId);
          done.writes += 1;
        },
        async () => {
          const conversationId = await client().createConversation(workspaceId);
          const generationId = await client().sendMessage(conversationId, 'What must be inspected?');
          answers.push(await followThrough(client(), generationId));
        },
      ]);
      for (const service of ['auth', 'business', 'ml']) await roll(service);
      assert.deepEqual(await load.end(), []);
      assert.ok(done.reads > 0 && done.writes > 0 && answers.length > 0);
      for (const events of answers) {
        assert.deepEqual(
          events.map(({ sequence }) => sequence),
          events.map((_, index) => index + 1),
        );
        assert.equal(events.at(-1)?.kind, 'COMPLETED');
        assert.equal(events.map(({ delta }) => delta ?? '').join(''), events.at(-1)?.generation?.text);
      }
    });

    // Over GET: before 2.11.2 Caddy cannot send a body again to another gateway. Streams are in F1.
    it('of the gateways fails no query', async () => {
      let reads = 0;
      const address = new URL('/graphql', url);
      address.search = String(
        new URLSearchParams({ query: QUERY, variables: JSON.stringify({ id: workspaceId }) }),
      );
      const read = async () => {
        const response = await fetch(address, { headers: { authorization: `Bearer ${accessToken}` } });
        const reply = await response.text();
        assert.equal(response.status, 200, reply);
        assert.equal(JSON.parse(reply).data.workspace.name, 'Rolling', reply);
        reads += 1;
      };
      const load = startSteadyLoad([read, read, read]);
      await roll('gateway');
      assert.deepEqual(await load.end(), []);
      assert.ok(reads > 0);
    });
  });

  it('holds its HTTP headers', async () => {
    const { headers } = await fetch(url);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('x-frame-options'), 'DENY');
    assert.equal(headers.get('server'), null);
  });
});
