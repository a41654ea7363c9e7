import type { SealedTable } from '@codexcontinue/platform/encryption/reseal';
import { CONTENT, DOCUMENT, PASSAGE, PASSAGE_TEXT } from './document-store.ts';
import { GENERATION, SEALED_COLUMNS } from './generation-store.ts';
import { documents, generations, passages } from './tables.ts';

/** Every table of ml that holds what people wrote or read, with the columns that are sealed. */
export const SEALED_TABLES: readonly SealedTable[] = [
  { table: documents, name: DOCUMENT, columns: CONTENT },
  { table: passages, name: PASSAGE, columns: PASSAGE_TEXT },
  { table: generations, name: GENERATION, columns: SEALED_COLUMNS },
];
