import type { Refusal } from './conversations.ts';
import { type DocumentFault, findDocumentFault } from './operation-document.ts';
import { storableText } from './text.ts';

/** How many operations one person may keep. */
export const MAXIMUM_SAVED_OPERATIONS = 500;
/** How long a text to search for may be, in characters. */
export const MAXIMUM_SEARCH_LENGTH = 200;

const MAXIMUM_NAME_LENGTH = 120;
const MAXIMUM_DESCRIPTION_LENGTH = 2_000;
const MAXIMUM_TEXT_BYTES = 64 * 1024;

/** What a person writes of an operation, once it is checked. */
export interface OperationText {
  readonly name: string;
  readonly description: string | null;
  readonly document: string;
  readonly variables: string | null;
}

const refuse = (field: string, message: string): Refusal => ({ kind: 'InvalidInput', field, message });
const isTooLarge = (text: string) => Buffer.byteLength(text) > MAXIMUM_TEXT_BYTES;

function readName(written: string | null): string | Refusal {
  const name = storableText(written ?? '').trim();
  if (name === '') return refuse('name', 'Give it a name.');
  return name.length > MAXIMUM_NAME_LENGTH
    ? refuse('name', `Give a name of at most ${MAXIMUM_NAME_LENGTH} characters.`)
    : name;
}

function readDescription(written: string | null): string | null | Refusal {
  const description = storableText(written ?? '').trim();
  return description.length > MAXIMUM_DESCRIPTION_LENGTH
    ? refuse('description', `Describe it in at most ${MAXIMUM_DESCRIPTION_LENGTH} characters.`)
    : description || null;
}

function readDocument(written: string | null): string | Refusal | DocumentFault {
  const document = written ?? '';
  if (isTooLarge(document))
    return refuse('document', `A document has at most ${MAXIMUM_TEXT_BYTES} bytes; split it in two.`);
  return findDocumentFault(document) ?? document;
}

function readVariables(written: string | null): string | null | Refusal {
  const variables = storableText(written ?? '');
  if (variables.trim() === '') return null;
  if (isTooLarge(variables))
    return refuse('variables', `Variables have at most ${MAXIMUM_TEXT_BYTES} bytes.`);
  try {
    const value: unknown = JSON.parse(variables);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return variables;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return refuse('variables', 'Variables are an object, written as JSON.');
}

const READERS = {
  name: readName,
  description: readDescription,
  document: readDocument,
  variables: readVariables,
} as const;

/**
 * Checks what is written of an operation; what is left out (`undefined`) is left out of the answer too. The first
 * thing at fault is answered instead.
 */
export function readOperationText(
  written: Readonly<Partial<Record<keyof OperationText, string | null | undefined>>>,
): Partial<OperationText> | Refusal | DocumentFault {
  const read: Partial<Record<keyof OperationText, string | null>> = {};
  for (const field of Object.keys(READERS) as (keyof OperationText)[]) {
    const text = written[field];
    if (text === undefined) continue;
    const outcome = READERS[field](text);
    if (outcome !== null && typeof outcome === 'object') return outcome;
    read[field] = outcome;
  }
  return read as Partial<OperationText>;
}
