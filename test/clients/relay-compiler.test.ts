import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { buildSchema, parse, validate } from 'graphql';
import { JourneyClient } from '../helpers/journey-client.ts';
import { startStandalone } from '../helpers/running-program.ts';
import { createRelayProject, type RelayProject } from './support/relay-project.ts';

const NAMES = [
  'conversationAnswerSubscription',
  'conversationMessagesQuery',
  'conversationQuery',
  'conversationSendMutation',
];

describe("Relay's compiler, on the public schema", { timeout: 180_000 }, () => {
  let project: RelayProject;
  let texts: ReadonlyMap<string, string>;
  before(async () => {
    project = await createRelayProject();
    await project.compile();
    texts = await project.texts();
  });
  after(() => project[Symbol.asyncDispose]());

  const textOf = (name: string): string => {
    const text = texts.get(name);
    assert.ok(text, name);
    return text;
  };

  it('compiles a connection with its page query, a mutation with its failures, and a subscription', async () => {
    assert.deepEqual([...texts.keys()].toSorted(), NAMES);
    const schema = buildSchema(
      await readFile(new URL('../../schema/api.public.graphql', import.meta.url), 'utf8'),
    );
    for (const [name, text] of texts) assert.deepEqual(validate(schema, parse(text)), [], name);
    assert.match(textOf('conversationMessagesQuery'), /pageInfo \{\s+endCursor\s+hasNextPage/);
  });

  it('refuses what is internal', async () => {
    await using another = await createRelayProject();
    const query = 'query internalQuery($id: ID!) { generationStream(generationId: $id) { lastSequence } }';
    const whole = await readFile(new URL('../../schema/api.graphql', import.meta.url), 'utf8');
    assert.deepEqual(validate(buildSchema(whole), parse(query)), []);
    await another.add('internal.js', `import { graphql } from 'relay-runtime';\ngraphql\`${query}\`;`);
    await assert.rejects(another.compile(), /generationStream/);
  });

  it('makes texts that a running system answers at /graphql/public, page by page and event by event', async () => {
    const standalone = await startStandalone();
    try {
      const setup = new JourneyClient(standalone.url);
      await setup.signUp(`${randomUUID()}@example.org`);
      const conversation = await setup.createConversation(await setup.createWorkspace('Relay'));
      const ask = async (name: string, variables: Record<string, unknown>) => {
        const response = await fetch(`${standalone.url}/graphql/public`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${setup.accessToken}` },
          body: JSON.stringify({ query: textOf(name), variables }),
        });
        const { data, errors } = (await response.json()) as { data: never; errors?: unknown };
        assert.equal(errors, undefined);
        return data;
      };
      const { sendMessage } = (await ask('conversationSendMutation', {
        input: { conversationId: conversation, content: 'What is kept?' },
      })) as { sendMessage: { __typename: string; generation: { id: string } } };
      assert.equal(sendMessage.__typename, 'MessageSent');
      const events = await follow(standalone.url, setup, sendMessage.generation.id);
      assert.deepEqual(
        events.map(({ sequence }) => sequence),
        events.map((_, index) => index + 1),
      );
      assert.equal(events.at(-1)?.generation?.status, 'COMPLETED');
      await checkPages(ask, conversation);
    } finally {
      await standalone.stop();
    }
  });

  interface Event {
    readonly sequence: number;
    readonly generation: { readonly status: string } | null;
  }

  async function follow(url: string, client: JourneyClient, generationId: string): Promise<Event[]> {
    const response = await fetch(`${url}/graphql/public`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${client.accessToken}`,
      },
      body: JSON.stringify({ query: textOf('conversationAnswerSubscription'), variables: { generationId } }),
    });
    const results = [...(await response.text()).matchAll(/^data: (\{.+)$/gm)];
    return results.map(([, json]) => JSON.parse(String(json)).data.generationEvents);
  }

  interface Page {
    readonly edges: readonly { readonly node: { readonly role: string } }[];
    readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
  }

  /** The question and its answer, by the query that Relay makes for further pages. */
  async function checkPages(
    ask: (name: string, variables: Record<string, unknown>) => Promise<unknown>,
    id: string,
  ): Promise<void> {
    const whole = (await ask('conversationQuery', { id })) as { conversation: { messages: Page } };
    assert.equal(whole.conversation.messages.edges.length, 2);
    let after: string | undefined;
    const roles: string[] = [];
    for (let hasNextPage = true; hasNextPage; ) {
      const { conversation } = (await ask('conversationMessagesQuery', {
        id,
        first: 1,
        after,
      })) as typeof whole;
      const { edges, pageInfo } = conversation.messages;
      roles.push(...edges.map(({ node }) => node.role));
      after = pageInfo.endCursor;
      hasNextPage = pageInfo.hasNextPage;
    }
    assert.deepEqual(roles, ['USER', 'ASSISTANT']);
  }
});
