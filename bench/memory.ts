import { setTimeout as sleep } from 'node:timers/promises';
import { atMost, type Part } from './figure.ts';
import { residentMegabytes, startStandalone, withTemporaryDirectory } from './standalone.ts';

const IDLE_MILLISECONDS = 20_000;
const LIMIT_MEGABYTES = 600;

/** What the standalone process holds when nobody asks for anything. */
export const memory: Part = {
  name: 'memory',
  about: 'resident memory of an idle standalone',
  run: (log) =>
    withTemporaryDirectory(async (directory) => {
      const idle = async (what: string) => {
        const standalone = await startStandalone(directory);
        await sleep(IDLE_MILLISECONDS);
        const megabytes = residentMegabytes(standalone.pid);
        log(`${what}: ${megabytes.toFixed(0)} MB; ${await describeHeap(standalone.url)}`);
        await standalone.stop();
        return megabytes;
      };
      const first = await idle('idle after the first start');
      const warm = await idle('idle after a warm start');
      return [
        atMost('resident memory, 20 s idle, after the first start', first, LIMIT_MEGABYTES, 'MB'),
        atMost('resident memory, 20 s idle, after a warm start', warm, LIMIT_MEGABYTES, 'MB'),
      ];
    }),
};

/** Where it goes, as the process itself counts. */
async function describeHeap(url: string): Promise<string> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const megabytesOf = (name: string) => {
    const value = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(metrics)?.[1];
    return `${(Number(value) / 1_000_000).toFixed(0)} MB`;
  };
  return [
    `V8 heap ${megabytesOf('nodejs_heap_size_used_bytes')} of ${megabytesOf('nodejs_heap_size_total_bytes')}`,
    `external ${megabytesOf('nodejs_external_memory_bytes')}`,
  ].join(', ');
}
