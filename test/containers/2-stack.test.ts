import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { createStack, docker, type Stack } from '../helpers/docker.ts';
import { describeJourney } from '../helpers/journey.ts';
import { type AnswerEvent, collect, JourneyClient } from '../helpers/journey-client.ts';
import { followThrough } from '../helpers/steady-load.ts';

const FILES = ['docker-compose.yml', 'docker/compose.test.yml'];
const SERVICES = ['caddy', 'gateway', 'auth', 'business', 'ml', 'postgres', 'redis', 'ollama'];

describe('docker compose up', { timeout: 900_000 }, () => {
  let stack: Stack;

  before(async () => {
    stack = await createStack(`codexcontinue-test-${randomUUID().slice(0, 8)}`, FILES);
    await stack.compose('build', '--quiet');
    await stack.compose('up', '--detach', '--wait', '--wait-timeout', '180', ...SERVICES);
  });
  after(() => stack.down());

  describe('before a model is there', () => {
    it('answers extractively and says so', async () => {
      const client = await newClient();
      const { modelService } = await client.ask<{ modelService: { engine: string; message: string } }>(
        '{ modelService { engine message models { name } } }',
      );
      assert.equal(modelService.engine, 'EXTRACTIVE');
      const { generation } = (await ask(client, 'What is in here?')).at(-1) ?? {};
      assert.equal(generation?.engine, 'EXTRACTIVE');
    });

    it('the one-shot service brings one and shows how far it is', async () => {
      const output = await stack.compose(
        'up',
        '--no-log-prefix',
        '--exit-code-from',
        'model',
        '--no-deps',
        'model',
      );
      assert.match(output, /"percent":\d+/);
      assert.match(output, /the model is there/);
      const client = await newClient();
      await waitForModel(client);
    });
  });

  describe('the journey through Caddy', () => describeJourney(() => stack.url, 'OLLAMA'));

  describe('when containers are killed in the middle of an answer', () => {
    afterEach(() => stack.settle(SERVICES));

    it('F1 a gateway: the reader resumes at another one, byte for byte', async () => {
      const client = await newClient();
      const { generationId, read } = await longAnswer(client);
      const before = await read(client.followOverWebSocket(generationId), 10);
      const [first] = await stack.containersOf('gateway');
      assert.ok(first);
      await docker(['kill', first]);
      const after = await followThrough(client, generationId, before.at(-1)?.cursor);
      await docker(['start', first]);
      await stack.settle(SERVICES);
      const whole = await collect(client.followOverSse(generationId));
      assert.equal(JSON.stringify([...before, ...after]), JSON.stringify(whole));
      assertWhole(whole, 'COMPLETED');
    });

    it('F1 every gateway at once: the same, as soon as one is back', async () => {
      const client = await newClient();
      const { generationId, read } = await longAnswer(client);
      const before = await read(client.followOverSse(generationId), 10);
      const gateways = await stack.containersOf('gateway');
      await Promise.all(gateways.map((id) => docker(['kill', id])));
      await Promise.all(gateways.map((id) => docker(['start', id])));
      const after = await followThrough(client, generationId, before.at(-1)?.cursor);
      await stack.settle(SERVICES);
      const whole = await collect(client.followOverSse(generationId));
      assert.equal(JSON.stringify([...before, ...after]), JSON.stringify(whole));
    });

    it('F3 Redis: nothing is lost and nothing doubled', async () => {
      const client = await newClient();
      const { generationId, read } = await longAnswer(client);
      const before = await read(client.followOverSse(generationId), 10);
      const [redis] = await stack.containersOf('redis');
      assert.ok(redis);
      await docker(['kill', redis]);
      await docker(['start', redis]);
      const after = await followThrough(client, generationId, before.at(-1)?.cursor);
      await stack.settle(SERVICES);
      const whole = await collect(client.followOverSse(generationId));
      assert.equal(JSON.stringify([...before, ...after]), JSON.stringify(whole));
      assertWhole(whole, 'COMPLETED');
    });

    it('F2 the ml service: the answer ends as interrupted, with the text until then', async () => {
      const client = await newClient();
      const { generationId, read } = await longAnswer(client);
      const before = await read(client.followOverSse(generationId), 10);
      const [ml] = await stack.containersOf('ml');
      assert.ok(ml);
      await docker(['kill', ml]);
      await docker(['start', ml]);
      const after = await followThrough(client, generationId, before.at(-1)?.cursor);
      await stack.settle(SERVICES);
      const whole = await collect(client.followOverSse(generationId));
      assert.equal(JSON.stringify([...before, ...after]), JSON.stringify(whole));
      assertWhole(whole, 'INTERRUPTED');
    });

    it('F20 Postgres: readiness says so, liveness stays, and it recovers by itself', async () => {
      const [postgres] = await stack.containersOf('postgres');
      assert.ok(postgres);
      await docker(['stop', postgres]);
      assert.equal(await health('business', 4002, 'ready'), '503');
      assert.equal(await health('business', 4002, 'live'), '200');
      await docker(['start', postgres]);
      const deadline = Date.now() + 60_000;
      for (const [service, port] of [
        ['auth', 4001],
        ['business', 4002],
        ['ml', 4003],
      ] as const) {
        while ((await health(service, port, 'ready')) !== '200')
          assert.ok(Date.now() < deadline, `${service} does not recover`);
      }
      const client = await newClient();
      assert.equal((await ask(client, 'Are you back?')).at(-1)?.kind, 'COMPLETED');
    });
  });

  describe('A77 the containers', () => {
    for (const service of ['gateway', 'auth', 'business', 'ml', 'caddy', 'ollama']) {
      it(`${service} is hardened`, async () => {
        const [id] = await stack.containersOf(service);
        assert.ok(id);
        const [{ Config, HostConfig, State }] = JSON.parse(await docker(['inspect', id])) as [
          {
            Config: { User: string; Healthcheck?: unknown };
            HostConfig: {
              ReadonlyRootfs: boolean;
              CapDrop: string[];
              SecurityOpt: string[];
              PidsLimit: number | null;
              Memory: number;
              Privileged: boolean;
            };
            State: { Health: { Status: string } };
          },
        ];
        assert.equal(HostConfig.ReadonlyRootfs, true);
        assert.deepEqual(HostConfig.CapDrop, ['ALL']);
        assert.ok(HostConfig.SecurityOpt.includes('no-new-privileges:true'));
        assert.equal(HostConfig.Privileged, false);
        assert.ok(Config.Healthcheck);
        assert.equal(State.Health.Status, 'healthy');
        if (service === 'ollama') return;
        assert.ok(HostConfig.Memory > 0 && (HostConfig.PidsLimit ?? 0) > 0);
        if (service !== 'caddy') assert.equal(Config.User, 'node');
      });
    }

    it('only Caddy is reached from outside, and no secret is in an environment', async () => {
      for (const service of SERVICES) {
        for (const id of await stack.containersOf(service)) {
          const [{ Config, NetworkSettings }] = JSON.parse(await docker(['inspect', id])) as [
            { Config: { Env: string[] }; NetworkSettings: { Ports: Record<string, unknown[] | null> } },
          ];
          const published = Object.values(NetworkSettings.Ports).filter(Boolean);
          assert.equal(published.length, service === 'caddy' ? 1 : 0, `${service} publishes ports`);
          for (const variable of Config.Env) assert.doesNotMatch(variable, /PRIVATE KEY|postgres:\/\/\w+:/);
        }
      }
    });

    it('A22 a subgraph answers nothing without the gateway', async () => {
      const query = `fetch('http://auth:4001/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ _service { sdl } }' }) }).then((r) => console.log(r.status))`;
      assert.equal(await stack.compose('exec', '-T', '--index', '2', 'gateway', 'node', '-e', query), '401');
    });
  });

  function health(service: string, port: number, kind: 'live' | 'ready'): Promise<string> {
    const code = `fetch('http://127.0.0.1:${port}/health/${kind}').then((r) => console.log(r.status))`;
    return stack.compose('exec', '-T', service, 'node', '-e', code);
  }

  async function newClient(): Promise<JourneyClient> {
    const client = new JourneyClient(stack.url);
    await client.signUp(`${randomUUID()}@example.org`);
    return client;
  }

  async function ask(client: JourneyClient, question: string): Promise<AnswerEvent[]> {
    const conversationId = await client.createConversation(await client.createWorkspace('Asking'));
    return collect(client.followOverSse(await client.sendMessage(conversationId, question)));
  }

  /** An answer of some seconds, so that there is a middle to break it in. */
  async function longAnswer(client: JourneyClient) {
    await stack.simulate({ tokens: 150, tokenDelayMilliseconds: 60 });
    const conversationId = await client.createConversation(await client.createWorkspace('Long'));
    const generationId = await client.sendMessage(conversationId, 'Tell me much.');
    const read = async (events: AsyncGenerator<AnswerEvent>, count: number) => {
      const seen: AnswerEvent[] = [];
      for await (const event of events) {
        seen.push(event);
        if (seen.length === count) break;
      }
      assert.equal(seen.length, count);
      return seen;
    };
    return { generationId, read };
  }

  function assertWhole(events: readonly AnswerEvent[], kind: string): void {
    assert.deepEqual(
      events.map(({ sequence }) => sequence),
      events.map((_, index) => index + 1),
    );
    assert.deepEqual(
      events.filter((event) => event.kind !== 'DELTA').map((event) => event.kind),
      [kind],
    );
    assert.equal(events.map(({ delta }) => delta ?? '').join(''), events.at(-1)?.generation?.text);
  }

  /** The service looks for models every few seconds. */
  async function waitForModel(client: JourneyClient): Promise<void> {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const { modelService } = await client.ask<{ modelService: { engine: string; defaultModel: string } }>(
        '{ modelService { engine defaultModel } }',
      );
      if (modelService.engine === 'OLLAMA') {
        assert.equal(modelService.defaultModel, 'qwen3:0.6b');
        return;
      }
      assert.ok(Date.now() < deadline, 'the pulled model is not seen');
    }
  }
});
