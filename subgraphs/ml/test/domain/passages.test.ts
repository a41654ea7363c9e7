import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { splitPassages } from '../../src/domain/passages.ts';
import { splitSentences } from '../../src/domain/sentences.ts';
import { pageAt } from '../../src/domain/spans.ts';

const sentencesOf = (text: string) =>
  splitSentences(text).map(({ startOffset, endOffset }) => text.slice(startOffset, endOffset));

/** Texts as people write them, and worse. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.lorem({ maxCount: 12, mode: 'sentences' }),
      fc.constantFrom('\n', '\n\n', '. ', '# ', '- ', '\t', '😀', '日本語。', 'x'.repeat(1_500), ' \n \n'),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

describe('sentences', () => {
  it('end at full stops, not at abbreviations or wrapped lines', () => {
    assert.deepEqual(sentencesOf('Dr. Smith came at\nnoon, e.g. early. He left.'), [
      'Dr. Smith came at\nnoon, e.g. early.',
      'He left.',
    ]);
  });

  it('end at headings and list items', () => {
    assert.deepEqual(sentencesOf('# Rules\nBe kind\n- one\n- two'), ['# Rules', 'Be kind', '- one', '- two']);
  });
});

describe('passages', () => {
  it('are exact stretches of the text and together hold all of it but whitespace', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const passages = splitPassages(text, []);
        let covered = 0;
        for (const [index, passage] of passages.entries()) {
          assert.equal(passage.ordinal, index);
          assert.equal(text.slice(passage.startOffset, passage.endOffset), passage.text);
          assert.ok(passage.text.length <= 1_000);
          assert.equal(passage.text, passage.text.trim());
          assert.equal(text.slice(covered, Math.max(covered, passage.startOffset)).trim(), '');
          assert.ok(passage.endOffset > covered);
          covered = passage.endOffset;
        }
        assert.equal(text.slice(covered).trim(), '');
      }),
    );
  });

  it('never split a pair of surrogates', () => {
    const text = '😀'.repeat(2_000);
    assert.ok(splitPassages(text, []).every((passage) => passage.text.isWellFormed()));
  });

  it('know the page they begin on', () => {
    const pages = [
      { number: 1, startOffset: 0, endOffset: 10 },
      { number: 2, startOffset: 12, endOffset: 20 },
    ];
    assert.deepEqual(
      [0, 9, 11, 12, 19].map((offset) => pageAt(pages, offset)),
      [1, 1, 1, 2, 2],
    );
    assert.equal(pageAt([], 5), null);
  });
});
