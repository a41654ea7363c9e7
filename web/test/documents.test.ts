import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { contentTypeOf } from '../src/features/documents/content-type.ts';
import { fileSize } from '../src/features/documents/file-size.ts';
import { layOutText, parseRange } from '../src/features/documents/text-layout.ts';
import { safeNextPath } from '../src/features/sign-in/next-path.ts';

describe('the layout of a text', () => {
  const content = 'First page. Second page.';
  const pages = [
    { number: 1, startOffset: 0, endOffset: 11 },
    { number: 2, startOffset: 12, endOffset: 24 },
  ];

  it('marks the quote on every page it stands on', () => {
    assert.deepEqual(layOutText(content, pages, { start: 6, end: 18 }), [
      {
        page: 1,
        parts: [
          { text: 'First ', isQuoted: false },
          { text: 'page. ', isQuoted: true },
        ],
      },
      {
        page: 2,
        parts: [
          { text: 'Second', isQuoted: true },
          { text: ' page.', isQuoted: false },
        ],
      },
    ]);
  });

  it('is one section without pages', () => {
    assert.deepEqual(layOutText(content, [], undefined), [
      { page: undefined, parts: [{ text: content, isQuoted: false }] },
    ]);
  });

  it('leaves nothing of the text out, whatever is quoted', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.nat(30),
        fc.nat(30),
        fc.array(fc.nat(30)),
        (text, start, length, breaks) => {
          const starts = [0, ...new Set(breaks.filter((at) => at > 0 && at < text.length))].sort(
            (a, b) => a - b,
          );
          const drawn = starts.map((startOffset, index) => ({
            number: index + 1,
            startOffset,
            endOffset: starts[index + 1] ?? text.length,
          }));
          const parts = layOutText(text, drawn, { start, end: start + length }).flatMap(
            (section) => section.parts,
          );
          assert.equal(parts.map((part) => part.text).join(''), text);
          const quoted = parts.filter(({ isQuoted }) => isQuoted).map((part) => part.text);
          assert.equal(quoted.join(''), text.slice(start, start + length));
        },
      ),
    );
  });
});

describe('a range in an address', () => {
  it('is read when it is one', () => {
    assert.deepEqual(parseRange('3', '9'), { start: 3, end: 9 });
    for (const [start, end] of [
      [null, '9'],
      ['9', '3'],
      ['-1', '3'],
      ['x', '3'],
      ['1.5', '3'],
      ['3', '3'],
    ] as const) {
      assert.equal(parseRange(start, end), undefined);
    }
  });
});

describe('a file', () => {
  it('is declared by its extension before what the browser guesses', () => {
    assert.equal(contentTypeOf({ name: 'NOTES.MD', type: '' }), 'text/markdown');
    assert.equal(contentTypeOf({ name: 'a.b.pdf', type: 'application/octet-stream' }), 'application/pdf');
    assert.equal(contentTypeOf({ name: 'photo', type: 'image/png' }), 'image/png');
    assert.equal(contentTypeOf({ name: 'unknown', type: '' }), 'application/octet-stream');
  });

  it('has a size people can read', () => {
    assert.deepEqual([0, 999, 1_000, 5_540, 48_200_000].map(fileSize), [
      '0 B',
      '999 B',
      '1.0 KB',
      '5.5 KB',
      '48 MB',
    ]);
  });
});

describe('the way back after signing in', () => {
  it('never leads to another site', () => {
    assert.equal(safeNextPath('/w/1/documents/2?start=1&end=2'), '/w/1/documents/2?start=1&end=2');
    for (const path of [
      null,
      '',
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '\\\\evil',
      '/\t/evil.example',
    ]) {
      const next = safeNextPath(path);
      assert.equal(new URL(next, 'http://here.invalid').origin, 'http://here.invalid', String(path));
    }
  });
});
