import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A standalone under measurement. */
export interface MeasuredStandalone {
  readonly url: string;
  readonly pid: number;
  /** From the start of the process to the first `/health/ready` that says so. */
  readonly readySeconds: number;
  stop(): Promise<void>;
}

const READY_LIMIT_MILLISECONDS = 240_000;
const POLL_MILLISECONDS = 25;

/** Polls until the system at the address is ready. @throws Error when the child ends or the limit is over */
export async function untilReady(
  url: string,
  child: ChildProcess,
  limit = READY_LIMIT_MILLISECONDS,
): Promise<void> {
  const deadline = performance.now() + limit;
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode} before it was ready.`);
    const response = await fetch(`${url}/health/ready`).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok) return;
    await sleep(POLL_MILLISECONDS);
  }
  throw new Error(`${url} was not ready within ${limit / 1_000} s.`);
}

/** What `npm start` gives to Node: its flags change what is measured. */
function startArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  return scripts.start.split(' ').slice(1);
}

/** Starts a standalone as people do; no Ollama answers it. */
export async function startStandalone(dataDirectory: string): Promise<MeasuredStandalone> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const startedAt = performance.now();
  const child = spawn(process.execPath, startArguments(), {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH ?? '',
      PORT: String(port),
      DATA_DIR: dataDirectory,
      OLLAMA_URL: 'http://127.0.0.1:1',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await untilReady(url, child);
  const readySeconds = (performance.now() - startedAt) / 1_000;
  return {
    url,
    pid: child.pid ?? 0,
    readySeconds,
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** Runs something with a directory that is gone afterwards. */
export async function withTemporaryDirectory<Value>(use: (path: string) => Promise<Value>): Promise<Value> {
  const path = mkdtempSync(join(tmpdir(), 'codexcontinue-bench-'));
  try {
    return await use(path);
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

/** The resident memory of a process, in MB (10^6 bytes). */
export function residentMegabytes(pid: number): number {
  const status = `/proc/${pid}/status`;
  const kibibytes = existsSync(status)
    ? /VmRSS:\s+(\d+) kB/.exec(readFileSync(status, 'utf8'))?.[1]
    : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  return (Number(kibibytes) * 1_024) / 1_000_000;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
