import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInternalTokenSigner, type InternalTokenSigner } from '@codexcontinue/platform/identity';
import { readStandaloneEnvironment } from '../../standalone/src/environment.ts';
import { createStandalone, type Standalone } from '../../standalone/src/standalone.ts';
import { JourneyClient } from '../helpers/journey-client.ts';

/** The roles of a workspace, somebody who has none in it but owns another, and nobody. */
export const CALLERS = ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER', 'AUDITOR', 'STRANGER', 'ANONYMOUS'] as const;
export type CallerName = (typeof CALLERS)[number];

const MEMBERS = ['ADMIN', 'MEMBER', 'VIEWER', 'AUDITOR'] as const;

/** Somebody who acts. */
export interface Actor {
  readonly client: JourneyClient;
  readonly email: string;
  readonly personId: string;
}

/** A workspace with somebody in every role, and what is in it. */
export interface Tenant {
  readonly workspaceId: string;
  readonly owner: Actor;
  readonly conversationId: string;
  readonly messageId: string;
  readonly generationId: string;
  readonly documentId: string;
  readonly passageId: string;
  readonly savedOperationId: string;
}

/** The whole system in this process, with two workspaces that share nobody. */
export interface World {
  readonly standalone: Standalone;
  /** Speaks to subgraphs as the gateway does. */
  readonly internalTokens: InternalTokenSigner;
  readonly ours: Tenant;
  readonly theirs: Tenant;
  as(name: CallerName): Actor;
  signUp(): Promise<Actor>;
  stop(): Promise<void>;
}

export async function createWorld(): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), 'authority-'));
  const standalone = await createStandalone(
    readStandaloneEnvironment({
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: directory,
      OLLAMA_URL: 'http://127.0.0.1:9',
      LOG_LEVEL: 'silent',
    }),
  );
  await standalone.start();
  const signUp = () => signUpAt(standalone.url);
  const [owner, stranger] = [await signUp(), await signUp()];
  const ours = await createTenant(owner);
  const actors = new Map<CallerName, Actor>([
    ['OWNER', owner],
    ['STRANGER', stranger],
    ['ANONYMOUS', { client: new JourneyClient(standalone.url), email: '', personId: '' }],
  ]);
  for (const role of MEMBERS) {
    const actor = await signUp();
    await addMember(ours, actor, role);
    actors.set(role, actor);
  }
  const privateKey = readFileSync(join(directory, 'internal-private-key.pem'), 'utf8');
  return {
    standalone,
    internalTokens: createInternalTokenSigner(privateKey),
    ours,
    theirs: await createTenant(stranger),
    as(name) {
      const actor = actors.get(name);
      if (!actor) throw new Error(`nobody is ${name}`);
      return actor;
    },
    signUp,
    async stop() {
      await standalone.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function signUpAt(url: string): Promise<Actor> {
  const client = new JourneyClient(url);
  const email = `${randomUUID()}@example.org`;
  await client.signUp(email);
  const { me } = await client.ask<{ me: { id: string } }>('{ me { id } }');
  return { client, email, personId: me.id };
}

/** Makes somebody a member, as the workspace's owner. */
export async function addMember({ workspaceId, owner }: Tenant, actor: Actor, role: string): Promise<void> {
  const { result } = await owner.client.ask<{ result: { __typename: string } }>(
    'mutation ($input: AddWorkspaceMemberInput!) { result: addWorkspaceMember(input: $input) { __typename } }',
    { input: { workspaceId, email: actor.email, role } },
  );
  if (result.__typename !== 'WorkspaceMemberAdded') throw new Error(`adding a member: ${result.__typename}`);
}

async function createTenant(owner: Actor): Promise<Tenant> {
  const { client } = owner;
  const workspaceId = await client.createWorkspace('Plant');
  const documentId = await uploadNote(client, workspaceId);
  await client.untilReady(workspaceId, documentId);
  const conversationId = await client.createConversation(workspaceId);
  const generationId = await client.sendMessage(conversationId, 'How are pumps kept?');
  await Array.fromAsync(client.followOverSse(generationId));
  const found = await client.ask<{
    conversation: { messages: { edges: { node: { id: string } }[] } };
    search: { edges: { node: { id: string } }[] };
  }>(
    `query ($conversationId: ID!, $workspaceId: ID!) {
      conversation(id: $conversationId) { messages(first: 1) { edges { node { id } } } }
      search(workspaceId: $workspaceId, query: "pumps") { edges { node { id } } }
    }`,
    { conversationId, workspaceId },
  );
  return {
    workspaceId,
    owner,
    conversationId,
    generationId,
    documentId,
    messageId: found.conversation.messages.edges[0]?.node.id ?? '',
    passageId: found.search.edges[0]?.node.id ?? '',
    savedOperationId: await saveOperation(owner, workspaceId),
  };
}

export function uploadNote(client: JourneyClient, workspaceId: string): Promise<string> {
  return client.upload(
    workspaceId,
    'pumps.txt',
    'text/plain',
    Buffer.from('Pumps are kept dry at all times.'),
  );
}

export async function saveOperation({ client }: Actor, workspaceId: string): Promise<string> {
  const { result } = await client.ask<{ result: { operation: { id: string } } }>(
    `mutation ($input: SaveOperationInput!) {
      result: saveOperation(input: $input) { ... on OperationSaved { operation { id } } }
    }`,
    {
      input: {
        workspaceId,
        name: 'Who am I',
        description: 'Says who asks',
        document: '{ me { id } }',
        variables: '{}',
      },
    },
  );
  return result.operation.id;
}
