import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  cleanFilename,
  MAXIMUM_UPLOAD_BYTES,
  readAnnouncedFile,
  SUPPORTED_CONTENT_TYPES,
} from '../../src/domain/documents.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

function kindOf(filename: string, contentType: string, size = 10): string {
  const read = readAnnouncedFile({ filename, contentType, size });
  return 'kind' in read ? read.kind : read.contentType;
}

describe("a file's name", () => {
  it('A72 loses folders, control and direction characters', () => {
    for (const [hostile, clean] of [
      ['../../etc/passwd', 'passwd'],
      ['..\\..\\windows\\system.ini', 'system.ini'],
      ['C:\\Users\\ada\\report.pdf', 'report.pdf'],
      ['report\0.pdf', 'report.pdf'],
      ['invoice\u202efdp.exe', 'invoicefdp.exe'],
      ['a\r\nSet-Cookie: x=y.txt', 'aSet-Cookie: x=y.txt'],
      ['\u001b[2Jnotes.md', '[2Jnotes.md'],
      ['half \ud800.txt', 'half .txt'],
      ['  report.pdf  ', 'report.pdf'],
      ['Bericht – Größe "7".pdf', 'Bericht – Größe "7".pdf'],
    ] as const) {
      assert.equal(cleanFilename(hostile), clean, JSON.stringify(hostile));
    }
  });

  it('A72 is none where nothing is left but folders', () => {
    for (const nothing of ['', '/', '..', '.', '...', '../', 'folder/', '..\\', '\0', '\u202e', '   ']) {
      assert.equal(cleanFilename(nothing), '', JSON.stringify(nothing));
      assert.equal(kindOf(nothing, 'text/plain'), 'InvalidInput');
    }
  });

  it('A72 is cut between characters when it is long, and keeps its ending', () => {
    const long = cleanFilename(`${'a'.repeat(300)}.pdf`);
    assert.equal(long, `${'a'.repeat(251)}.pdf`);
    assert.equal(kindOf(`${'a'.repeat(300)}.pdf`, ''), 'application/pdf');
    assert.equal(cleanFilename('🔑'.repeat(200)), '🔑'.repeat(127));
    assert.equal(cleanFilename(`a.${'b'.repeat(300)}`).length, 255);
  });

  it('A72 is harmless whatever it was, and clean already when cleaned', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        const name = cleanFilename(text);
        assert.ok(name.length <= 255 && name.isWellFormed());
        assert.doesNotMatch(name, /[\\/\p{Cc}\p{Cf}]|^\.+$/u);
        assert.equal(cleanFilename(name), name.trim());
      }),
    );
  });
});

describe("a file's kind", () => {
  it('is what is declared, where that can be read', () => {
    for (const type of SUPPORTED_CONTENT_TYPES) assert.equal(kindOf('report', type), type);
    assert.equal(kindOf('notes.txt', 'Text/Plain; charset=utf-8'), 'text/plain');
    assert.equal(kindOf('notes.md', 'text/plain'), 'text/markdown');
  });

  it('is told by the ending, where nothing useful is declared', () => {
    for (const [filename, type] of [
      ['a.md', 'text/markdown'],
      ['a.MARKDOWN', 'text/markdown'],
      ['a.txt', 'text/plain'],
      ['a.pdf', 'application/pdf'],
      ['a.b.docx', DOCX],
    ] as const) {
      for (const declared of ['', 'application/octet-stream']) assert.equal(kindOf(filename, declared), type);
    }
    assert.equal(kindOf('a', 'text/x-markdown'), 'UnsupportedContentType');
    assert.equal(kindOf('md', ''), 'UnsupportedContentType');
  });

  it('A73 is refused where it cannot be read, whatever the ending says', () => {
    for (const declared of [
      'text/html',
      'image/svg+xml',
      'video/mp4',
      '__proto__',
      'constructor',
      'text/plain\0',
    ])
      assert.equal(kindOf('report.pdf', declared), 'UnsupportedContentType', declared);
    for (const name of ['a.exe', 'a.constructor', 'a.'])
      assert.equal(kindOf(name, ''), 'UnsupportedContentType');
  });
});

describe("a file's size", () => {
  it('is from one byte to 50 MiB', () => {
    assert.equal(kindOf('a.txt', 'text/plain', 1), 'text/plain');
    assert.equal(kindOf('a.txt', 'text/plain', MAXIMUM_UPLOAD_BYTES), 'text/plain');
    for (const size of [0, -1, -(2 ** 31)]) assert.equal(kindOf('a.txt', 'text/plain', size), 'InvalidInput');
    for (const size of [MAXIMUM_UPLOAD_BYTES + 1, 2 ** 31 - 1])
      assert.equal(kindOf('a.txt', 'text/plain', size), 'UploadTooLarge');
  });
});
