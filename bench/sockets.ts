import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startNode } from './child-process.ts';
import { atMost, figureOf, type Part } from './figure.ts';
import { ours, type RunningContestant, startContestant } from './gateways/contestants.ts';
import { MANY_CONNECTIONS } from './live/many-connections.ts';
import { composeTicks } from './live/supergraph.ts';
import { residentMegabytes, withTemporaryDirectory } from './standalone.ts';

const SOCKETS = 10_000;
const CLIENT_PROCESSES = 2;
const WARM_UP_SOCKETS = 200;
const LIMIT_KILOBYTES = 20;
/** The gateway's own file descriptors beside the sockets, generously. */
const SPARE_DESCRIPTORS = 200;
const SETTLE_MILLISECONDS = 2_000;
/** Memory that has not settled by then is counted as it is. */
const SETTLE_LIMIT = 20;

const IDLE_SOCKETS = fileURLToPath(new URL('live/idle-sockets.ts', import.meta.url));

interface Memory {
  readonly residentKilobytes: number;
  readonly heapKilobytes: number;
}

/** What a WebSocket costs that only waits. */
export const sockets: Part = {
  name: 'sockets',
  about: `memory of the gateway for each of ${SOCKETS} idle WebSockets`,
  async run(log) {
    const descriptors = Number(execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }));
    if (descriptors < SOCKETS + SPARE_DESCRIPTORS)
      return `a process may open ${descriptors} files here; ulimit -n ${SOCKETS + SPARE_DESCRIPTORS} is needed.`;
    return withTemporaryDirectory(async (directory) => {
      const gateway = await startContestant(ours(MANY_CONNECTIONS), { directory, sdl: composeTicks() });
      await using _child = gateway.child;
      // So that code that runs for the first time is not counted with the sockets.
      await withIdleSockets(gateway.url, WARM_UP_SOCKETS, async () => {});
      const before = await settled(gateway);
      const after = await withIdleSockets(gateway.url, SOCKETS, () => settled(gateway));
      log(`before ${describe(before)}, with ${SOCKETS} sockets ${describe(after)}`);
      const what = `idle WebSocket, each of ${SOCKETS}`;
      return [
        atMost(
          `${what}: resident memory`,
          (after.residentKilobytes - before.residentKilobytes) / SOCKETS,
          LIMIT_KILOBYTES,
          'KB',
        ),
        figureOf(`${what}: heap`, (after.heapKilobytes - before.heapKilobytes) / SOCKETS, 'KB'),
      ];
    });
  },
};

const describe = ({ residentKilobytes, heapKilobytes }: Memory) =>
  `${(residentKilobytes / 1_000).toFixed(0)} MB resident, ${(heapKilobytes / 1_000).toFixed(0)} MB heap`;

async function withIdleSockets<Value>(url: string, count: number, use: () => Promise<Value>): Promise<Value> {
  await using clients = new AsyncDisposableStack();
  const share = JSON.stringify({ url: url.replace('http', 'ws'), count: count / CLIENT_PROCESSES });
  const started = Array.from({ length: CLIENT_PROCESSES }, () =>
    clients.use(startNode([IDLE_SOCKETS, share])),
  );
  await Promise.all(started.map((client) => client.find(/(ready)/)));
  return await use();
}

/** Waits until the memory does not shrink any more: the collector runs by itself when there is nothing else to do. */
async function settled(gateway: RunningContestant): Promise<Memory> {
  let least = await readMemory(gateway);
  let unchanged = 0;
  for (let looked = 0; looked < SETTLE_LIMIT && unchanged < 5; looked += 1) {
    await sleep(SETTLE_MILLISECONDS);
    const now = await readMemory(gateway);
    unchanged = now.residentKilobytes < least.residentKilobytes * 0.99 ? 0 : unchanged + 1;
    least = {
      residentKilobytes: Math.min(least.residentKilobytes, now.residentKilobytes),
      heapKilobytes: Math.min(least.heapKilobytes, now.heapKilobytes),
    };
  }
  return least;
}

async function readMemory({ url, child }: RunningContestant): Promise<Memory> {
  const metrics = await (await fetch(new URL('/metrics', url))).text();
  const heapBytes = /^\w*nodejs_heap_size_used_bytes(?:\{[^}]*\})? (\S+)$/m.exec(metrics)?.[1];
  return {
    residentKilobytes: residentMegabytes(child.pid) * 1_000,
    heapKilobytes: Number(heapBytes) / 1_000,
  };
}
