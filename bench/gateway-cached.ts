import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Figure, figureOf, type Part, ratioAtLeast } from './figure.ts';
import { takeTurns, withArena } from './gateways/arena.ts';
import { ours, plainRoute, startContestant, stock } from './gateways/contestants.ts';
import { installPeers } from './gateways/install.ts';
import { mediansOf } from './gateways/medians.ts';

/** What turns the response cache of our gateway on. */
const CACHE_ENVIRONMENT: Record<string, string> = {};

/** Short turns, many of them: what else a machine does comes and goes over seconds. */
const LOAD = { connections: 16, seconds: 1, rounds: 15, warmUpSeconds: 4 };
const RATIO_TO_STOCK = 10;
const RATIO_TO_PLAIN_ROUTE = 0.7;

/** A query that the response cache may answer, beside the same query uncached and beside the least there can be. */
export const gatewayCached: Part = {
  name: 'gateway-cached',
  about: 'requests per second from the response cache, beside Apollo Gateway without one and a plain route',
  async run(log) {
    const missing = installPeers(log);
    if (missing) return missing;
    return withArena('cached', [ours(CACHE_ENVIRONMENT), stock], async (arena) => {
      const bodyFile = join(arena.directory, 'reply.json');
      writeFileSync(bodyFile, arena.replyText);
      const plain = await startContestant(plainRoute(bodyFile), {
        directory: arena.directory,
        sdl: arena.supergraphSdl,
      });
      await using _child = plain.child;
      const body = JSON.stringify({ query: arena.query });
      const turns = await takeTurns([...arena.contestants, plain], { ...LOAD, body }, log);
      const rate = mediansOf(turns, 'requestsPerSecond');
      const cpu = mediansOf(turns, 'cpuMillisecondsPerRequest');
      const what = 'cacheable query, 5 KB reply, 16 connections';
      return [
        ...[...rate].map(
          ([name, value]): Figure =>
            figureOf(`${what}: ${name}`, value, `requests/s, ${cpu.get(name)?.toFixed(3)} ms CPU each`),
        ),
        ratioAtLeast(`${what}: ours to Apollo Gateway`, rate, ['ours', stock.name], RATIO_TO_STOCK),
        ratioAtLeast(`${what}: ours to a plain route`, rate, ['ours', plain.name], RATIO_TO_PLAIN_ROUTE),
      ];
    });
  },
};
