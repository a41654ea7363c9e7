import type { SealedTable } from '@codexcontinue/platform/encryption/reseal';
import { CONTENT, CONVERSATION, MESSAGE, TITLE } from './conversations-store.ts';
import { DOCUMENT, NAMED, UPLOAD } from './documents-store.ts';
import { OPERATION_COLUMNS, ownerOf, SAVED_OPERATION } from './saved-operations-store.ts';
import { conversation, document, message, savedOperation, upload } from './tables.ts';

/** Every table of business that holds what people wrote, with the columns that are sealed. */
export const SEALED_TABLES: readonly SealedTable[] = [
  { table: conversation, name: CONVERSATION, columns: TITLE },
  { table: message, name: MESSAGE, columns: CONTENT },
  { table: upload, name: UPLOAD, columns: NAMED },
  { table: document, name: DOCUMENT, columns: NAMED },
  {
    table: savedOperation,
    name: SAVED_OPERATION,
    columns: OPERATION_COLUMNS,
    ownerOf: (row) => ownerOf(row as Parameters<typeof ownerOf>[0]),
  },
];
