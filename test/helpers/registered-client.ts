import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AnswerEvent, collect, JourneyClient } from './journey-client.ts';
import { ROOT } from './running-program.ts';

interface Manifest {
  readonly operations: readonly { readonly name: string; readonly body: string }[];
}

const manifest = JSON.parse(
  readFileSync(join(ROOT, 'schema/operations/manifests/web.json'), 'utf8'),
) as Manifest;
const bodies = new Map(manifest.operations.map(({ name, body }) => [name, body]));

// biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
type Data = any;

/** The text of an operation that the web app has registered. */
export function registered(name: string): string {
  const body = bodies.get(name);
  assert.ok(body, `the web app has registered no ${name}`);
  return body;
}

/** Does what the web app does with the operations it has registered, and no others: a safelist lets them pass. */
export class RegisteredClient {
  readonly client: JourneyClient;

  constructor(baseUrl: string, accessToken?: string) {
    this.client = new JourneyClient(baseUrl, accessToken);
  }

  /** The data of a reply that must have no errors. */
  ask(name: string, variables: Record<string, unknown> = {}): Promise<Data> {
    return this.client.ask(registered(name), variables);
  }

  /** The code of a reply that must be refused. */
  async refusal(name: string, variables: Record<string, unknown> = {}): Promise<string | undefined> {
    const { errors } = await this.client.send(registered(name), variables);
    assert.ok(errors && errors.length > 0, `${name} was not refused`);
    return errors[0]?.extensions?.code;
  }

  async signUp(email: string, password: string): Promise<void> {
    const { signUp } = await this.ask('SignUp', { input: { email, password, name: 'Ada Example' } });
    assert.ok(signUp.accessToken, JSON.stringify(signUp));
    this.client.accessToken = signUp.accessToken;
  }

  async upload(workspaceId: string, filename: string, content: Uint8Array<ArrayBuffer>): Promise<string> {
    const input = { workspaceId, filename, contentType: 'text/plain', size: content.length };
    const { createUpload } = await this.ask('CreateUpload', { input });
    assert.ok(createUpload.url, JSON.stringify(createUpload));
    const address = new URL(createUpload.url, this.client.baseUrl);
    const put = await fetch(address, { method: 'PUT', body: content });
    assert.equal(put.status, 201, await put.text());
    const { events, close } = await this.client.subscribeOverSse(registered('WorkspaceActivity'), {
      workspaceId,
    });
    const { completeUpload } = await this.ask('CompleteUpload', {
      input: { uploadId: createUpload.uploadId },
    });
    const documentId = completeUpload.document.id;
    for await (const data of events) {
      const { kind } = (data as { workspaceEvents: { kind: string } }).workspaceEvents;
      if (kind === 'DOCUMENT_READY') break;
      assert.notEqual(kind, 'DOCUMENT_FAILED');
    }
    close();
    return documentId;
  }

  /** The events of the answer to a question in a new conversation. */
  async question(workspaceId: string, content: string) {
    const { createConversation } = await this.ask('CreateConversation', { input: { workspaceId } });
    const conversationId: string = createConversation.conversation.id;
    const { sendMessage } = await this.ask('SendMessage', { input: { conversationId, content } });
    const generationId: string = sendMessage.generation.id;
    const events = await collect(this.follow(generationId));
    return { conversationId, generationId, events };
  }

  async *follow(generationId: string): AsyncGenerator<AnswerEvent> {
    const { events } = await this.client.subscribeOverSse(registered('GenerationEvents'), { generationId });
    for await (const data of events) yield (data as { generationEvents: AnswerEvent }).generationEvents;
  }
}
