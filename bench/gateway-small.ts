import { type Figure, figureOf, type Part, ratioAtMost } from './figure.ts';
import { takeTurns, withArena } from './gateways/arena.ts';
import { hive, hiveWithRustPlanner, ours, stock } from './gateways/contestants.ts';
import { installPeers } from './gateways/install.ts';
import { mediansOf } from './gateways/medians.ts';

const LOAD = { connections: 4, seconds: 3, rounds: 5, warmUpSeconds: 4 };
const RATIO_TO_STOCK = 0.4;

/** What an ordinary federated query costs the gateway's process. */
export const gatewaySmall: Part = {
  name: 'gateway-small',
  about: 'CPU time of a query over three subgraphs, beside Apollo Gateway and Hive Gateway',
  async run(log) {
    const missing = installPeers(log);
    if (missing) return missing;
    return withArena('small', [ours(), stock, hive, hiveWithRustPlanner], async (arena) => {
      log(`${arena.replyText.length} bytes; calls of subgraphs: ${JSON.stringify([...arena.callsOf])}`);
      const body = JSON.stringify({ query: arena.query });
      const turns = await takeTurns(arena.contestants, { ...LOAD, body }, log);
      const cpu = mediansOf(turns, 'cpuMillisecondsPerRequest');
      const what = 'gateway CPU per request, 10 products × reviews × author';
      return [
        ...[...cpu].map(([name, value]): Figure => figureOf(`${what}: ${name}`, value, 'ms')),
        ratioAtMost(`${what}: ours to Apollo Gateway`, cpu, ['ours', stock.name], RATIO_TO_STOCK),
        ratioAtMost(`${what}: ours to Hive Gateway`, cpu, ['ours', hive.name], 1),
        ratioAtMost(
          `${what}: ours to Hive Gateway, Rust planner`,
          cpu,
          ['ours', hiveWithRustPlanner.name],
          undefined,
        ),
      ];
    });
  },
};
