import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { TEST_PACKAGES } from '../system-packages.ts';
import type { Finding } from './finding.ts';

const run = promisify(execFile);
const TIMEOUT_MILLISECONDS = 10_000;

/** What the tests need and npm does not bring. */
export function checkTestPrograms(path = process.env.PATH ?? ''): Finding {
  const name = 'Test programs';
  const isThere = (program: string) =>
    path.split(delimiter).some((folder) => existsSync(join(folder, program)));
  const needed = TEST_PACKAGES.map(({ program }) => program);
  const missing = needed.filter((program) => !isThere(program));
  if (missing.length === 0)
    return {
      name,
      status: 'ok',
      message: `${inWords(needed)} are installed ("npm test" needs them).`,
    };
  return {
    name,
    status: 'note',
    message: `${inWords(missing)} ${missing.length === 1 ? 'is' : 'are'} missing; only "npm test" needs ${missing.length === 1 ? 'it' : 'them'}.`,
    advice: `Debian: apt-get install ${missing.join(' ')} ("npm test" does it itself as root).`,
  };
}

const inWords = (names: readonly string[]) => new Intl.ListFormat('en').format(names);

/** The Docker engine and Compose. */
export async function checkDocker(): Promise<Finding> {
  const name = 'Docker';
  const advice =
    'Only the containers need it ("docker compose up", "npm run test:containers"), not "npm start".';
  const engine = await answerOf('docker', 'version', '--format', '{{.Server.Version}}');
  if (!engine) return { name, status: 'note', message: 'No Docker engine answers.', advice };
  const compose = await answerOf('docker', 'compose', 'version', '--short');
  if (!compose)
    return { name, status: 'note', message: `Docker ${engine} answers, but has no Compose plugin.`, advice };
  return { name, status: 'ok', message: `Docker ${engine} with Compose ${compose} answers.` };
}

/** What `docker compose ps --format json` tells of a container. */
interface Container {
  readonly Service: string;
  readonly State: string;
  readonly Health: string;
}

/** The containers of `docker compose up`. */
export async function checkStack(root: string, project = 'codexcontinue'): Promise<Finding> {
  const name = 'Containers';
  const printed = await answerOf(
    'docker',
    'compose',
    '--project-directory',
    root,
    '-p',
    project,
    'ps',
    '--all',
    '--format',
    'json',
  );
  const containers = readContainers(printed ?? '');
  if (containers.length === 0)
    return {
      name,
      status: 'ok',
      message: `The stack "${project}" is not up; "docker compose up" starts it.`,
    };
  return describeContainers(project, containers);
}

/** @param printed a JSON array or, from Compose 2.21 on, an object on each line */
export function readContainers(printed: string): Container[] {
  const text = printed.trim();
  if (text === '') return [];
  return text.startsWith('[') ? JSON.parse(text) : text.split('\n').map((line) => JSON.parse(line));
}

export function describeContainers(project: string, containers: readonly Container[]): Finding {
  const name = 'Containers';
  // One-shot services are done when they have exited.
  const stateOf = ({ State, Health }: Container) => Health || State;
  const inTrouble = containers.filter((one) => /^(unhealthy|restarting|dead)$/.test(stateOf(one)));
  const told = containers.map((one) => `${one.Service} ${stateOf(one)}`).join(', ');
  const message = `The stack "${project}" is there: ${told}.`;
  if (inTrouble.length === 0) return { name, status: 'ok', message };
  const advice = `docker compose logs ${inTrouble.map(({ Service }) => Service).join(' ')}`;
  return { name, status: 'note', message, advice };
}

/** What a program prints; undefined when it is not there or fails. */
async function answerOf(program: string, ...args: string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run(program, args, { timeout: TIMEOUT_MILLISECONDS });
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
