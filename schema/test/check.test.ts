import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { checkSchema } from '../src/check.ts';
import { projectWorkplace, type Workplace } from '../src/workplace.ts';
import { publishSchema, writeSchema } from '../src/write.ts';

describe('schema:check', () => {
  const project = projectWorkplace();
  let root: string;
  let workplace: Workplace;

  before(() => {
    root = mkdtempSync(join(tmpdir(), 'schema-check-'));
  });
  after(() => rmSync(root, { recursive: true, force: true }));

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
    writeFileSync(join(workplace.webOperations, 'me.graphql'), 'query Me { me { id name } }\n');
    writeSchema(workplace);
    publishSchema(workplace);
  });

  /** Replaces a text that must be there, so that a renamed schema cannot make a test pass by changing nothing. */
  function edit(path: string, from: string, to: string): void {
    const text = readFileSync(path, 'utf8');
    assert.ok(text.includes(from), `${path} has no "${from}"`);
    writeFileSync(path, text.replace(from, to));
  }
  const sdl = (name: string, file = 'schema.graphql') => join(workplace.subgraphs, name, file);

  async function assertRefused(expected: RegExp): Promise<void> {
    const { faults } = await checkSchema(workplace);
    assert.ok(
      faults.some((fault) => expected.test(fault)),
      `none of these faults matches ${expected}: ${JSON.stringify(faults)}`,
    );
  }

  it('accepts a contract with nothing wrong', async () => {
    assert.deepEqual((await checkSchema(workplace)).faults, []);
  });

  it("accepts the project's own contract", async () => {
    assert.deepEqual((await checkSchema(project)).faults, []);
  });

  it('refuses subgraphs that do not compose', async () => {
    edit(
      sdl('business'),
      '@key(fields: "id") {\n  id: ID!\n  "The conversations',
      '{\n  id: ID!\n  "The conversations',
    );
    await assertRefused(/does not compose/);
  });

  it('refuses a supergraph that is not what the subgraphs compose to', async () => {
    edit(sdl('auth'), 'type Query {', 'type Query {\n  "How late it is."\n  now: DateTime\n');
    await assertRefused(/supergraph\.graphql is not what the subgraphs compose to/);
  });

  it('refuses a change that breaks clients of the published schema', async () => {
    edit(sdl('auth'), '  "The name the person wants to be shown by."\n  name: String!\n', '');
    writeSchema(workplace);
    await assertRefused(/breaks clients of the published schema: .*name.*User/);
  });

  it('refuses a published change that a recorded operation does not survive', async () => {
    edit(sdl('auth'), '  "The name the person wants to be shown by."\n  name: String!\n', '');
    writeSchema(workplace);
    publishSchema(workplace);
    await assertRefused(/operations\/web\/me\.graphql: Cannot query field "name" on type "User"/);
  });

  it('refuses a web operation that is not recorded as it is sent', async () => {
    writeFileSync(join(workplace.webOperations, 'me.graphql'), 'query Me { me { id } }\n');
    await assertRefused(/operations\/web\/me\.graphql is not what the web app sends/);
  });

  it('refuses a recorded operation that the web app sends no more', async () => {
    rmSync(join(workplace.webOperations, 'me.graphql'));
    await assertRefused(/me\.graphql is recorded, but the web app sends it no more/);
  });

  it("refuses a third party's recorded operation that does not validate", async () => {
    mkdirSync(join(workplace.schema, 'operations/partner'), { recursive: true });
    writeFileSync(join(workplace.schema, 'operations/partner/ask.graphql'), 'query Ask { nothing }\n');
    await assertRefused(/operations\/partner\/ask\.graphql: Cannot query field "nothing"/);
  });

  it('refuses a subscription field without "after"', async () => {
    edit(
      sdl('ml', 'events.graphql'),
      '    "Continue after this event; without it from the first."\n    after: Cursor\n',
      '',
    );
    await assertRefused(/Subscription\.generationEvents takes no argument "after: Cursor"/);
  });

  it('refuses a subscription whose events have no cursor', async () => {
    edit(sdl('ml', 'events.graphql'), '  "Continue after this event with it."\n  cursor: Cursor!\n', '');
    await assertRefused(/GenerationEvent of Subscription\.generationEvents has no "cursor: Cursor!"/);
  });

  it('refuses a public field without a description', async () => {
    edit(sdl('auth'), 'type Query {', 'type Query {\n  now: DateTime\n');
    await assertRefused(/Query\.now has no description/);
  });
});
