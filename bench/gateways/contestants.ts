import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, startNode } from '../child-process.ts';
import { freePort, ROOT } from '../standalone.ts';
import { PEERS_DIRECTORY } from './install.ts';

/** A gateway that is measured. */
export interface Contestant {
  readonly name: string;
  /** @returns what to run: Node's arguments and the environment, besides the port and the supergraph */
  command(supergraphFile: string, port: number): { args: string[]; environment: Record<string, string> };
}

/** A gateway that answers. */
export interface RunningContestant {
  readonly name: string;
  readonly url: string;
  readonly child: Child;
}

const READY_LIMIT_MILLISECONDS = 60_000;
const POLL_MILLISECONDS = 50;

/** What this project's gateway is given besides; a caching gateway is made with `ours({ … })`. */
export function ours(environment: Record<string, string> = {}): Contestant {
  return {
    name: 'ours',
    command: (supergraphFile, port) => ({
      args: [join(ROOT, 'gateway/src/index.ts')],
      environment: {
        SUPERGRAPH_FILE: supergraphFile,
        PORT: String(port),
        LOG_LEVEL: 'error',
        ...environment,
      },
    }),
  };
}

export const stock: Contestant = {
  name: 'Apollo Gateway',
  command: (supergraphFile, port) => ({
    args: [join(PEERS_DIRECTORY, 'stock-gateway.ts')],
    environment: {
      SUPERGRAPH_FILE: supergraphFile,
      PORT: String(port),
      APOLLO_TELEMETRY_DISABLED: 'true',
    },
  }),
};

const hiveWith = (name: string, ...options: string[]): Contestant => ({
  name,
  command: (supergraphFile, port) => ({
    args: [
      join(PEERS_DIRECTORY, 'node_modules/@graphql-hive/gateway/dist/bin.js'),
      'supergraph',
      supergraphFile,
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      ...options,
    ],
    environment: { LOG_LEVEL: 'error' },
  }),
});

export const hive = hiveWith('Hive Gateway');
export const hiveWithRustPlanner = hiveWith('Hive Gateway, Rust planner', '--hive-router-runtime');

/** What no gateway can beat: a Fastify route that sends the bytes of a file. */
export const plainRoute = (bodyFile: string): Contestant => ({
  name: 'plain Fastify route',
  command: (_supergraphFile, port) => ({
    args: [join(PEERS_DIRECTORY, 'plain-route.ts')],
    environment: { BODY_FILE: bodyFile, PORT: String(port) },
  }),
});

/** Starts a gateway and waits until it answers. */
export async function startContestant(
  contestant: Contestant,
  supergraph: { readonly directory: string; readonly sdl: string },
  nodeFlags: readonly string[] = [],
): Promise<RunningContestant> {
  const file = join(supergraph.directory, 'supergraph.graphql');
  writeFileSync(file, supergraph.sdl);
  const port = await freePort();
  const { args, environment } = contestant.command(file, port);
  const child = startNode(args, environment, nodeFlags);
  const url = `http://127.0.0.1:${port}/graphql`;
  try {
    await Promise.race([
      untilAnswering(url),
      child.finished().then(() => Promise.reject(new Error(`${contestant.name} ended at once.`))),
    ]);
  } catch (error) {
    await child[Symbol.asyncDispose]();
    throw error;
  }
  return { name: contestant.name, url, child };
}

async function untilAnswering(url: string): Promise<void> {
  const deadline = performance.now() + READY_LIMIT_MILLISECONDS;
  while (performance.now() < deadline) {
    const answer = await ask(url, '{ __typename }').catch(() => undefined);
    if (answer !== undefined) return;
    await sleep(POLL_MILLISECONDS);
  }
  throw new Error(`${url} did not answer within ${READY_LIMIT_MILLISECONDS / 1_000} s.`);
}

/** The data of an answer, and the answer as it came. @throws Error when there are errors in it */
export async function ask(url: string, query: string): Promise<{ data: unknown; text: string }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: unknown };
  if (errors || data === undefined) throw new Error(`${url} answered ${text.slice(0, 500)}`);
  return { data, text };
}
