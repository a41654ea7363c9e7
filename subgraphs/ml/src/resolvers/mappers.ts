import type { DocumentRecord } from '../data/document-store.ts';

/** A document that others ask about; without a record it was not ingested (yet, or any more). */
export interface DocumentParent {
  readonly __typename: 'Document';
  readonly id: string;
  readonly record?: DocumentRecord | undefined;
}

export interface ConversationReference {
  readonly __typename: 'Conversation';
  readonly id: string;
}
