import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { visibleText } from '../src/content/hidden-characters.ts';

const HIDDEN = [
  '\u200b',
  '\u200e',
  '\u202e',
  '\u2066',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u{e0041}',
  '\u{e0100}',
  '\u0007',
  '\u009b',
];

describe('A62 A68 text as it can be seen', () => {
  const cases: [name: string, text: string, visible: string][] = [
    ['zero width', 'ad\u200bm\u2060i\ufeffn', 'admin'],
    ['bidi controls', 'invoice\u202efdp.exe\u202c', 'invoicefdp.exe'],
    ['Unicode tags', 'Hi\u{e0049}\u{e0067}\u{e006e}\u{e007f}', 'Hi'],
    ['bytes in variation selectors', '😀\ufe0f\u{e0101}\u{e0150}\ufe01', '😀\ufe0f'],
    ['OSC 52, ended by BEL and by ST', 'a\u001b]52;c;cm0gLXJm\u0007b\u001b]52;c;eA==\u001b\\c', 'abc'],
    ['OSC 52 in C1', 'a\u009d52;c;eA==\u009cb', 'ab'],
    ['colours and cursor', '\u001b[31mred\u001b[0m\u001b[2J\u009b1A', 'red'],
    ['a link of a terminal', '\u001b]8;;https://evil.example\u001b\\text\u001b]8;;\u001b\\', 'text'],
    ['a command without end', 'a\u001b]52;c;all the rest stays', 'a]52;c;all the rest stays'],
  ];
  for (const [name, text, visible] of cases) {
    it(`takes out ${name}`, () => assert.deepEqual(visibleText(text), { text: visible, removed: true }));
  }

  it('leaves alone what scripts and emoji need', () => {
    for (const text of [
      'می‌خواهم',
      'क्‍ष',
      '👨‍👩‍👧 ❤️ 🏳️‍🌈 1️⃣ ☎︎',
      '👩🏽‍💻',
      'a\tb\r\nc',
      'naïve café',
      '日本語 עברית العربية',
    ])
      assert.deepEqual(visibleText(text), { text, removed: false }, text);
  });

  it('takes out joiners that join nothing', () => {
    for (const text of ['a\u200db', 'a\u200cb', '\u200d', 'می\u200c\u200d\u200c\u200dخ', '😀\u200dx'])
      assert.equal(visibleText(text).removed, true, JSON.stringify(text));
  });

  it('leaves nothing hidden, says so whenever it took something, and is done at once', () => {
    const piece = fc.oneof(
      fc.constantFrom(...HIDDEN),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('\u200d', '\ufe0f', '\u001b]', '\u001b['),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        const visible = visibleText(text);
        for (const character of HIDDEN) assert.ok(!visible.text.includes(character));
        assert.equal(visible.removed, visible.text !== text);
        assert.deepEqual(
          visibleText(visible.text.replace(/\u200c|\u200d|\ufe0e|\ufe0f/g, '')).removed,
          false,
        );
      }),
    );
  });

  it('takes time in proportion to the text, whatever is in it', () => {
    const hostile = [
      '\u001b]'.repeat(200_000),
      '\u200d'.repeat(200_000),
      `\u001b]${'x'.repeat(400_000)}`,
      '\u001b['.repeat(200_000),
    ];
    for (const text of hostile) {
      const started = performance.now();
      visibleText(text);
      assert.ok(performance.now() - started < 2_000);
    }
  });
});
