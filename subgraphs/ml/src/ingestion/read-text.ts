import { IngestionError } from '../domain/ingestion-failure.ts';
import { type ParsedText, textWithoutPages } from '../domain/parsed-text.ts';

const BYTE_ORDER_MARKS: readonly (readonly [string, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** So many slip into texts by themselves. */
const STRAY_CONTROLS = 4;
/** Control characters that no text has: with them it is something else. */
const BINARY = /[\p{Cc}--[\t\n\v\f\r]]/gv;

/** @throws IngestionError CORRUPT, UNSUPPORTED_TYPE, EMPTY, TOO_LARGE */
export function readText(bytes: Uint8Array): ParsedText {
  const [encoding] = BYTE_ORDER_MARKS.find(([, mark]) =>
    mark.every((byte, index) => bytes[index] === byte),
  ) ?? ['utf-8'];
  const text = decode(bytes, encoding);
  if ((text.match(BINARY)?.length ?? 0) > STRAY_CONTROLS + text.length / 100)
    throw new IngestionError('UNSUPPORTED_TYPE');
  return textWithoutPages(text);
}

function decode(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw new IngestionError(
      'CORRUPT',
      'This text is not in UTF-8. Save it with the encoding UTF-8 and upload it again.',
      { cause: error },
    );
  }
}
