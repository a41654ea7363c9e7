import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runTestFiles } from '../../scripts/lib/tally.ts';
import { docker } from '../helpers/docker.ts';
import { ROOT } from '../helpers/running-program.ts';

const SUITES = [
  'platform/test/*database.test.ts',
  'subgraphs/*/test/*.database.test.ts',
  'standalone/test/*.database.test.ts',
];

describe('the suites of the ports, on a real Postgres with pgvector', () => {
  const name = `codexcontinue-test-${randomBytes(4).toString('hex')}`;
  let url: string;

  before(async () => {
    const password = randomBytes(12).toString('hex');
    await docker([
      'run',
      '--detach',
      '--rm',
      '--name',
      name,
      '--env',
      `POSTGRES_PASSWORD=${password}`,
      '--publish',
      '127.0.0.1::5432',
      'pgvector/pgvector:pg17',
    ]);
    const port = (await docker(['port', name, '5432/tcp'])).split(':').at(-1);
    url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
    // pg_isready asks over TCP, which the server answers only once its first start is over.
    await docker([
      'exec',
      name,
      'sh',
      '-c',
      'until pg_isready -q -h 127.0.0.1 -U postgres; do sleep 0.2; done',
    ]);
  });
  after(() => docker(['rm', '--force', name]));

  it('pass', () => {
    const tally = runTestFiles(SUITES, {
      cwd: fileURLToPath(new URL('../..', import.meta.url)),
      concurrency: 2,
      env: { TEST_DATABASE_URL: url },
    });
    assert.equal(tally.failed, 0);
    assert.ok(tally.passed > 15, `only ${tally.passed} tests ran in ${ROOT}`);
  });
});
