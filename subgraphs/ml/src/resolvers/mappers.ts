/** A document that others know; what is known of it here is looked up when it is asked for. */
export interface DocumentParent {
  readonly __typename: 'Document';
  readonly id: string;
}

/** A conversation, which business owns. */
export interface ConversationReference {
  readonly __typename: 'Conversation';
  readonly id: string;
}
