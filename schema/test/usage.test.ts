import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createLogger } from '@codexcontinue/platform/log';
import { createRedisUsageStore } from '@codexcontinue/platform/operations/redis-usage-store';
import { addDays, dayOf, type UsageReport } from '@codexcontinue/platform/operations/usage-store';
import { buildSchema, parse } from 'graphql';
import { freePort, type RedisServer, startRedisServer } from '../../platform/test/helpers/redis-server.ts';
import { checkSchema } from '../src/check.ts';
import { readUsageSettings } from '../src/environment.ts';
import { findBreakingChanges } from '../src/rules/breaking-changes.ts';
import { findDeprecatedUses, judgeBreakingChanges, recordedUses } from '../src/rules/used-contract.ts';
import { readUsage } from '../src/usage-source.ts';
import { formatUsage } from '../src/usage-table.ts';
import { projectWorkplace, type Workplace } from '../src/workplace.ts';
import { publishSchema, writeSchema } from '../src/write.ts';

/** Of 1,000 operations. */
function reportOf(counts: Readonly<Record<string, number>>): UsageReport {
  return {
    from: '2026-10-26',
    to: '2026-11-24',
    executions: 1_000,
    operations: [],
    coordinates: Object.entries(counts).map(([coordinate, count]) => ({
      coordinate,
      count,
      clients: { mobile: count },
      lastUsedOn: '2026-11-20',
    })),
  };
}

const PUBLISHED = `
  interface Named { name: String }
  type User implements Named { id: ID! name: String old: Int @deprecated(reason: "x") }
  enum Order { UP DOWN }
  input Filter { text: String }
  union Found = User | Pet
  type Pet implements Named { name: String }
  type Query { me: User  find(filter: Filter, order: Order, first: Int): [Found]  named: Named }
`;

/** Each change with what a client must use to be broken by it. */
const CHANGES: readonly (readonly [what: string, from: string, to: string, coordinate: string])[] = [
  ['a field that is gone', 'old: Int @deprecated(reason: "x")', '', 'User.old'],
  [
    'a field of another type',
    'type User implements Named { id: ID!',
    'type User implements Named { id: Int!',
    'User.id',
  ],
  ['an argument that is gone', ', first: Int', '', 'Query.find(first:)'],
  ['an argument that is required now', 'first: Int', 'first: Int!', 'Query.find'],
  ['a new argument that is required', 'first: Int', 'first: Int, last: Int!', 'Query.find'],
  ['an enum value that is gone', 'UP DOWN', 'UP', 'Order.DOWN'],
  ['an input field that is gone', '{ text: String }', '{ other: String }', 'Filter.text'],
  ['a new input field that is required', '{ text: String }', '{ text: String more: Int! }', 'Filter'],
  ['a type that is no member any more', 'User | Pet', 'User', 'Found'],
  ['a type that is no more what it was', 'type Pet implements Named', 'type Pet', 'Pet'],
];

describe('a breaking change, with usage', () => {
  const published = buildSchema(PUBLISHED);
  const judge = async (
    from: string,
    to: string,
    observed: { report: UsageReport; threshold: number } | undefined,
    recorded = recordedUses(published, []),
  ) => {
    assert.ok(PUBLISHED.includes(from), from);
    const changes = await findBreakingChanges(published, buildSchema(PUBLISHED.replace(from, to)));
    assert.ok(changes.length > 0);
    return judgeBreakingChanges(changes, recorded, observed);
  };

  for (const [what, from, to, coordinate] of CHANGES) {
    it(`is a note for ${what} when nobody used it, and a fault when somebody did`, async () => {
      const unused = { report: reportOf({ 'Query.me': 1_000 }), threshold: 0.001 };
      const note = await judge(from, to, unused);
      assert.deepEqual(note.faults, []);
      assert.match(note.notes[0] ?? '', /^breaking, but unused in the window: /);
      const used = { report: reportOf({ [coordinate]: 500 }), threshold: 0.001 };
      const { faults } = await judge(from, to, used);
      assert.match(faults.join(), /used by 50 % of operations: mobile/);
    });
  }

  it('counts as used from the threshold on', async () => {
    const [, from, to] = CHANGES[0] ?? ['', '', ''];
    for (const [count, faults] of [
      [9, 0],
      [10, 1],
    ] as const) {
      const verdict = await judge(from, to, { report: reportOf({ 'User.old': count }), threshold: 0.01 });
      assert.equal(verdict.faults.length, faults);
    }
  });

  it('is a fault when a recorded operation uses it, whatever the share', async () => {
    const [, from, to] = CHANGES[0] ?? ['', '', ''];
    const recorded = recordedUses(published, [['partner', parse('query A { me { old } }')]]);
    const verdict = await judge(from, to, { report: reportOf({}), threshold: 1 }, recorded);
    assert.match(verdict.faults[0] ?? '', /'old'.*'User' \(recorded by partner\)/);
  });

  it('is a fault without observations, and with those of a time when nothing ran', async () => {
    const [, from, to] = CHANGES[0] ?? ['', '', ''];
    const nothing = { report: { ...reportOf({}), executions: 0 }, threshold: 0.001 };
    for (const observed of [undefined, nothing]) {
      const verdict = await judge(from, to, observed);
      assert.equal(verdict.faults.length, 1);
      assert.deepEqual(verdict.notes, []);
    }
  });

  it('is a fault when it cannot be said who is broken', async () => {
    const withDirective = buildSchema('directive @mine on FIELD\n type Query { a: Int }');
    const changes = await findBreakingChanges(withDirective, buildSchema('type Query { a: Int }'));
    const verdict = judgeBreakingChanges(changes, new Map(), { report: reportOf({}), threshold: 0.001 });
    assert.equal(verdict.faults.length, 1);
  });

  it('lists what is deprecated and still used, with its clients', () => {
    const recorded = recordedUses(published, [['web', parse('{ me { old } }')]]);
    assert.deepEqual(
      findDeprecatedUses(published, recorded, {
        report: reportOf({ 'User.old': 3, 'User.id': 9 }),
        threshold: 1,
      }),
      ['deprecated, but still used: User.old (recorded by web, used 3 times by mobile, last on 2026-11-20)'],
    );
  });
});

