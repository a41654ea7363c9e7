import type { Logger } from './log.ts';
import type { Service } from './service.ts';
import { keepTickShape } from './tick-shape.ts';

const SHUTDOWN_LIMIT_MILLISECONDS = 30_000;
/** Ctrl+C reaches the process from the terminal and again through npm: that is one wish, not two. */
const SAME_WISH_MILLISECONDS = 1_000;

/** Listens for the signals that end a process. */
export interface Shutdown {
  /**
   * Waits for a signal, if none has come yet, then stops the services one after the other in the order given. A second
   * signal, or a stop that takes over 30 s, ends the process at once with status 1.
   */
  run(services: readonly Pick<Service, 'stop'>[]): Promise<void>;
}

/** From here on a signal does not end the process before `run` has stopped what it is given. */
export function createShutdown(logger: Logger): Shutdown {
  // F36: what one request forgot to catch must not end the others.
  process.on('unhandledRejection', (error) => logger.error({ err: error }, 'a rejection nobody handled'));
  const giveUp = (reason: string) => {
    logger.fatal({ reason }, 'did not stop in order');
    process.exit(1);
  };
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>();
  let stoppingSince: number | undefined;
  // Never without a handler, not even between the first signal and the second: the system would end the process.
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.on(name, () => {
      if (stoppingSince === undefined) {
        stoppingSince = Date.now();
        resolve(name);
      } else if (Date.now() - stoppingSince > SAME_WISH_MILLISECONDS) giveUp('second signal');
    });
  }
  return {
    async run(services) {
      const signal = await promise;
      logger.info({ signal }, 'stopping');
      const timer = setTimeout(() => giveUp('took too long'), SHUTDOWN_LIMIT_MILLISECONDS);
      for (const service of services) await service.stop();
      clearTimeout(timer);
      logger.info('stopped');
    },
  };
}

/** Keeps a process running until a signal comes, then stops its services in the order given. */
export function runUntilSignal(services: readonly Pick<Service, 'stop'>[], logger: Logger): Promise<void> {
  return createShutdown(logger).run(services);
}

/**
 * Runs an entry point: a fault at start is printed for a person and ends the process with status 1.
 *
 * @param print where faults go; the standard error output
 */
export function runMain(
  main: () => Promise<void>,
  print: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
): void {
  keepTickShape();
  main().then(
    () => process.exit(0),
    (error: unknown) => {
      print(describeStartFault(error));
      process.exit(1);
    },
  );
}

function describeStartFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program. Stop that program, or choose another port: PORT=${(port ?? 4000) + 1}`;
  }
  // What `parseArgs` does not know is told as it says it.
  if (code?.startsWith('ERR_PARSE_ARGS_')) return error.message;
  return error.name === 'Error' || error.name === 'TypeError'
    ? (error.stack ?? error.message)
    : error.message;
}
