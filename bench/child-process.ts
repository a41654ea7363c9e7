import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';

/** A process of the benchmark. */
export interface Child extends AsyncDisposable {
  readonly pid: number;
  /** Resolves with the first group of the first match in what it prints. @throws Error when it ends before */
  find(pattern: RegExp): Promise<string>;
  /** Resolves with all it printed, when it has ended well. @throws Error when it fails */
  finished(): Promise<string>;
}

/** The same for every process; nothing of the caller's environment but the path goes in. */
export function startNode(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  nodeFlags: readonly string[] = [],
): Child {
  return startProgram(process.execPath, [...nodeFlags, ...args], environment);
}

/** Like `startNode`, for any program. */
export function startProgram(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Child {
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let complaints = '';
  const changed = new Set<() => void>();
  child.stdout.on('data', (chunk) => {
    printed += chunk;
    for (const look of changed) look();
  });
  child.stderr.on('data', (chunk) => {
    complaints = (complaints + chunk).slice(-4_000);
  });
  const closed = once(child, 'close').then(([code]) => code as number | null);
  const failure = (code: number | null) =>
    new Error(`${program} ${args[0]} ended with ${code}: ${complaints || printed.slice(-2_000)}`);
  return {
    pid: child.pid ?? 0,
    find: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(printed);
          if (!match) return;
          changed.delete(look);
          resolve(match[1] ?? '');
        };
        changed.add(look);
        look();
        void closed.then((code) => reject(failure(code)));
      }),
    async finished() {
      const code = await closed;
      if (code !== 0) throw failure(code);
      return printed;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      const killed = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await closed;
      clearTimeout(killed);
    },
  };
}

/** Whether this system tells what a process has taken of the CPU. */
export const tellsCpuTime = (): boolean => existsSync('/proc/self/stat');

const TICK_MILLISECONDS = 10;

/** The CPU time a process has taken so far, user and system, in milliseconds (Linux counts in ticks of 10 ms). */
export function cpuMilliseconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MILLISECONDS;
}
