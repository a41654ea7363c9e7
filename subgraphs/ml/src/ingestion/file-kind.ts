import { fileTypeFromBuffer } from 'file-type';
import { IngestionError } from '../domain/ingestion-failure.ts';

/** The kinds of files that can be read. */
export type FileKind = 'text' | 'pdf' | 'docx';

/** A file with what its sender says of it. */
export interface NamedFile {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

const BY_EXTENSION: Readonly<Record<string, FileKind>> = {
  md: 'text',
  markdown: 'text',
  txt: 'text',
  text: 'text',
  pdf: 'pdf',
  docx: 'docx',
};

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const BY_CONTENT_TYPE: Readonly<Record<string, FileKind>> = {
  'text/markdown': 'text',
  'text/x-markdown': 'text',
  'text/plain': 'text',
  'application/pdf': 'pdf',
  [DOCX]: 'docx',
};
/** What says nothing. */
const UNDECLARED = new Set(['', 'application/octet-stream', 'binary/octet-stream']);

const MARKUP = /^\s*(?:<!doctype\s|<html[\s>]|<svg[\s>]|<\?xml\s)/i;
/** In office files that are encrypted, UTF-16. */
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');

/**
 * The kind of a file, when its name, what was declared and its bytes agree.
 * @throws IngestionError UNSUPPORTED_TYPE, EMPTY, ENCRYPTED
 */
export async function detectFileKind({ filename, contentType, bytes }: NamedFile): Promise<FileKind> {
  if (bytes.length === 0) throw new IngestionError('EMPTY');
  const declared = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const extension = /\.([^.]+)$/.exec(filename)?.[1]?.toLowerCase();
  const byName = extension === undefined ? undefined : BY_EXTENSION[extension];
  const byDeclaration = BY_CONTENT_TYPE[declared];
  if (!byDeclaration && !UNDECLARED.has(declared)) throw new IngestionError('UNSUPPORTED_TYPE');
  if (byName && byDeclaration && byName !== byDeclaration) throw new IngestionError('UNSUPPORTED_TYPE');
  const claimed = byName ?? byDeclaration;
  if (!claimed) throw new IngestionError('UNSUPPORTED_TYPE');
  if ((await sniff(bytes)) !== claimed) throw new IngestionError('UNSUPPORTED_TYPE');
  return claimed;
}

/** What the bytes say. @throws IngestionError ENCRYPTED */
async function sniff(bytes: Uint8Array): Promise<FileKind | undefined> {
  // Readers accept rubbish before a PDF's header, so do we.
  if (Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')) return 'pdf';
  const found = await fileTypeFromBuffer(bytes);
  if (found?.mime === 'application/x-cfb' && Buffer.from(bytes).includes(ENCRYPTED_PACKAGE))
    throw new IngestionError('ENCRYPTED');
  if (found?.mime === DOCX) return 'docx';
  // A DOCX whose entries stand in an unusual order; whether it is one shows when it is read.
  if (found?.mime === 'application/zip')
    return Buffer.from(bytes).includes('word/document.xml') ? 'docx' : undefined;
  if (found) return undefined;
  const start = Buffer.from(bytes.subarray(0, 512)).toString('latin1');
  return MARKUP.test(start.replace(/^\u00EF\u00BB\u00BF/, '')) ? undefined : 'text';
}
