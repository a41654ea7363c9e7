import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A program that runs beside others in one terminal. */
export interface ManagedProcess {
  start(): void;
  /** Ends it in order and starts it anew. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface ManagedProcessOptions {
  /** Stands before each line of its output. */
  readonly label: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly print: (line: string) => void;
  /** It ended by itself. */
  readonly onExit: (code: number | null) => void;
}

const STOP_LIMIT_MILLISECONDS = 10_000;

export function createManagedProcess(options: ManagedProcessOptions): ManagedProcess {
  const { label, command, args, cwd, print, onExit } = options;
  let child: ChildProcess | undefined;

  function start(): void {
    // A group of its own: Ctrl+C reaches only us, and each program is told once to stop.
    const started = spawn(command, args, { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    child = started;
    for (const stream of [started.stdout, started.stderr])
      createInterface({ input: stream }).on('line', (line) => print(`${label} | ${line}`));
    started.once('error', (error) => print(`${label} | ${error.message}`));
    started.once('close', (code) => {
      if (child !== started) return;
      child = undefined;
      onExit(code);
    });
  }

  async function stop(): Promise<void> {
    const stopping = child;
    if (!stopping) return;
    child = undefined;
    const closed = once(stopping, 'close');
    stopping.kill('SIGTERM');
    const giveUp = setTimeout(() => killGroup(stopping), STOP_LIMIT_MILLISECONDS);
    await closed;
    clearTimeout(giveUp);
  }

  return {
    start,
    stop,
    async restart() {
      await stop();
      start();
    },
  };
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
