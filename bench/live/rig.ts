import { fileURLToPath } from 'node:url';
import { cpuMilliseconds, startNode } from '../child-process.ts';
import { type Contestant, ours, type RunningContestant, startContestant } from '../gateways/contestants.ts';
import { withTemporaryDirectory } from '../standalone.ts';
import { MANY_CONNECTIONS } from './many-connections.ts';
import { createWriter, startRedis } from './redis.ts';
import type { Subscribers, SubscribersResult } from './subscribers.ts';
import { composeTicks, TICKS } from './supergraph.ts';

const program = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const bareServer = (redisUrl: string): Contestant => ({
  name: 'bare ws server',
  command: (_supergraphFile, port) => ({
    args: [program('bare-server.ts')],
    environment: { REDIS_URL: redisUrl, PORT: String(port) },
  }),
});

/** A Redis, our gateway and the bare server on it, and a writer. */
export interface Rig {
  readonly servers: readonly RunningContestant[];
  readonly writer: ReturnType<typeof createWriter>;
}

/** Starts a rig and stops it in the end. */
export function withRig<Value>(use: (rig: Rig) => Promise<Value>): Promise<Value> {
  return withTemporaryDirectory(async (directory) => {
    await using stack = new AsyncDisposableStack();
    const redis = stack.use(await startRedis());
    const supergraph = { directory, sdl: composeTicks() };
    const servers: RunningContestant[] = [];
    for (const contestant of [ours({ REDIS_URL: redis.url, ...MANY_CONNECTIONS }), bareServer(redis.url)]) {
      const server = await startContestant(contestant, supergraph);
      stack.use(server.child);
      servers.push(server);
    }
    const writer = createWriter(redis.url);
    stack.defer(() => writer.close());
    return await use({ servers, writer });
  });
}

/** What subscribers saw, and what it cost the server's process. */
export interface Delivery extends SubscribersResult {
  readonly cpuSeconds: number;
}

/**
 * Subscribes, waits until everybody follows, writes, and waits until everybody has everything.
 *
 * @param write what is written once all subscribers have the first event
 */
export async function deliver(
  { writer }: Rig,
  { url, child }: RunningContestant,
  subscribers: Omit<Subscribers, 'url' | 'query'>,
  write: () => Promise<void>,
): Promise<Delivery> {
  await using clients = startNode([
    program('subscribers.ts'),
    JSON.stringify({ ...subscribers, url: url.replace('http', 'ws'), query: TICKS }),
  ]);
  await writer.burst(subscribers.topics, 1);
  await clients.find(/(ready)/);
  const before = cpuMilliseconds(child.pid);
  await write();
  const result = JSON.parse(await clients.find(/done (.*)/)) as SubscribersResult;
  return { ...result, cpuSeconds: (cpuMilliseconds(child.pid) - before) / 1_000 };
}
