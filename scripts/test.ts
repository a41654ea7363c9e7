import { fileURLToPath } from 'node:url';
import { ensureSystemPackages, TEST_PACKAGES } from './lib/system-packages.ts';
import { addTallies, closingLine, runCheck, runTestFiles, type Tally } from './lib/tally.ts';

/**
 * `npm test`: the static checks, then every test that needs no Docker engine. Patterns as arguments run only those
 * files.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const ALL = [
  '{platform,gateway,schema,standalone,web,scripts}/test/**/*.test.ts',
  '{subgraphs,docker}/*/test/**/*.test.ts',
  'test/authority/*.test.ts',
  'test/e2e/**/*.test.ts',
  'test/clients/*.test.ts',
];
/** Browsers and servers share two cores with the tests; more at a time is not faster. */
const CONCURRENCY = 2;

const missing = ensureSystemPackages(TEST_PACKAGES);
if (missing) {
  console.error(missing);
  console.log(closingLine({ passed: 0, failed: 1 }));
  process.exit(1);
}

const patterns = process.argv.slice(2);
let tally: Tally = { passed: 0, failed: 0 };
if (patterns.length === 0) {
  const check = (name: string, command: string, ...args: string[]) => {
    tally = addTallies(tally, runCheck(name, command, args, root));
  };
  check('types', 'tsc', '--noEmit', '-p', 'tsconfig.json');
  check('types of the web app', 'tsc', '--noEmit', '-p', 'web/tsconfig.json');
  check('lint and format', 'biome', 'check', '--error-on-warnings', '.');
  check('import boundaries', 'node', 'scripts/check-boundaries.ts');
  check('dead code', 'knip');
}
const files = patterns.length > 0 ? patterns : ALL;
tally = addTallies(tally, runTestFiles(files, { cwd: root, concurrency: CONCURRENCY }));
console.log(closingLine(tally));
process.exit(tally.failed === 0 ? 0 : 1);
