import assert from 'node:assert/strict';
import { join } from 'node:path';
import { composeSupergraph } from '../../schema/src/compose.ts';
import { type Child, cpuMilliseconds, startNode } from '../child-process.ts';
import { withTemporaryDirectory } from '../standalone.ts';
import { ask, type Contestant, type RunningContestant, startContestant } from './contestants.ts';
import { PEERS_DIRECTORY } from './install.ts';
import type { Load, LoadResult } from './load.ts';
import type { Scenario } from './scenarios/scenario.ts';
import { SCENARIOS, type ScenarioName } from './scenarios/scenarios.ts';

/** The gateways of a comparison, all up, with the same answer to the scenario's query. */
export interface Arena {
  readonly contestants: readonly RunningContestant[];
  readonly query: string;
  /** The answer they agree on, as the first contestant writes it. */
  readonly replyText: string;
  readonly supergraphSdl: string;
  /** How many calls of subgraphs one operation takes, by contestant. */
  readonly callsOf: ReadonlyMap<string, number>;
  readonly directory: string;
}

/** Starts subgraphs and gateways, compares what they answer, and stops everything in the end. */
export function withArena<Value>(
  name: ScenarioName,
  contestants: readonly Contestant[],
  use: (arena: Arena) => Promise<Value>,
): Promise<Value> {
  const scenario = SCENARIOS[name];
  return withTemporaryDirectory(async (directory) => {
    await using stack = new AsyncDisposableStack();
    const subgraphs: Child = stack.use(startNode([join(PEERS_DIRECTORY, 'subgraph-server.ts'), name]));
    const address = await subgraphs.find(/ready at (http:\S+)/);
    const sdl = compose(scenario, address);
    const running: RunningContestant[] = [];
    for (const contestant of contestants) {
      const started = await startContestant(contestant, { directory, sdl });
      stack.use(started.child);
      running.push(started);
    }
    const callsOf = new Map<string, number>();
    const countCalls = async () => Number(await (await fetch(address)).text());
    let first: Awaited<ReturnType<typeof ask>> | undefined;
    for (const contestant of running) {
      const before = await countCalls();
      const answer = await ask(contestant.url, scenario.query);
      callsOf.set(contestant.name, (await countCalls()) - before);
      first ??= answer;
      assert.deepEqual(answer.data, first.data, `${contestant.name} answers something else.`);
    }
    return await use({
      contestants: running,
      query: scenario.query,
      replyText: first?.text ?? '',
      supergraphSdl: sdl,
      callsOf,
      directory,
    });
  });
}

function compose({ subgraphs }: Scenario, address: string): string {
  const { supergraphSdl, errors } = composeSupergraph(
    subgraphs.map(({ name, sdl }) => ({
      name,
      url: `${address}/${name}`,
      schemaSdl: sdl,
      eventsSdl: undefined,
    })),
  );
  if (errors) throw new Error(errors.join('\n'));
  return supergraphSdl;
}

/** A turn of one gateway under load. */
export interface Turn extends LoadResult {
  readonly requestsPerSecond: number;
  /** CPU time of the gateway's process for each request. */
  readonly cpuMillisecondsPerRequest: number;
}

/** Puts load on one gateway, from a process of its own. @throws Error when an answer was not what it should be */
export async function load({ url, child }: RunningContestant, options: Omit<Load, 'url'>): Promise<Turn> {
  const before = cpuMilliseconds(child.pid);
  const generator = startNode([join(PEERS_DIRECTORY, 'load.ts'), JSON.stringify({ ...options, url })]);
  const result = JSON.parse(await generator.finished()) as LoadResult;
  const cpu = cpuMilliseconds(child.pid) - before;
  if (result.faults > 0) throw new Error(`${url} failed ${result.faults} of ${result.requests} requests.`);
  return {
    ...result,
    requestsPerSecond: result.requests / result.seconds,
    cpuMillisecondsPerRequest: cpu / result.requests,
  };
}

/**
 * Lets the gateways take turns, each round beginning with another one, so that what else the machine does meets all of
 * them alike.
 *
 * @returns the turns of each, by name
 */
export async function takeTurns(
  contestants: readonly RunningContestant[],
  options: Omit<Load, 'url'> & { readonly rounds: number; readonly warmUpSeconds: number },
  log: (line: string) => void,
): Promise<ReadonlyMap<string, readonly Turn[]>> {
  const turns = new Map<string, Turn[]>(contestants.map(({ name }) => [name, []]));
  const { rounds, warmUpSeconds, ...base } = options;
  for (const contestant of contestants) await load(contestant, { ...base, seconds: warmUpSeconds });
  for (let round = 0; round < rounds; round += 1) {
    const order = contestants.map((_, index) => contestants[(index + round) % contestants.length]);
    const line: string[] = [];
    for (const contestant of order) {
      if (!contestant) continue;
      const turn = await load(contestant, base);
      turns.get(contestant.name)?.push(turn);
      line.push(
        `${contestant.name} ${turn.requestsPerSecond.toFixed(0)}/s, ${turn.cpuMillisecondsPerRequest.toFixed(2)} ms CPU`,
      );
    }
    log(`round ${round + 1}: ${line.join('; ')}`);
  }
  return turns;
}
