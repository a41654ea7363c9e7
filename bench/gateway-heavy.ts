import { type Figure, figureOf, type Part, ratioAtLeast } from './figure.ts';
import { takeTurns, withArena } from './gateways/arena.ts';
import { hive, hiveWithRustPlanner, ours, stock } from './gateways/contestants.ts';
import { installPeers } from './gateways/install.ts';
import { mediansOf } from './gateways/medians.ts';

const LOAD = { connections: 50, seconds: 8, rounds: 3, warmUpSeconds: 5 };
const RATIO_TO_STOCK = 200 / 98;

/** The public benchmark's query: 16 calls of subgraphs with hundreds of representations, a reply of 87 KB. */
export const gatewayHeavy: Part = {
  name: 'gateway-heavy',
  about: 'requests per second of a deep query over four subgraphs, 50 connections, beside the same gateways',
  async run(log) {
    const missing = installPeers(log);
    if (missing) return missing;
    return withArena('heavy', [ours(), stock, hive, hiveWithRustPlanner], async (arena) => {
      log(`${arena.replyText.length} bytes; calls of subgraphs: ${JSON.stringify([...arena.callsOf])}`);
      const body = JSON.stringify({ query: arena.query });
      const turns = await takeTurns(arena.contestants, { ...LOAD, body }, log);
      const rate = mediansOf(turns, 'requestsPerSecond');
      const cpu = mediansOf(turns, 'cpuMillisecondsPerRequest');
      const kilobytes = (arena.replyText.length / 1_000).toFixed(0);
      const what = `deep query, ${kilobytes} KB reply, 50 connections`;
      return [
        ...[...rate].map(
          ([name, value]): Figure =>
            figureOf(`${what}: ${name}`, value, `requests/s, ${cpu.get(name)?.toFixed(1)} ms CPU each`),
        ),
        ratioAtLeast(`${what}: ours to Apollo Gateway`, rate, ['ours', stock.name], RATIO_TO_STOCK),
        ratioAtLeast(`${what}: ours to Hive Gateway`, rate, ['ours', hive.name], undefined),
        ratioAtLeast(
          `${what}: ours to Hive Gateway, Rust planner`,
          rate,
          ['ours', hiveWithRustPlanner.name],
          undefined,
        ),
      ];
    });
  },
};
