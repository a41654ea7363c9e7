import assert from 'node:assert/strict';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { readEventStream } from '../../scripts/lib/event-stream.ts';

/** A GraphQL reply, as it comes over the wire. */
interface GraphQLReply {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** One event of an answer, as a third party's client reads it. */
export interface AnswerEvent {
  readonly cursor: string;
  readonly sequence: number;
  readonly kind: string;
  readonly delta: string | null;
  readonly generation: FinishedGeneration | null;
}

export interface FinishedGeneration {
  readonly status: string;
  readonly text: string;
  readonly engine: string;
  readonly model: string;
  readonly citations: readonly {
    readonly number: number;
    readonly page: number | null;
    readonly quote: string;
    readonly startOffset: number;
    readonly endOffset: number;
    readonly contentHash: string;
    readonly document: { readonly id: string; readonly filename: string };
  }[];
}

export const GENERATION_EVENTS = `
  subscription Answer($id: ID!, $after: Cursor) {
    generationEvents(generationId: $id, after: $after) {
      cursor sequence kind delta
      generation {
        status text engine model
        citations { number page quote startOffset endOffset contentHash document { id filename } }
      }
    }
  }`;

/** A third party's program: plain `fetch`, Server-Sent Events read by hand, `graphql-transport-ws` by its library. */
export class JourneyClient {
  readonly baseUrl: string;
  accessToken: string | undefined;

  constructor(baseUrl: string, accessToken?: string) {
    this.baseUrl = baseUrl;
    this.accessToken = accessToken;
  }

  get #headers(): Record<string, string> {
    return {
      'content-type': 'application/json',
      ...(this.accessToken ? { authorization: `Bearer ${this.accessToken}` } : {}),
    };
  }

  async send(query: string, variables: Record<string, unknown> = {}): Promise<GraphQLReply> {
    const response = await fetch(`${this.baseUrl}/graphql`, {
      method: 'POST',
      headers: this.#headers,
      body: JSON.stringify({ query, variables }),
    });
    const body = await response.text();
    assert.match(response.headers.get('content-type') ?? '', /json/, `${response.status} ${body}`);
    return JSON.parse(body) as GraphQLReply;
  }

