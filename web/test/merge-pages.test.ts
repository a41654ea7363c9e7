import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { mergeReading, type Page, withNews } from '../src/api/merge-pages.ts';

const items = (...ids: number[]) => ids.map((id) => ({ id: String(id) }));

/** The first items of the newest-first list of newest…1. */
function pageOf(newest: number, size: number): Page<{ id: string }> {
  const all = Array.from({ length: newest }, (_, index) => newest - index);
  return { items: items(...all.slice(0, size)), next: size < newest ? 'more' : undefined };
}

describe('a list that is read again', () => {
  it('keeps what new items pushed out of the reading', () => {
    const merged = mergeReading(
      { items: items(3, 2, 1), next: undefined },
      { items: items(5, 4, 3), next: 'c' },
    );
    assert.deepEqual(merged, { items: items(5, 4, 3, 2, 1), next: undefined });
  });

  it('is as it was read where the reading reaches as far, or nothing is in common', () => {
    const read = { items: items(9, 8), next: 'c' };
    assert.deepEqual(mergeReading({ items: items(3, 2), next: 'x' }, read), read);
    const whole = { items: items(3, 1), next: undefined };
    assert.deepEqual(mergeReading({ items: items(3, 2, 1), next: undefined }, whole), whole);
  });

  it('never has a gap, a double or another order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.nat(10),
        fc.integer({ min: 1, max: 40 }),
        (before, news, size) => {
          const shown = pageOf(before, size);
          const merged = mergeReading(shown, pageOf(before + news, Math.max(size, shown.items.length)));
          const ids = merged.items.map(({ id }) => Number(id));
          assert.deepEqual(
            ids,
            ids.map((_, index) => before + news - index),
          );
          assert.equal(merged.next === undefined, ids.at(-1) === 1);
        },
      ),
    );
  });
});

describe('news of a list', () => {
  it('stand in front, once', () => {
    assert.deepEqual(withNews(items(2, 1), items(4, 3, 2)), items(4, 3, 2, 1));
  });
});
