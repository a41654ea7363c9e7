import { getDocumentProxy } from 'unpdf';
import { IngestionError, LIMITS } from '../domain/ingestion-failure.ts';
import { type ParsedText, textOfPages } from '../domain/parsed-text.ts';

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>;

/** Lines farther apart than this many line heights belong to different paragraphs. */
const PARAGRAPH_GAP = 1.6;

/**
 * The text of a PDF, page by page.
 * @throws IngestionError ENCRYPTED, CORRUPT, TOO_LARGE, NO_TEXT
 */
export async function readPdf(
  bytes: Uint8Array,
  onPage: (completed: number, total: number) => void,
): Promise<ParsedText> {
  try {
    const pdf = await getDocumentProxy(bytes, {
      useSystemFonts: false,
      verbosity: 0,
    });
    if (pdf.numPages > LIMITS.pages) throw new IngestionError('TOO_LARGE');
    const pages: string[] = [];
    let characters = 0;
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const text = await textOfPage(page);
      page.cleanup();
      characters += text.length;
      if (characters > LIMITS.characters) throw new IngestionError('TOO_LARGE');
      pages.push(text);
      onPage(number, pdf.numPages);
    }
    return textOfPages(pages);
  } catch (error) {
    if (error instanceof IngestionError) throw error;
    const isLocked = error instanceof Error && error.name === 'PasswordException';
    throw new IngestionError(isLocked ? 'ENCRYPTED' : 'CORRUPT', undefined, { cause: error });
  }
}

async function textOfPage(page: Page): Promise<string> {
  const { items } = await page.getTextContent();
  let text = '';
  let lineBefore: number | undefined;
  for (const item of items) {
    if (!('str' in item)) continue;
    const baseline = Number(item.transform[5]);
    const startsLine = text === '' || text.endsWith('\n');
    if (startsLine && lineBefore !== undefined && item.str.trim() !== '') {
      const height = item.height || 12;
      if (Math.abs(lineBefore - baseline) > height * PARAGRAPH_GAP && !text.endsWith('\n\n')) text += '\n';
    }
    text += item.str;
    if (item.str.trim() !== '') lineBefore = baseline;
    if (item.hasEOL) text += '\n';
  }
  return text;
}