  /** The data of a reply that must have no errors. */
  async ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const reply = await this.send(query, variables);
    assert.deepEqual(reply.errors ?? [], [], `errors for ${query}`);
    return reply.data as Data;
  }

  async signUp(email: string): Promise<void> {
    const { signUp } = await this.ask<{ signUp: { __typename: string; accessToken: string } }>(
      'mutation ($input: SignUpInput!) { signUp(input: $input) { __typename ... on SignedIn { accessToken expiresAt user { id email } } ... on Failure { message } } }',
      { input: { email, password: 'correct horse battery', name: 'Ada Example' } },
    );
    assert.equal(signUp.__typename, 'SignedIn', JSON.stringify(signUp));
    this.accessToken = signUp.accessToken;
  }

  async createWorkspace(name: string): Promise<string> {
    const { createWorkspace } = await this.ask<{ createWorkspace: { workspace: { id: string } } }>(
      'mutation ($input: CreateWorkspaceInput!) { createWorkspace(input: $input) { __typename ... on WorkspaceCreated { workspace { id name viewerRole } } ... on Failure { message } } }',
      { input: { name } },
    );
    return createWorkspace.workspace.id;
  }

  /** Uploads a file and answers its document's id; ingestion goes on. */
  async upload(
    workspaceId: string,
    filename: string,
    contentType: string,
    content: Uint8Array,
  ): Promise<string> {
    const { createUpload } = await this.ask<{ createUpload: { uploadId: string; url: string } }>(
      'mutation ($input: CreateUploadInput!) { createUpload(input: $input) { __typename ... on UploadCreated { uploadId url } ... on Failure { message } } }',
      { input: { workspaceId, filename, contentType, size: content.length } },
    );
    assert.ok(createUpload.url, JSON.stringify(createUpload));
    const put = await fetch(new URL(createUpload.url, this.baseUrl), {
      method: 'PUT',
      headers: { 'content-type': contentType },
      body: content,
    });
    assert.equal(put.status, 201, await put.text());
    const { completeUpload } = await this.ask<{ completeUpload: { document: { id: string } } }>(
      'mutation ($input: CompleteUploadInput!) { completeUpload(input: $input) { __typename ... on UploadCompleted { document { id status } } ... on Failure { message } } }',
      { input: { uploadId: createUpload.uploadId } },
    );
    return completeUpload.document.id;
  }

  async createConversation(workspaceId: string, model?: string): Promise<string> {
    const { createConversation } = await this.ask<{ createConversation: { conversation: { id: string } } }>(
      'mutation ($input: CreateConversationInput!) { createConversation(input: $input) { __typename ... on ConversationCreated { conversation { id title } } ... on Failure { message } } }',
      { input: { workspaceId, model } },
    );
    return createConversation.conversation.id;
  }

  async sendMessage(conversationId: string, content: string, idempotencyKey?: string): Promise<string> {
    const { sendMessage } = await this.ask<{ sendMessage: { generation: { id: string } } }>(
      'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { __typename ... on MessageSent { message { id content } generation { id status } } ... on Failure { failure: message } } }',
      { input: { conversationId, content, idempotencyKey } },
    );
    assert.ok(sendMessage.generation, JSON.stringify(sendMessage));
    return sendMessage.generation.id;
  }

  /** Follows an answer over Server-Sent Events until it ends, or until the reader has enough. */
  async *followOverSse(generationId: string, after?: string): AsyncGenerator<AnswerEvent> {
    const { events } = await this.subscribeOverSse(GENERATION_EVENTS, { id: generationId, after });
    for await (const data of events) yield (data as { generationEvents: AnswerEvent }).generationEvents;
  }

  /** Resolves when the subscription stands: whatever happens from then on is among its events. */
  async subscribeOverSse(
    query: string,
    variables: Record<string, unknown>,
  ): Promise<{ readonly events: AsyncGenerator<unknown>; close(): void }> {
    const abort = new AbortController();
    const response = await fetch(`${this.baseUrl}/graphql`, {
      method: 'POST',
      headers: { ...this.#headers, accept: 'text/event-stream' },
      body: JSON.stringify({ query, variables }),
      signal: abort.signal,
    });
    assert.equal(response.status, 200);
    assert.ok(response.body);
    // Taken at once: a body that nobody holds is cancelled when memory is tidied up.
    const chunks = response.body.values();
    return { events: dataOfEvents(chunks, abort), close: () => abort.abort() };
  }

  /** Follows an answer over `graphql-transport-ws`. */
  async *followOverWebSocket(generationId: string, after?: string): AsyncGenerator<AnswerEvent> {
    const client = createClient({
      url: `${this.baseUrl.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${this.accessToken}` },
      retryAttempts: 0,
    });
    try {
      const events = client.iterate<{ generationEvents: AnswerEvent }>({
        query: GENERATION_EVENTS,
        variables: { id: generationId, after },
      });
      for await (const { data, errors } of events) {
        assert.deepEqual(errors ?? [], []);
        if (data) yield data.generationEvents;
      }
    } finally {
      await client.dispose();
    }
  }

  /** Follows a document until it is read, and answers its status. */
  async untilReady(workspaceId: string, documentId: string): Promise<string> {
    const status = async () => {
      const { document } = await this.ask<{ document: { status: string } }>(
        'query ($id: ID!) { document(id: $id) { status } }',
        { id: documentId },
      );
      return document.status;
    };
    const { events, close } = await this.subscribeOverSse(
      'subscription ($id: ID!) { workspaceEvents(workspaceId: $id) { kind documentId } }',
      { id: workspaceId },
    );
    let known = await status();
    while (known === 'INGESTING') {
      await events.next();
      known = await status();
    }
    close();
    return known;
  }
}

/** All events of a stream. */
export async function collect(events: AsyncIterable<AnswerEvent>): Promise<AnswerEvent[]> {
  const collected: AnswerEvent[] = [];
  for await (const event of events) collected.push(event);
  return collected;
}

/** The data of each event, which must come without errors. */
async function* dataOfEvents(
  chunks: AsyncIterable<Uint8Array>,
  abort: AbortController,
): AsyncGenerator<unknown> {
  for await (const reply of readEventStream(chunks, abort)) {
    const { data, errors } = reply as GraphQLReply;
    assert.deepEqual(errors ?? [], []);
    yield data;
  }
}
