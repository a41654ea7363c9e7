import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { placeEmptyPglite } from '../../platform/test/helpers/empty-pglite.ts';
import { migrations as auth } from '../../subgraphs/auth/src/migrations.ts';
import { migrations as business } from '../../subgraphs/business/src/migrations.ts';
import { migrations as ml } from '../../subgraphs/ml/src/migrations.ts';

/** The project's folder. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A process that printed that it is ready. */
export interface RunningProgram {
  readonly output: string;
  readonly pid: number;
  /** Ends it as an operator does, and answers its exit code. */
  stop(): Promise<number | null>;
  /** Sends a signal and waits for nothing. */
  signal(name: NodeJS.Signals): void;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
}

/** Starts a Node program of the project and waits for a line of its output. */
export async function startProgram(
  entry: string,
  env: Readonly<Record<string, string>>,
  ready: RegExp,
): Promise<RunningProgram> {
  const child = launch(entry, env);
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      if (ready.test(output)) resolve();
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('exit', (code) =>
      reject(new Error(`${entry} ended with ${code} before it was ready:\n${output}`)),
    );
  });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  return {
    get output() {
      return output;
    },
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      return (await exited)[0];
    },
    signal: (name) => void child.kill(name),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Runs a program to its end. */
export async function runProgram(
  entry: string,
  env: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = launch(entry, env);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

/** What the test run has compiled, for the programs it starts. */
const COMPILED = process.env.NODE_COMPILE_CACHE ? { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE } : {};

function launch(entry: string, env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [join(ROOT, entry)], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', ...COMPILED, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/**
 * A standalone on a free port and, unless told otherwise, a directory of its own.
 *
 * @param options.isFirstStart whether it makes its database itself, which takes it seconds; otherwise it finds an empty one
 */
export async function startStandalone(
  env: Readonly<Record<string, string>> = {},
  { isFirstStart = false }: { readonly isFirstStart?: boolean } = {},
) {
  const ownDirectory = env.DATA_DIR ? undefined : mkdtempSync(join(tmpdir(), 'standalone-'));
  const database = join(env.DATA_DIR ?? ownDirectory ?? '', 'postgres');
  if (!isFirstStart && !existsSync(database)) await placeEmptyPglite(database, [auth, business, ml]);
  const program = await startProgram(
    'standalone/src/index.ts',
    { PORT: '0', DATA_DIR: ownDirectory ?? '', OLLAMA_URL: 'http://127.0.0.1:1', ...env },
    /Stop {8}Ctrl\+C/,
  );
  const url = /App +(http\S+)/.exec(program.output)?.[1];
  if (!url) throw new Error(`standalone told no address:\n${program.output}`);
  const removeDirectory = () => {
    if (ownDirectory) rmSync(ownDirectory, { recursive: true, force: true });
  };
  return {
    ...program,
    url,
    stop: async () => {
      const code = await program.stop();
      removeDirectory();
      return code;
    },
  };
}