describe('schema:check with usage', () => {
  const project = projectWorkplace();
  let workplace: Workplace;
  let root: string;
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'schema-usage-'));
  });
  after(() => rmSync(root, { recursive: true }));
  beforeEach(() => {
    const folder = mkdtempSync(join(root, 'case-'));
    workplace = {
      subgraphs: join(folder, 'subgraphs'),
      schema: join(folder, 'schema'),
      webOperations: join(folder, 'web'),
    };
    for (const name of ['auth', 'business', 'ml']) {
      for (const file of ['schema.graphql', 'events.graphql', 'package.json']) {
        const source = join(project.subgraphs, name, file);
        if (existsSync(source)) cpSync(source, join(workplace.subgraphs, name, file));
      }
    }
    mkdirSync(workplace.schema);
    mkdirSync(workplace.webOperations);
    writeFileSync(join(workplace.webOperations, 'me.graphql'), 'query Me { me { id } }\n');
    writeSchema(workplace);
    publishSchema(workplace);
    const path = join(workplace.subgraphs, 'auth/schema.graphql');
    const text = readFileSync(path, 'utf8');
    const field = '  "The name the person wants to be shown by."\n  name: String!\n';
    assert.ok(text.includes(field));
    writeFileSync(path, text.replace(field, ''));
    writeSchema(workplace);
  });

  it('accepts the removal of what nobody used, and says so', async () => {
    const observed = { report: reportOf({ 'User.id': 1_000 }), threshold: 0.001 };
    const { faults, notes } = await checkSchema(workplace, observed);
    assert.deepEqual(faults, []);
    assert.match(notes.join('\n'), /breaking, but unused in the window: .*name.*User/);
  });

  it('refuses the removal of what was used', async () => {
    const observed = { report: reportOf({ 'User.name': 1 }), threshold: 0.001 };
    assert.match(
      (await checkSchema(workplace, observed)).faults.join(),
      /name.*User.*used by 0\.10 % of operations/,
    );
  });

  it('refuses it without usage', async () => {
    assert.match(
      (await checkSchema(workplace)).faults.join(),
      /breaks clients of the published schema: .*name/,
    );
  });
});

describe('the source of usage', () => {
  let redis: RedisServer;
  let folder: string;
  before(async () => {
    redis = await startRedisServer();
    folder = mkdtempSync(join(tmpdir(), 'usage-source-'));
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await redis.stop();
  });

  it("is the gateways' Redis for the days of the window, or a file that holds the same", async () => {
    const store = createRedisUsageStore({ url: redis.url, logger: createLogger('test', 'silent') });
    const today = dayOf(new Date());
    const use = {
      client: 'web',
      operationName: 'Me',
      documentHash: 'a'.repeat(64),
      coordinates: ['User.name'],
      count: 2,
      isRegistered: true,
    };
    await store.add(today, [use]);
    await store.add(addDays(today, -40), [use]);
    await store.close();
    const report = await readUsage(redis.url, 30);
    assert.equal(report.executions, 2);
    const path = join(folder, 'usage.json');
    writeFileSync(path, JSON.stringify(report));
    assert.deepEqual(await readUsage(path, 30), JSON.parse(JSON.stringify(report)));
    const table = formatUsage(report, new Set(['User.name']));
    assert.match(table, /Me +web +aaaaaaaaaaaa +2 +100\.00 %/);
    assert.match(table, /User\.name \(deprecated\) +2 +100\.00 % +\S+ +web/);
  });

  it('is said to be missing, rather than taken for a time when nothing was used', async () => {
    const path = join(folder, 'other.json');
    await assert.rejects(readUsage(path, 30), /cannot be read/);
    writeFileSync(path, '{"executions": "many"}');
    await assert.rejects(readUsage(path, 30), /is no report of usage/);
    await assert.rejects(readUsage(`redis://127.0.0.1:${await freePort()}`, 30), /Redis does not answer/);
  });

  it('is chosen by flags before the environment, and faults are named', () => {
    const settings = readUsageSettings(['--usage', 'a.json', '--threshold', '0.5%'], {
      USAGE: 'b.json',
      USAGE_WINDOW_DAYS: '7',
    });
    assert.deepEqual(settings, {
      USAGE: 'a.json',
      USAGE_WINDOW_DAYS: 7,
      USAGE_THRESHOLD: 0.005,
      json: false,
    });
    assert.deepEqual(readUsageSettings([], {}), {
      USAGE: undefined,
      USAGE_WINDOW_DAYS: 30,
      USAGE_THRESHOLD: 0.001,
      json: false,
    });
    assert.throws(() => readUsageSettings(['--threshold', '101%'], {}), /"101%" is no share/);
    assert.throws(() => readUsageSettings(['--threshold', 'x'], {}), /"x" is no share/);
    assert.throws(() => readUsageSettings(['--window-days', '91'], {}), /"91" is no number of days/);
    assert.throws(() => readUsageSettings(['--tresh', '1'], {}), /Unknown option/);
  });
});
