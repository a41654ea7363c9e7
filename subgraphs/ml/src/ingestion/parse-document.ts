import { Worker } from 'node:worker_threads';
import type { Logger } from '@codexcontinue/platform/log';
import { IngestionError } from '../domain/ingestion-failure.ts';
import type { SplitDocument } from '../domain/split-document.ts';
import type { IngestionProgress, ParseMessage, ParseTask } from './parse-messages.ts';

/** What one file may take. */
export interface ParseLimits {
  readonly milliseconds: number;
  readonly heapMegabytes: number;
  /** Buffers outside the heap, where unpacked streams stand; the thread's own limits do not count them. */
  readonly bufferMegabytes: number;
}

export const DEFAULT_PARSE_LIMITS: ParseLimits = {
  milliseconds: 60_000,
  heapMegabytes: 512,
  bufferMegabytes: 512,
};

const MEMORY_CHECK_MILLISECONDS = 100;
const MEGABYTE = 1024 * 1024;

/**
 * Reads a file in a thread of its own.
 * @throws IngestionError
 */
export async function parseDocument(
  task: ParseTask,
  options: {
    readonly limits: ParseLimits;
    readonly onProgress: (progress: IngestionProgress) => void;
    readonly signal: AbortSignal;
    readonly logger: Logger;
  },
): Promise<SplitDocument> {
  const { limits, onProgress, signal, logger } = options;
  const worker = new Worker(new URL('./parse-thread.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes },
    // Parsers print what they find odd; nothing of a document belongs into our output.
    stdout: true,
    stderr: true,
    env: {},
  });
  const { promise, resolve, reject } = Promise.withResolvers<SplitDocument>();
  worker.on('message', (message: ParseMessage) => {
    if (message.kind === 'PROGRESS') return onProgress(message.progress);
    if (message.kind === 'DONE') return resolve(message.document);
    if (message.cause !== '')
      logger.info({ code: message.failure.code, cause: message.cause }, 'a document cannot be read');
    reject(new IngestionError(message.failure.code, message.failure.message));
  });
  worker.on('error', (error: NodeJS.ErrnoException) => {
    const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    reject(outOfMemory ? tooMuchMemory() : new IngestionError('INTERNAL', undefined, { cause: error }));
  });
  worker.on('exit', () => reject(new IngestionError('INTERNAL')));
  const deadline = setTimeout(() => reject(new IngestionError('TIMED_OUT')), limits.milliseconds);
  const memoryCheck = setInterval(async () => {
    const { external_memory: buffers } = await worker
      .getHeapStatistics()
      .catch(() => ({ external_memory: 0 }));
    if (buffers > limits.bufferMegabytes * MEGABYTE) reject(tooMuchMemory());
  }, MEMORY_CHECK_MILLISECONDS);
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await promise;
  } finally {
    clearTimeout(deadline);
    clearInterval(memoryCheck);
    signal.removeEventListener('abort', onAbort);
    await worker.terminate();
  }
}

function tooMuchMemory(): IngestionError {
  return new IngestionError(
    'TOO_LARGE',
    'Reading this document takes more memory than one document may have. Split it into parts and upload those.',
  );
}
