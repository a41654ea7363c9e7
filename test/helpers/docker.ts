import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { freePort } from '../../platform/test/helpers/redis-server.ts';
import { ROOT } from './running-program.ts';

const run = promisify(execFile);

/** Runs a docker command; answers what it printed. @throws with both outputs when it fails */
export async function docker(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { stdout } = await run('docker', [...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout.trim();
}

/** A compose project of a test's own. */
export interface Stack {
  /** Where Caddy is reached. */
  readonly url: string;
  compose(...args: string[]): Promise<string>;
  /** The ids of a service's containers. */
  containersOf(service: string): Promise<string[]>;
  /** Tells the Ollama simulator how to behave; it is reached from inside only. */
  simulate(behaviour: Readonly<Record<string, unknown>>): Promise<void>;
  /** Resolves when every container of these services is healthy, and Caddy sends requests to none that is gone. */
  settle(services: readonly string[]): Promise<void>;
  down(): Promise<void>;
}

/** So many answers in a row are not luck: Caddy looks for gateways every second. */
const ANSWERS_IN_A_ROW = 20;

/** @param name of the project, so that it cannot meet another's */
export async function createStack(
  name: string,
  files: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Stack> {
  const port = await freePort();
  const prefix = ['compose', '-p', name, ...files.flatMap((file) => ['-f', file])];
  const compose = (...args: string[]) => docker([...prefix, ...args], { HTTP_PORT: String(port), ...env });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    settle: async (services) => {
      await compose('up', '--detach', '--wait', '--no-recreate', '--wait-timeout', '120', ...services);
      for (let inARow = 0; inARow < ANSWERS_IN_A_ROW; ) {
        const response = await fetch(`${url}/health/ready`);
        await response.body?.cancel();
        inARow = response.ok ? inARow + 1 : 0;
      }
    },
    compose,
    containersOf: async (service) => (await compose('ps', '-q', service)).split('\n').filter(Boolean),
    simulate: async (behaviour) => {
      const code = `fetch('http://127.0.0.1:11434/simulator/behaviour', { method: 'POST', headers: { 'content-type': 'application/json' }, body: process.argv[1] }).then((r) => process.exit(r.ok ? 0 : 1))`;
      await compose('exec', '-T', 'ollama', 'node', '-e', code, JSON.stringify(behaviour));
    },
    down: async () => {
      for (const line of (
        await compose('ps', '--all', '--format', '{{.ID}} {{.Service}} {{.State}} {{.ExitCode}}')
      ).split('\n')) {
        const [id = '', service = '', state, exitCode] = line.split(' ');
        if (state !== 'exited' || exitCode === '0') continue;
        // Somebody will want to know what it said.
        process.stderr.write(
          `${service} ended with ${exitCode}:\n${await docker(['logs', '--tail', '20', id])}\n`,
        );
      }
      await compose('down', '--volumes', '--timeout', '5', '--remove-orphans');
    },
  };
}
