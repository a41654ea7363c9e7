import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { createCursorCodec } from '../src/subscriptions/cursor.ts';

const codec = createCursorCodec('a secret of the tests, long enough');
const position = fc
  .tuple(fc.bigInt({ min: 0n, max: 2n ** 63n }), fc.nat())
  .map(([major, minor]) => ({ major, minor, text: `${major}-${minor}` }));

describe('cursors', () => {
  it('give back what they were made of, the same text every time', () => {
    fc.assert(
      fc.property(fc.string(), position, fc.boolean(), fc.string(), (topic, { text }, final, subject) => {
        const cursor = codec.encode(topic, { position: text, final }, subject);
        assert.equal(codec.encode(topic, { position: text, final }, subject), cursor);
        assert.deepEqual(codec.decode(cursor, topic, subject), { position: text, final });
        assert.match(cursor, /^[\w-]+$/);
      }),
    );
  });

  it('are good for nobody else, no other topic, and under no other secret', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), position, (left, right, { text }) => {
        fc.pre(left !== right);
        const event = { position: text, final: false };
        assert.throws(() => codec.decode(codec.encode('t', event, left), 't', right), /was not made here/);
        assert.throws(() => codec.decode(codec.encode(left, event, 's'), right, 's'), /was not made here/);
        const other = createCursorCodec('another secret of the tests, also long');
        assert.throws(() => other.decode(codec.encode('t', event, 's'), 't', 's'), /was not made here/);
      }),
    );
  });

  it('are not good with any character changed', () => {
    const cursor = codec.encode('t', { position: '1700000000000-3', final: false }, 's');
    for (let index = 0; index < cursor.length; index += 1) {
      for (const character of 'AZaz09-_=+/ ') {
        if (cursor[index] === character) continue;
        const altered = cursor.slice(0, index) + character + cursor.slice(index + 1);
        assert.throws(() => codec.decode(altered, 't', 's'), /was not made here/, altered);
      }
    }
  });

  it('refuses any other text without failing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        assert.throws(() => codec.decode(text, 't', 's'), { extensions: { code: 'CURSOR_INVALID' } });
      }),
    );
  });
});
