import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { closingLine, runTestFiles } from './lib/tally.ts';

/**
 * `npm run test:containers`: everything that needs a Docker engine. The suites of the ports on a real Postgres, then
 * the images, the stack, the journey through Caddy, and what happens when containers are killed.
 */
const root = fileURLToPath(new URL('..', import.meta.url));

const engine = spawnSync('docker', ['compose', 'version'], { encoding: 'utf8' });
const answers = spawnSync('docker', ['info'], { stdio: 'ignore' }).status === 0;
if (engine.status !== 0 || !answers) {
  console.error('No Docker engine with Compose answers. Install or start one, then run this again.');
  console.log(closingLine({ passed: 0, failed: 1 }));
  process.exit(1);
}

const patterns = process.argv.slice(2);
// One file at a time: they share the engine and two cores.
const tally = runTestFiles(patterns.length > 0 ? patterns : ['test/containers/*.test.ts'], {
  cwd: root,
  concurrency: 1,
});
console.log(closingLine(tally));
process.exit(tally.failed === 0 ? 0 : 1);
