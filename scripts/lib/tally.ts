import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Hundreds of processes load the same modules: each is compiled once. */
const COMPILED = fileURLToPath(new URL('../../node_modules/.cache/codexcontinue/compiled', import.meta.url));

/** How many tests passed and failed. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

export const addTallies = (left: Tally, right: Tally): Tally => ({
  passed: left.passed + right.passed,
  failed: left.failed + right.failed,
});

/** The line every test run of the project ends with. */
export const closingLine = ({ passed, failed }: Tally) => `${passed} passed, ${failed} failed`;

/** Runs a command that is a single test: it passes when it ends with 0. */
export function runCheck(name: string, command: string, args: readonly string[], cwd: string): Tally {
  const started = Date.now();
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  const seconds = ((Date.now() - started) / 1_000).toFixed(1);
  process.stdout.write(`${status === 0 ? '✔' : '✖'} ${name} (${seconds} s)\n`);
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Runs test files with Node's runner. A run that breaks off, or finds no test, counts as a failure. */
export function runTestFiles(
  patterns: readonly string[],
  options: {
    readonly cwd: string;
    readonly concurrency: number;
    readonly env?: Readonly<Record<string, string>>;
  },
): Tally {
  // Inside a test, Node's runner would take the files for subtests and skip them.
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
  const folder = mkdtempSync(join(tmpdir(), 'tally-'));
  const tallyPath = join(folder, 'tally.json');
  const { status } = spawnSync(
    'node',
    [
      '--test',
      `--test-concurrency=${options.concurrency}`,
      '--test-timeout=300000',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      `--test-reporter=${new URL('./tally-reporter.ts', import.meta.url).href}`,
      `--test-reporter-destination=${tallyPath}`,
      ...patterns,
    ],
    {
      cwd: options.cwd,
      stdio: 'inherit',
      env: { NODE_COMPILE_CACHE: COMPILED, ...environment, ...options.env },
    },
  );
  const tally = readTally(tallyPath);
  rmSync(folder, { recursive: true, force: true });
  if (!tally || tally.passed + tally.failed === 0) return { passed: 0, failed: 1 };
  // Something outside a test failed: a file that does not load, a process that died.
  return status !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

function readTally(path: string): Tally | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Tally;
  } catch {
    return undefined;
  }
}
