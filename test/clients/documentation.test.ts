import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';

const HERE = new URL('.', import.meta.url);
const ROOT = new URL('../../', HERE);
const read = (path: string, from = ROOT) => readFile(new URL(path, from), 'utf8');

/** What of a file is meant to be shown. */
function regionOf(text: string): string {
  const [, region = text] = /^\S+ #region\n(.*?)^\S+ #endregion/ms.exec(text) ?? [];
  return region.trimEnd();
}

describe('docs/clients.md', { timeout: 180_000 }, () => {
  it('shows the code that the tests run, all of it', async () => {
    const page = await read('docs/clients.md');
    const blocks = [...page.matchAll(/^<!-- (\S+) -->\n\n```\w+\n(.*?)^```$/gms)];
    const shown = new Map(blocks.map(([, file, code]) => [String(file), String(code).trimEnd()]));
    assert.equal(shown.size, page.split('```').length >> 1, 'each block names its file');
    const files = await readdir(new URL('setup', HERE), { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile())) {
      const path = `${file.parentPath}/${file.name}`.split('/setup/')[1] ?? '';
      assert.equal(shown.get(path), regionOf(await read(`setup/${path}`, HERE)), path);
      shown.delete(path);
    }
    assert.deepEqual([...shown.keys()], []);
  });

  it('names tests that there are', async () => {
    const page = await read('docs/clients.md');
    const named = [...page.matchAll(/`([\w/-]+\.test\.ts)`(?:: "(.+?)")?/g)];
    assert.ok(named.length > 20);
    for (const [, path = '', name = ''] of named) {
      const text = path.includes('/') ? await read(path) : await read(path, HERE);
      assert.ok(text.includes(name), `${path}: ${name}`);
    }
  });
});
