import type { Jobs } from '@codexcontinue/platform/jobs/jobs';

/** Jobs that can be waited for. */
export interface WatchedJobs extends Jobs {
  /** Resolves when every job of a queue that was sent has been handled. */
  settled(queue: string): Promise<void>;
}

/** Watches jobs that are sent and handled in this process; those of transactions that are rolled back would be waited for in vain. */
export function watchJobs(jobs: Jobs): WatchedJobs {
  const open = new Map<string, Set<string>>();
  const waiting = new Set<() => void>();
  const openOf = (queue: string) => {
    const ids = open.get(queue) ?? new Set<string>();
    open.set(queue, ids);
    return ids;
  };
  return {
    declare: (queue, options) => jobs.declare(queue, options),
    find: (queue, id) => jobs.find(queue, id),
    stop: (graceMilliseconds) => jobs.stop(graceMilliseconds),
    async send(queue, data, options) {
      if (options?.id) openOf(queue).add(options.id);
      await jobs.send(queue, data, options);
    },
    work: (queue, options, handler) =>
      jobs.work(queue, options, async (job) => {
        await handler(job as Parameters<typeof handler>[0]);
        openOf(queue).delete(job.id);
        for (const look of waiting) look();
      }),
    settled: (queue) =>
      new Promise((resolve) => {
        const look = () => {
          if (openOf(queue).size > 0) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  };
}
