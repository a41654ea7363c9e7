import { join } from 'node:path';
import { cacheInvalidation } from './cache-invalidation.ts';
import { containers } from './containers.ts';
import type { Figure, Part } from './figure.ts';
import { freshClone } from './fresh-clone.ts';
import { gatewayCached } from './gateway-cached.ts';
import { gatewayHeavy } from './gateway-heavy.ts';
import { gatewaySmall } from './gateway-small.ts';
import { memory } from './memory.ts';
import { question } from './question.ts';
import { describeMachine, writeReport } from './report.ts';
import { retrieval } from './retrieval.ts';
import { revocation } from './revocation.ts';
import { sockets } from './sockets.ts';
import { ROOT } from './standalone.ts';
import { start } from './start.ts';
import { subscriptions } from './subscriptions.ts';

/**
 * `npm run bench`: measures the parts named as arguments, or all of them, prints the figures beside their targets and
 * writes docs/benchmarks.md. A target that is missed is no failure; a part that breaks is.
 */
const PARTS: readonly Part[] = [
  start,
  memory,
  question,
  retrieval,
  containers,
  freshClone,
  gatewaySmall,
  gatewayHeavy,
  gatewayCached,
  cacheInvalidation,
  revocation,
  subscriptions,
  sockets,
];
const REPORT = join(ROOT, 'docs/benchmarks.md');

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. The parts:`);
  for (const { name, about } of PARTS) console.error(`  ${name.padEnd(20)} ${about}`);
  process.exit(1);
}

function print({ what, figure, target, met }: Figure): void {
  const verdict = met === undefined ? '' : met ? ' ✔' : ' ✖';
  console.log(`  ${what}: ${figure}${target ? ` (${target})` : ''}${verdict}`);
}

console.log(describeMachine());
for (const part of PARTS) {
  if (wanted.length > 0 && !wanted.includes(part.name)) continue;
  console.log(`\n${part.name}: ${part.about}`);
  try {
    const figures = await part.run((line) => console.log(`    ${line}`));
    if (typeof figures === 'string') {
      console.log(`  not measured: ${figures}`);
      continue;
    }
    for (const figure of figures) print(figure);
    writeReport(REPORT, part.name, figures);
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
}
