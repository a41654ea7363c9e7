import { type ApiClient, createApiClient } from '../scripts/lib/api-client.ts';
import { untilRead, uploadDocument } from '../scripts/lib/seed/documents.ts';
import { DEMO_DOMAINS, readDemoDocuments } from '../scripts/lib/seed/domains.ts';
import { signInOrUp } from '../scripts/lib/seed/sign-in.ts';
import { createDemoWorkspace } from '../scripts/lib/seed/workspaces.ts';
import { atMost, type Figure, format, type Part, percentile } from './figure.ts';
import { startStandalone, withTemporaryDirectory } from './standalone.ts';

const QUESTIONS = 30;
const FIRST_EVENT_LIMIT_MILLISECONDS = 500;

interface Asked {
  readonly sentMilliseconds: number;
  readonly firstEventMilliseconds: number;
  readonly completeMilliseconds: number;
  readonly deltas: number;
  readonly completionTokens: number;
}

/** From sending a question to the first event of its answer, as a client over HTTP and SSE sees it. */
export const question: Part = {
  name: 'question',
  about: `question to first event and to the end, extractive engine, ${QUESTIONS} questions`,
  run: (log) =>
    withTemporaryDirectory(async (directory) => {
      const standalone = await startStandalone(directory);
      try {
        const client = createApiClient(standalone.url);
        await signInOrUp(client, { email: 'bench@example.org', password: 'a password for one run' });
        const { workspaceId, ingestedMilliseconds } = await prepare(client);
        log(`documents uploaded and read: ${ingestedMilliseconds.toFixed(0)} ms each`);
        const asked: Asked[] = [];
        for (let number = 0; number < QUESTIONS; number += 1) {
          const domain = DEMO_DOMAINS[number % DEMO_DOMAINS.length];
          if (domain) asked.push(await ask(client, workspaceId, domain.question));
        }
        return describe(asked, ingestedMilliseconds);
      } finally {
        await standalone.stop();
      }
    }),
};

async function prepare(client: ApiClient): Promise<{ workspaceId: string; ingestedMilliseconds: number }> {
  const first = DEMO_DOMAINS[0];
  if (!first) throw new Error('There are no sample documents.');
  const workspaceId = await createDemoWorkspace(client, first);
  const documents = DEMO_DOMAINS.flatMap(readDemoDocuments);
  const startedAt = performance.now();
  for (const document of documents) {
    await uploadDocument(client, workspaceId, document);
    await untilRead(client, workspaceId);
  }
  return { workspaceId, ingestedMilliseconds: (performance.now() - startedAt) / documents.length };
}

interface Event {
  readonly kind: string;
  readonly generation: { readonly usage: { readonly completionTokens: number } | null } | null;
}

async function ask(client: ApiClient, workspaceId: string, content: string): Promise<Asked> {
  const { createConversation } = await client.ask<{ createConversation: { conversation: { id: string } } }>(
    'mutation ($input: CreateConversationInput!) { createConversation(input: $input) { ... on ConversationCreated { conversation { id } } } }',
    { input: { workspaceId } },
  );
  const startedAt = performance.now();
  const { sendMessage } = await client.ask<{ sendMessage: { generation: { id: string } } }>(
    'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ... on MessageSent { generation { id } } } }',
    { input: { conversationId: createConversation.conversation.id, content } },
  );
  const sentMilliseconds = performance.now() - startedAt;
  const { events } = await client.subscribe<{ generationEvents: Event }>(
    'subscription ($id: ID!) { generationEvents(generationId: $id) { kind generation { usage { completionTokens } } } }',
    { id: sendMessage.generation.id },
  );
  let firstEventMilliseconds = Number.NaN;
  let deltas = 0;
  let last: Event | undefined;
  for await (const { generationEvents } of events) {
    if (!last) firstEventMilliseconds = performance.now() - startedAt;
    if (generationEvents.kind === 'DELTA') deltas += 1;
    last = generationEvents;
  }
  if (last?.kind !== 'COMPLETED') throw new Error(`An answer ended as ${last?.kind}.`);
  return {
    sentMilliseconds,
    firstEventMilliseconds,
    completeMilliseconds: performance.now() - startedAt,
    deltas,
    completionTokens: last.generation?.usage?.completionTokens ?? 0,
  };
}

function describe(asked: readonly Asked[], ingestedMilliseconds: number): Figure[] {
  const values = (key: keyof Asked) => asked.map((one) => one[key]);
  const sum = (key: keyof Asked) => values(key).reduce((total, value) => total + value, 0);
  const both = (key: keyof Asked) =>
    `${format(percentile(values(key), 0.5))} / ${format(percentile(values(key), 0.95))} ms`;
  const what = 'question to first event';
  return [
    atMost(
      `${what}, p50 of ${asked.length}`,
      percentile(values('firstEventMilliseconds'), 0.5),
      FIRST_EVENT_LIMIT_MILLISECONDS,
      'ms',
    ),
    atMost(
      `${what}, p95 of ${asked.length}`,
      percentile(values('firstEventMilliseconds'), 0.95),
      FIRST_EVENT_LIMIT_MILLISECONDS,
      'ms',
    ),
    {
      what: 'question accepted (sendMessage answered), p50 / p95',
      figure: both('sentMilliseconds'),
      target: '',
    },
    { what: 'question to complete answer, p50 / p95', figure: both('completeMilliseconds'), target: '' },
    {
      what: 'deltas and estimated tokens of an answer, mean',
      figure: `${format(sum('deltas') / asked.length)} deltas, ${format(sum('completionTokens') / asked.length)} tokens`,
      target: '',
    },
    {
      what: 'upload to readable of a one-page Markdown document, mean',
      figure: `${format(ingestedMilliseconds)} ms`,
      target: '',
    },
  ];
}
