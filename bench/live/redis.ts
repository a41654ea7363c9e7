import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRedisEventLog } from '../../platform/src/event-log/redis-event-log.ts';
import { createLogger } from '../../platform/src/log.ts';
import { startProgram } from '../child-process.ts';
import { freePort } from '../standalone.ts';

/** Whether there is a Redis to start. */
export const hasRedis = (): boolean => spawnSync('redis-server', ['--version']).status === 0;

/** Starts a Redis that keeps everything in memory: what is measured is no disk. */
export async function startRedis(): Promise<AsyncDisposable & { readonly url: string }> {
  const port = await freePort();
  const child = startProgram('redis-server', [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
  ]);
  await child.find(/(Ready to accept connections)/);
  return { url: `redis://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => child[Symbol.asyncDispose]() };
}

/** Writes events as the services do, with the project's own event log. */
export function createWriter(redisUrl: string) {
  const log = createRedisEventLog({ url: redisUrl, logger: createLogger('bench', 'error') });
  const sequences = new Map<string, number>();

  async function write(topic: string, final = false): Promise<void> {
    const sequence = (sequences.get(topic) ?? 0) + 1;
    sequences.set(topic, sequence);
    const sentAt = performance.timeOrigin + performance.now();
    await log.append(`tick:${topic}`, { data: { sequence, sentAt, text: TEXT }, sequence, final });
  }

  return {
    /** So many events to each topic, as fast as they are taken. */
    async burst(topics: readonly string[], eventsEach: number): Promise<void> {
      for (let event = 0; event < eventsEach; event += 1) {
        await Promise.all(topics.map((topic) => write(topic)));
      }
    },
    /** So many events to each topic at an even pace, the topics in turns. */
    async paced(topics: readonly string[], eventsEach: number, perSecond: number): Promise<void> {
      const total = topics.length * eventsEach;
      const writes: Promise<void>[] = [];
      const startedAt = performance.now();
      while (writes.length < total) {
        const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1_000) * perSecond));
        while (writes.length < due) writes.push(write(topics[writes.length % topics.length] ?? ''));
        await sleep(1);
      }
      await Promise.all(writes);
    },
    close: () => log.close(),
  };
}

/** About what a piece of an answer says. */
const TEXT = 'a few words of an answer';
