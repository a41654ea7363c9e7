import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createCursors } from '../src/subscriptions/cursor.ts';

const cursorsOf = createCursors('a secret of the tests, long enough');
const position = fc
  .tuple(fc.bigInt({ min: 0n, max: 2n ** 63n }), fc.nat())
  .map(([major, minor]) => ({ major, minor, text: `${major}-${minor}` }));

describe('cursors', () => {
  it('give back what they were made of, the same text every time', () => {
    fc.assert(
      fc.property(fc.string(), position, fc.boolean(), fc.string(), (topic, { text }, final, subject) => {
        const cursor = cursorsOf(topic, subject).encode({ position: text, final });
        assert.equal(cursorsOf(topic, subject).encode({ position: text, final }), cursor);
        assert.deepEqual(cursorsOf(topic, subject).decode(cursor), { position: text, final });
        assert.match(cursor, /^[\w-]+$/);
      }),
    );
  });

  it('are good for nobody else, no other topic, and under no other secret', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), position, (left, right, { text }) => {
        fc.pre(left !== right);
        const event = { position: text, final: false };
        assert.throws(
          () => cursorsOf('t', right).decode(cursorsOf('t', left).encode(event)),
          /was not made here/,
        );
        assert.throws(
          () => cursorsOf(right, 's').decode(cursorsOf(left, 's').encode(event)),
          /was not made here/,
        );
        const other = createCursors('another secret of the tests, also long');
        assert.throws(() => other('t', 's').decode(cursorsOf('t', 's').encode(event)), /was not made here/);
      }),
    );
  });

  it('are not good with any character changed', () => {
    const cursor = cursorsOf('t', 's').encode({ position: '1700000000000-3', final: false });
    for (let index = 0; index < cursor.length; index += 1) {
      for (const character of 'AZaz09-_=+/ ') {
        if (cursor[index] === character) continue;
        const altered = cursor.slice(0, index) + character + cursor.slice(index + 1);
        assert.throws(() => cursorsOf('t', 's').decode(altered), /was not made here/, altered);
      }
    }
  });

  it('refuses any other text without failing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        assert.throws(() => cursorsOf('t', 's').decode(text), { extensions: { code: 'CURSOR_INVALID' } });
      }),
    );
  });
});
