import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import {
  documentHash,
  formatManifest,
  parseManifest,
} from '@codexcontinue/platform/operations/operation-manifest';
import { buildSchema } from 'graphql';
import { findManifestDrift, writeManifests } from '../src/manifests.ts';
import { findInvalidRecorded } from '../src/operations.ts';
import { RegistrationError, registerOperations } from '../src/register.ts';
import { projectWorkplace, type Workplace } from '../src/workplace.ts';

describe('registering operations of a client', () => {
  let root: string;
  let folder: string;
  let workplace: Workplace;
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'register-'));
  });
  after(() => rmSync(root, { recursive: true }));
  beforeEach(() => {
    folder = mkdtempSync(join(root, 'case-'));
    workplace = {
      subgraphs: join(folder, 'subgraphs'),
      schema: join(folder, 'schema'),
      webOperations: join(folder, 'web'),
    };
    mkdirSync(workplace.schema);
    mkdirSync(workplace.webOperations);
    cpSync(join(projectWorkplace().schema, 'api.graphql'), join(workplace.schema, 'api.graphql'));
    writeFileSync(join(workplace.webOperations, 'me.graphql'), 'query Me { me { id } }\n');
    writeManifests(workplace);
  });

  const write = (name: string, text: string) => {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  const register = (source: string, more: { client?: string; replace?: boolean } = {}) =>
    registerOperations(workplace, { client: 'mobile', replace: false, ...more, source });
  const manifest = (client = 'mobile') =>
    parseManifest(readFileSync(join(workplace.schema, `operations/manifests/${client}.json`), 'utf8'));
  const files = () => readdirSync(join(workplace.schema, 'operations/clients/mobile')).sort();

  it('writes each with the fragments it uses, a file that is the very document, and the manifest', () => {
    write('in/a.graphql', 'query Name { me { ...Person } } query Id { me { id } }');
    write('in/deep/b.graphql', 'fragment Person on User { name }');
    const registered = register(join(folder, 'in'));
    assert.deepEqual(registered.map(({ name }) => name).sort(), ['Id', 'Name']);
    assert.deepEqual(
      manifest().map(({ name }) => name),
      ['Id', 'Name'],
    );
    const bodies = files().map((file) =>
      readFileSync(join(workplace.schema, 'operations/clients/mobile', file), 'utf8'),
    );
    assert.deepEqual(new Set(bodies.map(documentHash)), new Set(manifest().map(({ id }) => id)));
    assert.ok(bodies.some((body) => body.includes('...Person') && body.includes('fragment Person on User')));
    assert.ok(bodies.some((body) => !body.includes('Person')));
    assert.deepEqual(findManifestDrift(workplace), []);
    assert.equal(manifest('web').length, 1);
  });

  it("takes Apollo's manifest, its texts byte for byte", () => {
    const body = 'query Name{me{name __typename}}';
    const source = write(
      'manifest.json',
      formatManifest([{ id: documentHash(body), body, name: 'Name', type: 'query' }]),
    );
    register(source);
    assert.equal(manifest()[0]?.body, body);
  });

  it('keeps what was registered before, other versions too, until it is replaced', () => {
    register(write('one.graphql', 'query Name { me { name } }'));
    register(write('two.graphql', 'query Name { me { name id } }'));
    assert.equal(files().length, 2);
    register(write('three.graphql', 'query Other { me { id } }'), { replace: true });
    assert.deepEqual(
      manifest().map(({ name }) => name),
      ['Other'],
    );
  });

  for (const [what, text, reason] of [
    ['the schema does not answer', 'query A { nothing }', /A: Cannot query field "nothing"/],
    ['has no name', '{ me { id } }', /has one operation, and that has a name/],
    ['uses a fragment that is nowhere', 'query A { me { ...Lost } }', /A: Unknown fragment "Lost"/],
    ['is no GraphQL', 'query A {', /Syntax Error/],
    ['is nothing', '# nothing', /Syntax Error/],
  ] as const) {
    it(`refuses what ${what}, and writes nothing`, () => {
      const source = write('bad.graphql', `${text}`);
      write('in/good.graphql', 'query Good { me { id } }');
      assert.throws(
        () => register(source),
        (error: unknown) => {
          assert.ok(error instanceof RegistrationError);
          assert.match(error.message, reason);
          return true;
        },
      );
      assert.throws(files, { code: 'ENOENT' });
    });
  }

  it('refuses names that are no clients, and the web app, whose operations are its own', () => {
    const source = write('a.graphql', 'query A { me { id } }');
    for (const client of ['', '../up', 'a b', 'web', 'x'.repeat(65)]) {
      assert.throws(() => register(source, { client }), RegistrationError, client);
    }
  });

  it('is a contract: the schema may not stop to answer them, and the files may not change unnoticed', () => {
    register(write('one.graphql', 'query Name { me { name } }'));
    const other = buildSchema('type Query { me: User } type User { id: ID }');
    assert.match(
      findInvalidRecorded(workplace.schema, other).join(),
      /Name\..*graphql: Cannot query field "name"/,
    );
    const [file = ''] = files();
    writeFileSync(join(workplace.schema, 'operations/clients/mobile', file), 'query Name { me { id } }');
    assert.match(
      findManifestDrift(workplace).join(),
      /manifests\/mobile\.json is not what the operations say/,
    );
  });

  it('notices a manifest of nobody', () => {
    writeFileSync(join(workplace.schema, 'operations/manifests/ghost.json'), formatManifest([]));
    assert.match(findManifestDrift(workplace).join(), /ghost\.json is not what the operations say/);
  });
});
