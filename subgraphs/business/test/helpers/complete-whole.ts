import {
  type DocumentRecord,
  type DocumentsStore,
  IncompleteFile,
  type UploadRecord,
} from '../../src/data/documents-store.ts';

/** Completes an upload as if all its bytes had arrived. */
export async function completeWhole(
  documents: DocumentsStore,
  upload: UploadRecord,
): Promise<DocumentRecord | undefined> {
  const outcome = await documents.complete(upload, async () => upload.size);
  if (outcome instanceof IncompleteFile) throw new Error('A whole file is told to be incomplete.');
  return outcome;
}
