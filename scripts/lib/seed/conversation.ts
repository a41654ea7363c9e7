import { type ApiClient, expectDone, type Refusal } from '../api-client.ts';

const TITLE = 'A first question';
/** The server answers the same key in the same conversation with what it made the first time. */
const IDEMPOTENCY_KEY = 'seed';
/** A small model on a small machine takes its time. */
const ANSWER_LIMIT_MILLISECONDS = 180_000;

interface Conversations {
  readonly workspace: {
    readonly conversations: { readonly edges: readonly { node: { id: string; title: string } }[] };
  };
}

interface Created {
  readonly __typename: 'ConversationCreated';
  readonly conversation: { readonly id: string };
}

interface Sent {
  readonly __typename: 'MessageSent';
  readonly generation: { readonly id: string; readonly status: string };
}

/**
 * Asks the first question of a workspace, once.
 *
 * @returns whether it was asked just now, and how its answer ended
 */
export async function askFirstQuestion(
  client: ApiClient,
  workspaceId: string,
  question: string,
): Promise<{ readonly asked: boolean; readonly status: string }> {
  const known = await findConversation(client, workspaceId);
  const conversationId = known ?? (await createConversation(client, workspaceId));
  const { sendMessage } = await client.ask<{ sendMessage: Sent | Refusal }>(
    `mutation ($input: SendMessageInput!) {
      sendMessage(input: $input) { __typename ... on MessageSent { generation { id status } } ... on Failure { message } }
    }`,
    { input: { conversationId, content: question, idempotencyKey: IDEMPOTENCY_KEY } },
  );
  const { generation } = expectDone(sendMessage, 'MessageSent') as Sent;
  return { asked: known === undefined, status: await untilAnswered(client, generation.id) };
}

async function findConversation(client: ApiClient, workspaceId: string): Promise<string | undefined> {
  const { workspace } = await client.ask<Conversations>(
    'query ($id: ID!) { workspace(id: $id) { conversations(first: 100) { edges { node { id title } } } } }',
    { id: workspaceId },
  );
  return workspace.conversations.edges.find(({ node }) => node.title === TITLE)?.node.id;
}

async function createConversation(client: ApiClient, workspaceId: string): Promise<string> {
  const { createConversation: result } = await client.ask<{ createConversation: Created | Refusal }>(
    `mutation ($input: CreateConversationInput!) {
      createConversation(input: $input) { __typename ... on ConversationCreated { conversation { id } } ... on Failure { message } }
    }`,
    { input: { workspaceId, title: TITLE } },
  );
  return (expectDone(result, 'ConversationCreated') as Created).conversation.id;
}

async function untilAnswered(client: ApiClient, generationId: string): Promise<string> {
  const { events } = await client.subscribe<{ generationEvents: { kind: string } }>(
    'subscription ($id: ID!) { generationEvents(generationId: $id) { kind } }',
    { id: generationId },
    AbortSignal.timeout(ANSWER_LIMIT_MILLISECONDS),
  );
  let last = '';
  for await (const { generationEvents } of events) last = generationEvents.kind;
  return last;
}
