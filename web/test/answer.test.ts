import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type GenerationEvent, hear, NOTHING_HEARD } from '../src/features/chat/answer-stream.ts';
import { splitCitationMarkers } from '../src/features/chat/citation-markers.ts';
import { safeLink } from '../src/features/chat/safe-link.ts';

const delta = (sequence: number, text: string): GenerationEvent => ({
  cursor: `c${sequence}`,
  sequence,
  kind: 'DELTA',
  delta: text,
  generation: null,
});

const generation: NonNullable<GenerationEvent['generation']> = {
  id: 'g1',
  status: 'COMPLETED',
  text: 'Hello world',
  model: null,
  engine: 'EXTRACTIVE',
  failure: null,
  citations: [],
  usage: null,
};

describe('an answer that is heard', () => {
  it('is its deltas in order, each once', () => {
    const events = [delta(1, 'Hello'), delta(2, ' '), delta(1, 'Hello'), delta(2, ' '), delta(3, 'world')];
    assert.equal(events.reduce(hear, NOTHING_HEARD).text, 'Hello world');
  });

  it('ends with the generation’s own text', () => {
    const terminal: GenerationEvent = {
      cursor: 'c9',
      sequence: 2,
      kind: 'COMPLETED',
      delta: null,
      generation,
    };
    const heard = [delta(1, 'Hel'), terminal].reduce(hear, NOTHING_HEARD);
    assert.equal(heard.text, 'Hello world');
    assert.equal(heard.ended, generation);
  });
});

describe('citation markers', () => {
  const known = new Set([1, 2]);

  it('are cut out with the space before them', () => {
    assert.deepEqual(splitCitationMarkers('It is so [1][2], they say.', known), [
      { text: 'It is so' },
      { citation: 1 },
      { citation: 2 },
      { text: ', they say.' },
    ]);
  });

  it('stay text when nothing is cited under the number', () => {
    assert.deepEqual(splitCitationMarkers('See [3] and array[0].', known), [
      { text: 'See [3] and array[0].' },
    ]);
  });

  it('lose nothing else of the text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('[1]', '[2]', '[3]', 'word', '[', ']', '\n')), (parts) => {
        const text = parts.join('');
        const joined = splitCitationMarkers(text, known)
          .map((piece) => ('text' in piece ? piece.text : `[${piece.citation}]`))
          .join('');
        assert.equal(joined.replace(/\s/g, ''), text.replace(/\s/g, ''));
      }),
    );
  });
});

describe('a link in an answer', () => {
  it('leads to web pages and mail only', () => {
    for (const url of ['https://example.org/a?b#c', 'http://example.org', 'mailto:ada@example.org']) {
      assert.equal(safeLink(url), url);
    }
    const refused = [
      'javascript:alert(1)',
      ' JaVaScRiPt:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      '/w/1',
      '#a',
      '//evil',
      '',
    ];
    for (const url of refused) assert.equal(safeLink(url), undefined, url);
  });
});
