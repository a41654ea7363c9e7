import { inflateRawSync } from 'node:zlib';
import { IngestionError } from '../domain/ingestion-failure.ts';

/** What a zip may unpack to. A document is far below; a bomb far above. */
const ZIP_LIMITS = {
  entries: 5_000,
  entryBytes: 100 * 1024 * 1024,
  totalBytes: 200 * 1024 * 1024,
} as const;

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_FLAG = 1;

interface Entry {
  readonly method: number;
  readonly flags: number;
  readonly compressedBytes: number;
  readonly declaredBytes: number;
  readonly headerOffset: number;
}

/**
 * Refuses a zip that is more than it says, before anything unpacks it without limits: what entries declare is
 * bounded, and so is what they really inflate to. Overlapping entries are refused, because many can share one bomb.
 *
 * @throws IngestionError CORRUPT, TOO_LARGE, ENCRYPTED
 */
export function guardZip(bytes: Uint8Array): void {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const entries = readDirectory(file);
    if (entries.length > ZIP_LIMITS.entries) throw new IngestionError('TOO_LARGE');
    checkDeclared(entries);
    checkOverlap(entries, file);
    let total = 0;
    for (const entry of entries) {
      total += realBytes(entry, file);
      if (total > ZIP_LIMITS.totalBytes) throw new IngestionError('TOO_LARGE');
    }
  } catch (error) {
    if (error instanceof IngestionError) throw error;
    throw new IngestionError('CORRUPT', undefined, { cause: error });
  }
}

function readDirectory(file: Buffer): Entry[] {
  const end = file.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  if (end < 0 || file.readUInt32LE(end) !== END_OF_DIRECTORY) throw new IngestionError('CORRUPT');
  const count = file.readUInt16LE(end + 10);
  let offset = file.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (file.readUInt32LE(offset) !== DIRECTORY_ENTRY) throw new IngestionError('CORRUPT');
    entries.push({
      flags: file.readUInt16LE(offset + 8),
      method: file.readUInt16LE(offset + 10),
      compressedBytes: file.readUInt32LE(offset + 20),
      declaredBytes: file.readUInt32LE(offset + 24),
      headerOffset: file.readUInt32LE(offset + 42),
    });
    offset +=
      46 + file.readUInt16LE(offset + 28) + file.readUInt16LE(offset + 30) + file.readUInt16LE(offset + 32);
  }
  return entries;
}

function checkDeclared(entries: readonly Entry[]): void {
  let total = 0;
  for (const { declaredBytes, flags } of entries) {
    if (flags & ENCRYPTED_FLAG) throw new IngestionError('ENCRYPTED');
    total += declaredBytes;
    if (declaredBytes > ZIP_LIMITS.entryBytes || total > ZIP_LIMITS.totalBytes)
      throw new IngestionError('TOO_LARGE');
  }
}

function checkOverlap(entries: readonly Entry[], file: Buffer): void {
  let free = 0;
  for (const entry of entries.toSorted((left, right) => left.headerOffset - right.headerOffset)) {
    if (entry.headerOffset < free) throw new IngestionError('CORRUPT');
    free = contentOffset(entry, file) + entry.compressedBytes;
  }
}

function contentOffset({ headerOffset }: Entry, file: Buffer): number {
  if (file.readUInt32LE(headerOffset) !== LOCAL_HEADER) throw new IngestionError('CORRUPT');
  return headerOffset + 30 + file.readUInt16LE(headerOffset + 26) + file.readUInt16LE(headerOffset + 28);
}

/** Inflates an entry to count; more than allowed or declared is refused while it inflates. */
function realBytes(entry: Entry, file: Buffer): number {
  const start = contentOffset(entry, file);
  const content = file.subarray(start, start + entry.compressedBytes);
  if (content.length !== entry.compressedBytes) throw new IngestionError('CORRUPT');
  if (entry.method === STORED) return content.length;
  if (entry.method !== DEFLATED) throw new IngestionError('CORRUPT');
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(entry.declaredBytes, 1) }).length;
  } catch (error) {
    const liesAboutSize = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new IngestionError(liesAboutSize ? 'TOO_LARGE' : 'CORRUPT', undefined, { cause: error });
  }
}
