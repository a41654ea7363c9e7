import type { Jobs } from '../jobs/jobs.ts';
import { openDirectly, sealDirectly } from './envelope.ts';
import type { KeyRing } from './key-ring.ts';

/** What stands in place of a job's data. */
interface SealedData {
  readonly _sealed: string;
}

/**
 * Jobs whose data is encrypted while they are kept, in these queues. Sender and worker are different services: the
 * data is sealed under the key-encryption key itself. Jobs of before are taken as they are.
 */
export function sealJobs(jobs: Jobs, ring: KeyRing | undefined, queues: readonly string[]): Jobs {
  if (!ring) return jobs;
  const placeOf = (queue: string) => ['job', queue];
  const openData = <Data>(queue: string, data: Data | SealedData): Data =>
    isSealed(data) ? (JSON.parse(openDirectly(ring, data._sealed, placeOf(queue))) as Data) : data;
  return {
    declare: (queue, options) => jobs.declare(queue, options),
    send(queue, data, options) {
      if (!queues.includes(queue)) return jobs.send(queue, data, options);
      const sealed: SealedData = { _sealed: sealDirectly(ring, JSON.stringify(data), placeOf(queue)) };
      return jobs.send(queue, sealed, options);
    },
    work: <Data extends object>(
      queue: string,
      options: Parameters<Jobs['work']>[1],
      handler: Parameters<typeof jobs.work<Data>>[2],
    ) =>
      jobs.work<Data | SealedData>(queue, options, ({ data, ...job }) =>
        handler({ ...job, data: openData<Data>(queue, data) }),
      ),
    async find<Data extends object>(queue: string, id: string) {
      const job = await jobs.find<Data | SealedData>(queue, id);
      return job && { ...job, data: openData<Data>(queue, job.data) };
    },
    stop: (graceMilliseconds) => jobs.stop(graceMilliseconds),
  };
}

function isSealed(data: unknown): data is SealedData {
  return typeof (data as Partial<SealedData>)._sealed === 'string';
}
