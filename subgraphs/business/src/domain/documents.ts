import { beginningOf } from './text.ts';

/** Why a document could not be read; the schema describes each. */
export type DocumentFailureCode =
  | 'UNSUPPORTED_TYPE'
  | 'TOO_LARGE'
  | 'EMPTY'
  | 'CORRUPT'
  | 'ENCRYPTED'
  | 'NO_TEXT'
  | 'TIMED_OUT'
  | 'INTERNAL';

/** The most an upload may have. */
export const MAXIMUM_UPLOAD_BYTES = 50 * 1024 * 1024;
/** How long the bytes of an upload are accepted. */
export const UPLOAD_LIFETIME_SECONDS = 60 * 60;

const MAXIMUM_FILENAME_LENGTH = 255;
const MAXIMUM_ENDING_LENGTH = 20;

const SUPPORTED: Readonly<Record<string, readonly string[]>> = {
  'text/markdown': ['md', 'markdown'],
  'text/plain': ['txt', 'text'],
  'application/pdf': ['pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
};

/** What can be read, as media types. */
export const SUPPORTED_CONTENT_TYPES: readonly string[] = Object.keys(SUPPORTED);

/** An announced file that cannot be accepted. */
export type UploadRefusal =
  | { readonly kind: 'InvalidInput'; readonly field: string; readonly message: string }
  | { readonly kind: 'UploadTooLarge'; readonly message: string }
  | { readonly kind: 'UnsupportedContentType'; readonly message: string };

/** An announced file, checked. */
export interface AnnouncedFile {
  readonly filename: string;
  readonly contentType: string;
  readonly size: number;
}

/** Checks an announced file; what it really is is found out when it is read. */
export function readAnnouncedFile(input: AnnouncedFile): AnnouncedFile | UploadRefusal {
  const filename = cleanFilename(input.filename);
  if (filename === '')
    return { kind: 'InvalidInput', field: 'filename', message: 'Tell the name of the file.' };
  if (input.size < 1) {
    return {
      kind: 'InvalidInput',
      field: 'size',
      message: 'The file is empty. Choose one with something in it.',
    };
  }
  if (input.size > MAXIMUM_UPLOAD_BYTES) {
    return {
      kind: 'UploadTooLarge',
      message: `"${filename}" is larger than ${MAXIMUM_UPLOAD_BYTES / 1024 / 1024} MiB. Split it, or save it smaller.`,
    };
  }
  const contentType = resolveContentType(filename, input.contentType);
  if (!contentType) {
    return {
      kind: 'UnsupportedContentType',
      message: `"${filename}" cannot be read. Upload Markdown, plain text, PDF or Word (.docx).`,
    };
  }
  return { filename, contentType, size: input.size };
}

/**
 * The media type to go by: the declared one where it is known; otherwise by the name's ending, because browsers
 * declare nothing or `application/octet-stream` for endings they do not know.
 */
function resolveContentType(filename: string, declared: string): string | undefined {
  const essence = declared.split(';')[0]?.trim().toLowerCase() ?? '';
  const ending = endingOf(filename).slice(1).toLowerCase();
  const byEnding = SUPPORTED_CONTENT_TYPES.find((type) => SUPPORTED[type]?.includes(ending));
  // A Markdown file is often declared as plain text.
  if (essence === 'text/plain' && byEnding === 'text/markdown') return byEnding;
  if (SUPPORTED_CONTENT_TYPES.includes(essence)) return essence;
  return essence === '' || essence === 'application/octet-stream' || essence === 'text/x-markdown'
    ? byEnding
    : undefined;
}

/**
 * A name for people to read: without folders, control and direction characters; a long one keeps its ending. It never
 * becomes a path here, and is no folder's name where somebody saves it.
 */
export function cleanFilename(filename: string): string {
  const base = filename.split(/[\\/]/).at(-1) ?? '';
  const name = base.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '').trim();
  if (/^\.+$/.test(name)) return '';
  if (name.length <= MAXIMUM_FILENAME_LENGTH) return name;
  const ending = endingOf(name);
  return ending.length > MAXIMUM_ENDING_LENGTH
    ? beginningOf(name, MAXIMUM_FILENAME_LENGTH)
    : `${beginningOf(name, MAXIMUM_FILENAME_LENGTH - ending.length)}${ending}`;
}

/** `.pdf` of `report.pdf`; empty for a name without a dot. */
function endingOf(filename: string): string {
  const dot = filename.lastIndexOf('.');
  return dot < 0 ? '' : filename.slice(dot);
}
