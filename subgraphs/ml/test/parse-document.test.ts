import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deflateSync } from 'node:zlib';
import { createLogger } from '@codexcontinue/platform/log';
import type { IngestionError } from '../src/domain/ingestion-failure.ts';
import { DEFAULT_PARSE_LIMITS, type ParseLimits, parseDocument } from '../src/ingestion/parse-document.ts';
import { makePdf } from './helpers/files.ts';

const options = {
  onProgress: () => undefined,
  signal: new AbortController().signal,
  logger: createLogger('test', 'silent'),
};

/** A page whose content unpacks to so many bytes, twice packed. */
function makeFlateBomb(bytes: number): Buffer {
  const packed = deflateSync(deflateSync(Buffer.alloc(bytes, 0x20))).toString('hex');
  const pdf = makePdf([[]]).toString('latin1');
  return Buffer.from(
    pdf.replace(
      /<< \/Length \d+ >>\nstream\n[\s\S]*?\nendstream/,
      `<< /Length ${packed.length + 1} /Filter [/ASCIIHexDecode /FlateDecode /FlateDecode] >>\nstream\n${packed}>\nendstream`,
    ),
    'latin1',
  );
}

/** How reading a file ends: the code of the failure, or READ. */
function outcomeOf(
  kind: 'text' | 'pdf',
  bytes: Uint8Array,
  limits: Partial<ParseLimits>,
): Promise<string | undefined> {
  return parseDocument({ kind, bytes }, { ...options, limits: { ...DEFAULT_PARSE_LIMITS, ...limits } }).then(
    () => 'READ',
    (error: IngestionError) => error.failure.code,
  );
}

describe('A70 the parsing thread', () => {
  it('dies of a file that takes too long, alone', async () => {
    const bytes = Buffer.from('a b. '.repeat(900_000));
    assert.equal(await outcomeOf('text', bytes, { milliseconds: 300 }), 'TIMED_OUT');
  });

  it('dies of a file that takes too much memory, alone', async () => {
    const bytes = Buffer.from('a b. '.repeat(900_000));
    assert.equal(await outcomeOf('text', bytes, { heapMegabytes: 12 }), 'TOO_LARGE');
  });

  it('dies of a file that unpacks without end, alone', async () => {
    const bytes = makeFlateBomb(256 * 1024 * 1024);
    assert.ok(bytes.length < 20_000);
    assert.equal(await outcomeOf('pdf', bytes, { bufferMegabytes: 64 }), 'TOO_LARGE');
  });
});
