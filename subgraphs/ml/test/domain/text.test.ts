import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { searchTextFor } from '../../src/domain/search-text.ts';
import { queryTermsOf, termsOf } from '../../src/domain/terms.ts';
import { normaliseText } from '../../src/domain/text-normalisation.ts';

describe('normalised text', () => {
  it('A62 loses what nobody sees, and nothing else', () => {
    assert.equal(normaliseText('a\u200Bb\u{E0041}c\u0000d\u202Ee\uFEFF\r\nf\rg'), 'abcde\nf\ng');
    assert.equal(normaliseText('pa\u200Dss\u200Cword'), 'password');
    assert.equal(normaliseText('👨‍👩‍👧 می‌خواهم Zoë'), '👨‍👩‍👧 می‌خواهم Zoë');
  });

  it('can always be stored, and stays as it is the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = normaliseText(text);
        assert.ok(once.isWellFormed() && !once.includes('\0') && !once.includes('\r'));
        assert.equal(normaliseText(once), once);
      }),
    );
  });
});

describe('terms', () => {
  it('are folded, stemmed and without stop words', () => {
    assert.deepEqual(termsOf("The Café's pumps were pumping 3.5 litres"), [
      'cafe',
      'pump',
      'pump',
      '3.5',
      'litr',
    ]);
  });

  it('are found in texts without spaces too', () => {
    assert.ok(termsOf('東京タワーの高さ').length > 1);
  });

  it('of a question are those that tell what it is about', () => {
    assert.deepEqual(queryTermsOf('How long is the warranty, please?'), ['warranti']);
    // With nothing else to go by, they have to do.
    assert.deepEqual(queryTermsOf('What is this document?'), ['what', 'document']);
  });
});

describe('what is searched for', () => {
  it('is the question, with the one before when it says little', () => {
    const history = [
      { role: 'USER', content: 'What is the warranty of the P-200?' },
      { role: 'ASSISTANT', content: '24 months.' },
    ] as const;
    assert.equal(searchTextFor('And the P-300 pump?', history), 'And the P-300 pump?');
    assert.equal(searchTextFor('Why?', history), 'Why?\nWhat is the warranty of the P-200?');
    assert.equal(searchTextFor('Why?', []), 'Why?');
  });
});
