/** What a stored file is to the one who uploaded it. */
export type FileUse =
  /** A document's. */
  | 'document'
  /** Of a document that has been deleted since. */
  | 'deleted'
  /** Of an upload that was not completed in time: nobody can read it any more. */
  | 'abandoned'
  /** Of an upload that is not completed yet: it may be sent again at any moment. */
  | 'under way';

/** What is known of an upload. */
export interface KnownUpload {
  readonly completedAt: Date | null;
  readonly expiresAt: Date;
  readonly hasDocument: boolean;
}

export function useOfFile(upload: KnownUpload, now: Date): FileUse {
  if (upload.hasDocument) return 'document';
  // An upload is completed in the transaction that makes its document.
  if (upload.completedAt) return 'deleted';
  return upload.expiresAt < now ? 'abandoned' : 'under way';
}

const DAY_MILLISECONDS = 86_400_000;

/**
 * Whether bytes that began to arrive for an upload may be arriving still. They begin before it expires, and no connection
 * lives for a day after that.
 */
export function mayBeArriving({ expiresAt }: Pick<KnownUpload, 'expiresAt'>, now: Date): boolean {
  return expiresAt.getTime() + DAY_MILLISECONDS > now.getTime();
}
