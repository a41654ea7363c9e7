import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { EventLog } from '@codexcontinue/platform/event-log/event-log';
import { createRedisEventLog } from '@codexcontinue/platform/event-log/redis-event-log';
import { createLogger } from '@codexcontinue/platform/log';
import { type RedisServer, startRedisServer } from '../../platform/test/helpers/redis-server.ts';
import { SupergraphError } from '../src/supergraph/supergraph.ts';
import { publishSupergraph } from '../src/supergraph/supergraph-notices.ts';
import { firstSupergraph, followSupergraphs } from '../src/supergraph/supergraph-updates.ts';
import { post } from './support/clients.ts';
import { startTestGateway, type TestGateway } from './support/gateway.ts';
import { composeTestSupergraph } from './support/subgraphs.ts';

const logger = createLogger('test', 'silent');
const PUBLISH = fileURLToPath(new URL('../bin/publish-supergraph.ts', import.meta.url));

describe('supergraphs that come while a gateway runs', () => {
  let redis: RedisServer;
  let folder: string;
  let file: string;
  before(async () => {
    redis = await startRedisServer();
    folder = await mkdtemp(join(tmpdir(), 'supergraph-'));
    file = join(folder, 'supergraph.graphql');
  });
  after(async () => {
    await redis.stop();
    await rm(folder, { recursive: true });
  });

  /** The test gateway's supergraph, with another name of a root field. */
  const renamed = (gateway: TestGateway, name: string) =>
    composeTestSupergraph({ auth: gateway.auth.url, things: gateway.things.url }).replaceAll(
      /^ {2}shelf\(/gm,
      `  ${name}(`,
    );

  async function startFollowing() {
    const eventLog = createRedisEventLog({ url: redis.url, logger, keyPrefix: 'codexcontinue:' });
    const gateway = await startTestGateway({ eventLog });
    await writeFile(file, renamed(gateway, 'shelf'));
    const updates = followSupergraphs({
      path: file,
      eventLog,
      gateway: gateway.service,
      logger: createLogger('updates', 'silent'),
    });
    return {
      gateway,
      eventLog,
      /** Until the schema has a root field of this name. */
      async until(name: string): Promise<void> {
        for (;;) {
          const { data } = await post(gateway.url, {
            query: '{ __type(name: "Query") { fields { name } } }',
          });
          if (JSON.stringify(data).includes(`"${name}"`)) return;
        }
      },
      async [Symbol.asyncDispose]() {
        await updates.stop();
        await gateway[Symbol.asyncDispose]();
      },
    };
  }

  it('are served when the file changes, written in place or replaced', async () => {
    await using system = await startFollowing();
    await writeFile(file, renamed(system.gateway, 'inPlace'));
    await system.until('inPlace');
    await writeFile(`${file}.new`, renamed(system.gateway, 'replaced'));
    await rename(`${file}.new`, file);
    await system.until('replaced');
  });

  it('are left alone when they are broken: the one before serves on, and the next good one comes', async () => {
    await using system = await startFollowing();
    await writeFile(file, 'type Query { half');
    await writeFile(`${file}.other`, 'nothing of ours');
    assert.equal((await post(system.gateway.url, { query: '{ shelf { title } }' })).status, 200);
    await writeFile(file, renamed(system.gateway, 'mended'));
    await system.until('mended');
  });

  it('are published to every gateway by the command', async () => {
    await using one = await startFollowing();
    await using two = await startFollowing();
    const text = renamed(one.gateway, 'published');
    const published = join(folder, 'published.graphql');
    await writeFile(published, text);
    const child = spawn(process.execPath, [PUBLISH, published], {
      env: { ...process.env, REDIS_URL: redis.url },
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    const [code] = await once(child, 'close');
    assert.equal(code, 0);
    assert.match(output, /Published the supergraph [0-9a-f]{16}/);
    await Promise.all([one.until('published'), two.until('published')]);
  });

  it('are refused before they are published when no gateway would serve them', async () => {
    await using system = await startFollowing();
    await assert.rejects(publishSupergraph(system.eventLog, 'type Query { half'), SupergraphError);
  });

  it('are there after a start: the newer of the file and what was published last', async () => {
    const eventLog: EventLog = createRedisEventLog({ url: redis.url, logger, keyPrefix: `${randomUUID()}:` });
    await using gateway = await startTestGateway();
    const fileText = renamed(gateway, 'ofTheFile');
    await writeFile(file, fileText);
    await utimes(file, new Date(), new Date(Date.now() - 60_000));
    assert.equal(await firstSupergraph(file, eventLog, logger), fileText);
    const text = renamed(gateway, 'ofTheLog');
    await publishSupergraph(eventLog, text);
    assert.equal(await firstSupergraph(file, eventLog, logger), text);
    await utimes(file, new Date(), new Date(Date.now() + 60_000));
    assert.equal(await firstSupergraph(file, eventLog, logger), fileText);
    await redis.kill();
    await utimes(file, new Date(), new Date(Date.now() - 60_000));
    assert.equal(await firstSupergraph(file, eventLog, logger), fileText);
    await redis.restart();
    await eventLog.close();
  });
});
