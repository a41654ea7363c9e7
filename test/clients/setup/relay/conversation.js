// #region
import { graphql } from 'relay-runtime';

/** A page of messages, for usePaginationFragment. */
export const messages = graphql`
  fragment conversation_messages on Query
  @argumentDefinitions(id: { type: "ID!" }, first: { type: "Int", defaultValue: 20 }, after: { type: "String" })
  @refetchable(queryName: "conversationMessagesQuery") {
    conversation(id: $id) {
      messages(first: $first, after: $after) @connection(key: "conversation_messages") {
        edges {
          node {
            ...conversation_message
          }
        }
      }
    }
  }
`;

export const message = graphql`
  fragment conversation_message on Message {
    id
    role
    content
    generation {
      id
      status
    }
  }
`;

export const page = graphql`
  query conversationQuery($id: ID!) {
    conversation(id: $id) {
      title
      workspace {
        name
      }
    }
    ...conversation_messages @arguments(id: $id)
  }
`;

/** Every answer of a mutation: done, or a failure that says what to do. */
export const send = graphql`
  mutation conversationSendMutation($input: SendMessageInput!) {
    sendMessage(input: $input) {
      __typename
      ... on MessageSent {
        message {
          ...conversation_message
        }
        generation {
          id
        }
      }
      ... on Failure {
        failure: message
      }
    }
  }
`;

export const answer = graphql`
  subscription conversationAnswerSubscription($generationId: ID!, $after: Cursor) {
    generationEvents(generationId: $generationId, after: $after) {
      cursor
      sequence
      kind
      delta
      generation {
        id
        status
        text
      }
    }
  }
`;
// #endregion
