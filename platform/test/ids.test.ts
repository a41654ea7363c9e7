import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isId, newId } from '../src/ids.ts';

describe('ids', () => {
  it('are UUIDs of version 7 and the RFC 9562 variant, never the same twice', () => {
    const ids = Array.from({ length: 1_000 }, () => newId());
    for (const id of ids)
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('sort by the millisecond they were made in', () => {
    const moment = fc.integer({ min: 0, max: 2 ** 48 - 1 });
    fc.assert(
      fc.property(moment, moment, (left, right) => {
        fc.pre(left !== right);
        assert.equal(newId(left) < newId(right), left < right);
      }),
    );
  });

  it('are told from everything else, so that a database is never asked for it', () => {
    assert.ok(isId(newId()));
    for (const text of [
      '',
      'null',
      '1',
      newId().toUpperCase(),
      `${newId()}\n`,
      ` ${newId()}`,
      newId().replaceAll('-', ''),
      `{${newId()}}`,
      "' or '1'='1",
    ]) {
      assert.equal(isId(text), false, JSON.stringify(text));
    }
    fc.assert(fc.property(fc.string(), (text) => assert.equal(isId(text), false)));
  });
});
