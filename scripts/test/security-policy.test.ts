import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ROOT } from '../../test/helpers/running-program.ts';

const text = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');
const rows = [...text.matchAll(/^\| (.+?) \| ((?:A\d+(?:, )?)+) \| (.+) \|$/gm)];

/** Numbers of risks in the names of a file's tests. */
function numbersIn(path: string): Set<string> {
  const source = readFileSync(join(ROOT, path), 'utf8');
  const names = source.match(/['"`]A\d+ [^\n]*/g) ?? [];
  return new Set(names.flatMap((name) => name.match(/\bA\d+\b/g) ?? []));
}

describe('SECURITY.md', () => {
  it('claims of each risk what a test is named after', () => {
    assert.ok(rows.length > 8);
    for (const [, what = '', numbers = '', files = ''] of rows) {
      const paths = [...files.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
      const tested = paths.map(numbersIn);
      for (const number of numbers.split(', '))
        assert.ok(
          tested.some((found) => found.has(number)),
          `${number} (${what}) is in none of ${paths}`,
        );
      for (const [index, found] of tested.entries())
        assert.ok(
          numbers.split(', ').some((number) => found.has(number)),
          `${paths[index]} closes nothing of "${what}"`,
        );
    }
  });

  it('links to what exists', () => {
    for (const [, target = ''] of text.matchAll(/\]\(([^)#\s]+)/g)) {
      assert.ok(existsSync(join(ROOT, target)), target);
    }
  });
});
