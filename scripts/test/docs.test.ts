import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { readGatewayEnvironment } from '../../gateway/src/environment.ts';
import { EnvironmentError } from '../../platform/src/environment.ts';
import { readStandaloneEnvironment } from '../../standalone/src/environment.ts';
import { readAuthEnvironment } from '../../subgraphs/auth/src/environment.ts';
import { readBusinessEnvironment } from '../../subgraphs/business/src/environment.ts';
import { readMlEnvironment } from '../../subgraphs/ml/src/environment.ts';
import { ROOT } from '../../test/helpers/running-program.ts';

type Reader = (source: NodeJS.ProcessEnv) => object;

const READERS: Readonly<Record<string, Reader>> = {
  'npm start': readStandaloneEnvironment,
  gateway: readGatewayEnvironment,
  auth: readAuthEnvironment,
  business: readBusinessEnvironment,
  ml: readMlEnvironment,
};

/** Good values for what is required somewhere. */
const SAMPLES: Readonly<Record<string, string>> = {
  DATABASE_URL: 'postgres://localhost/any',
  REDIS_URL: 'redis://localhost',
  DATA_DIR: '/data',
};

const operating = readFileSync(join(ROOT, 'docs/operating.md'), 'utf8');

/** Variable and default of each row under a heading. */
function tableUnder(heading: string): Map<string, string> {
  const section = operating.split(`\n### ${heading}\n`)[1]?.split(/\n##+ /)[0] ?? '';
  const rows = [...section.matchAll(/^\| (`.+?`) \| (.*?) \|/gm)];
  return new Map(
    rows.flatMap(([, names = '', fallback = '']) =>
      [...names.matchAll(/`(\w+)`/g)].map(([, name = '']): [string, string] => [name, fallback]),
    ),
  );
}

/** What a service reads: each variable with its default as the table says it. */
function readsOf(read: Reader): Map<string, string> {
  const asked: string[] = [];
  const required = new Set<string>();
  const spy = new Proxy<NodeJS.ProcessEnv>({}, { get: (_, name) => void asked.push(String(name)) });
  try {
    read(spy);
  } catch (error) {
    assert.ok(error instanceof EnvironmentError);
    for (const fault of error.faults) required.add(/^(\w+) is missing/.exec(fault)?.[1] ?? fault);
  }
  // Each is asked for directly, then as a file.
  const names = asked.filter((_, index) => index % 2 === 0);
  const given = [...required].map((name) => [name, SAMPLES[name] ?? 'x'.repeat(64)]);
  const values = new Map(Object.entries(read(Object.fromEntries(given))));
  return new Map(names.map((name) => [name, required.has(name) ? 'required' : present(values.get(name))]));
}

function present(value: unknown): string {
  const isEmpty = value === undefined || (typeof value === 'object' && Object.keys(value ?? {}).length === 0);
  return isEmpty ? '–' : String(value).replace(ROOT, '').replace(/\/$/, '');
}

describe('the documentation', () => {
  for (const [heading, read] of Object.entries(READERS)) {
    it(`names every variable of ${heading} with its default, and no other`, () => {
      assert.deepEqual(
        Object.fromEntries([...tableUnder(heading)].sort()),
        Object.fromEntries([...readsOf(read)].sort()),
      );
    });
  }

  it('names every variable of the Compose files, here and in .env.example', () => {
    const files = globSync(['docker-compose*.yml', 'docker/compose*.yml'], { cwd: ROOT });
    const text = files.map((file) => readFileSync(join(ROOT, file), 'utf8')).join('\n');
    const read = new Set([...text.matchAll(/(?<!\$)\$\{([A-Z_]+)/g)].map(([, name]) => name));
    const example = readFileSync(join(ROOT, '.env.example'), 'utf8');
    const offered = new Set([...example.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name));
    assert.deepEqual([...offered].sort(), [...read].sort(), '.env.example');
    assert.deepEqual([...tableUnder('Compose').keys()].sort(), [...read].sort(), 'docs/operating.md');
  });

  it('links to what exists', () => {
    for (const file of ['README.md', ...globSync('docs/**/*.md', { cwd: ROOT })]) {
      const text = readFileSync(join(ROOT, file), 'utf8');
      for (const [, target = ''] of text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
        // The picture is taken by hand.
        if (/^https?:/.test(target) || target.endsWith('.png')) continue;
        assert.ok(existsSync(join(ROOT, dirname(file), target)), `${file} links to ${target}`);
      }
    }
  });

  it('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Readonly<Record<string, string>>;
    };
    for (const file of ['README.md', ...globSync('docs/**/*.md', { cwd: ROOT })]) {
      const text = readFileSync(join(ROOT, file), 'utf8');
      for (const [, name = ''] of text.matchAll(/npm run ([a-z][\w:-]*)/g))
        assert.ok(scripts[name], `${file} names npm run ${name}`);
    }
  });
});
