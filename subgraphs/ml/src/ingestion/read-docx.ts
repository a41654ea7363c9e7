import mammoth from 'mammoth';
import { IngestionError } from '../domain/ingestion-failure.ts';
import { type ParsedText, textWithoutPages } from '../domain/parsed-text.ts';
import { guardZip } from './zip-guard.ts';

/**
 * The paragraphs of a Word document, an empty line between them. Nothing a document refers to is fetched.
 * @throws IngestionError CORRUPT, ENCRYPTED, TOO_LARGE, EMPTY
 */
export async function readDocx(bytes: Uint8Array): Promise<ParsedText> {
  guardZip(bytes);
  let text: string;
  try {
    text = (await mammoth.extractRawText({ buffer: Buffer.from(bytes) })).value;
  } catch (error) {
    throw new IngestionError('CORRUPT', undefined, { cause: error });
  }
  return textWithoutPages(text.replace(/\n{3,}/g, '\n\n'));
}
