/** What one document may have. */
export const LIMITS = { bytes: 100 * 1024 * 1024, characters: 5_000_000, pages: 2_000 } as const;

export type IngestionFailureCode =
  | 'UNSUPPORTED_TYPE'
  | 'TOO_LARGE'
  | 'EMPTY'
  | 'CORRUPT'
  | 'ENCRYPTED'
  | 'NO_TEXT'
  | 'TIMED_OUT'
  | 'INTERNAL';

/** Why a document could not be read, and what to do; may be shown. */
export interface IngestionFailure {
  readonly code: IngestionFailureCode;
  readonly message: string;
}

const MESSAGES: Readonly<Record<IngestionFailureCode, string>> = {
  UNSUPPORTED_TYPE:
    'This is not a file that can be read, or not what its name says. Upload Markdown, plain text, PDF or DOCX, with the right file extension.',
  TOO_LARGE:
    'This document is too large: at most 5 million characters and 2,000 pages can be read. Split it into parts and upload those.',
  EMPTY: 'There is nothing in this file. Check that it was saved, and upload it again.',
  CORRUPT:
    'This file is damaged and cannot be read. Open and save it again in the program it was made with, then upload that.',
  ENCRYPTED: 'This file is protected by a password. Save a copy without the password and upload that.',
  NO_TEXT:
    'This document has pictures of pages but no text. Run text recognition (OCR) on it and upload the result.',
  TIMED_OUT: 'Reading this document took too long. Split it into smaller parts and upload those.',
  INTERNAL:
    'This document could not be read because of a fault on our side. Upload it again; if that fails too, tell your operator.',
};

/** A document cannot be ingested; trying again would not help. */
export class IngestionError extends Error {
  override readonly name = 'IngestionError';
  readonly failure: IngestionFailure;
  /** @param message instead of the usual one for the code */
  constructor(code: IngestionFailureCode, message: string = MESSAGES[code], options?: ErrorOptions) {
    super(message, options);
    this.failure = { code, message };
  }
}
