import assert from 'node:assert/strict';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { createLogger } from '@codexcontinue/platform/log';
import {
  documentHash,
  formatManifest,
  ManifestError,
} from '@codexcontinue/platform/operations/operation-manifest';
import { readGatewayEnvironment } from '../src/environment.ts';
import { type Manifests, readManifests, watchManifests } from '../src/operations/manifest-folder.ts';
import { eventually } from './support/gateway.ts';

function manifestOf(...bodies: string[]): string {
  return formatManifest(
    bodies.map((body) => ({ id: documentHash(body), body, name: 'A', type: 'query' as const })),
  );
}

describe('the folder of manifests', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'manifests-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('holds a manifest for each client, by its name', async () => {
    writeFileSync(join(folder, 'web.json'), manifestOf('query A { a }'));
    writeFileSync(join(folder, 'mobile.json'), manifestOf());
    writeFileSync(join(folder, 'README.md'), 'not a manifest');
    const manifests = await readManifests(folder);
    assert.deepEqual([...manifests.keys()], ['mobile', 'web']);
    assert.equal(manifests.get('web')?.[0]?.body, 'query A { a }');
  });

  it('is refused whole for one manifest that cannot be used, which is named', async () => {
    writeFileSync(join(folder, 'web.json'), manifestOf('query A { a }'));
    for (const [file, text, reason] of [
      ['partner.json', '{', /partner\.json: it is no JSON/],
      ['partner.json', manifestOf('query A {'), /partner\.json: Syntax Error/],
      ['a b.json', manifestOf(), /a b\.json: no client can be called so/],
    ] as const) {
      writeFileSync(join(folder, file), text);
      await assert.rejects(readManifests(folder), (error: unknown) => {
        assert.ok(error instanceof ManifestError);
        assert.match(error.message, reason);
        return true;
      });
      rmSync(join(folder, file));
    }
    await assert.rejects(readManifests(join(folder, 'missing')), { code: 'ENOENT' });
  });

  it('is read again after each change; what is refused changes nothing', async () => {
    const seen: Manifests[] = [];
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    });
    const watcher = watchManifests(
      folder,
      (manifests) => seen.push(manifests),
      createLogger('test', 'info', sink),
    );
    writeFileSync(join(folder, 'web.json'), manifestOf('query A { a }'));
    await eventually(() => seen.length === 1, 'the first change');
    writeFileSync(join(folder, 'web.json'), 'broken');
    await eventually(() => lines.length === 1, 'the refusal');
    assert.match(lines[0] ?? '', /web\.json: it is no JSON/);
    writeFileSync(join(folder, 'new'), manifestOf('query A { b }'));
    renameSync(join(folder, 'new'), join(folder, 'web.json'));
    await eventually(() => seen.length === 2, 'the second change');
    assert.equal(seen[1]?.get('web')?.[0]?.body, 'query A { b }');
    watcher.stop();
  });
});

describe('settings of the operations', () => {
  const read = (source: Record<string, string>) => readGatewayEnvironment(source);

  it('take the committed manifests for the committed supergraph only', () => {
    assert.match(read({}).OPERATIONS_DIR ?? '', /schema\/operations\/manifests$/);
    assert.equal(read({ SUPERGRAPH_FILE: '/other.graphql' }).OPERATIONS_DIR, undefined);
    assert.equal(
      read({ SUPERGRAPH_FILE: '/other.graphql', OPERATIONS_DIR: '/mine' }).OPERATIONS_DIR,
      '/mine',
    );
  });

  it('refuse a safelist with nothing on it, and modes that do not exist', () => {
    const elsewhere = { SUPERGRAPH_FILE: '/other.graphql' };
    assert.throws(() => read({ ...elsewhere, SAFELIST: 'on' }), /OPERATIONS_DIR is missing/);
    assert.throws(() => read({ ...elsewhere, SAFELIST_CLIENTS: 'a=on' }), /OPERATIONS_DIR is missing/);
    assert.throws(() => read({ SAFELIST: 'yes' }), /SAFELIST: "yes" is not known/);
    assert.throws(() => read({ SAFELIST_CLIENTS: 'a=yes' }), /SAFELIST_CLIENTS: "yes" is not known/);
    assert.deepEqual(read({ SAFELIST_CLIENTS: 'a=on,b=log' }).SAFELIST_CLIENTS, { a: 'on', b: 'log' });
  });
});
