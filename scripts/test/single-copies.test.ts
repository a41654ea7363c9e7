import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Record<string, { version: string; dev?: boolean }>;
};
const copiesOf = (name: string) =>
  Object.entries(lock.packages).filter(([path]) => path.endsWith(`node_modules/${name}`));

describe('the lock file', () => {
  for (const name of [
    // Two copies load and then fail every plan: each asks `instanceof` of its own classes.
    '@apollo/federation-internals',
    '@apollo/query-planner',
    '@apollo/composition',
    'graphql',
  ]) {
    it(`has one copy of ${name}`, () => {
      assert.equal(copiesOf(name).length, 1, JSON.stringify(copiesOf(name)));
    });
  }

  it('has no Apollo Gateway: its executor is replaced, and only benchmarks start one', () => {
    assert.deepEqual(copiesOf('@apollo/gateway'), []);
  });
});
