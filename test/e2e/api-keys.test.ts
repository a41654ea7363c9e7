import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rowsOf } from '../../subgraphs/auth/test/helpers/database-rows.ts';
import {
  addMember,
  ask,
  createKey,
  createWorkspace,
  OPENERS,
  type Somebody,
  signUp,
  tryAsking,
} from '../helpers/identity-clients.ts';
import { type IdentityRig, startIdentityRig } from '../helpers/identity-rig.ts';

const BEGIN =
  'mutation ($id: ID!) { createConversation(input: { workspaceId: $id }) { ... on ConversationCreated { conversation { id } } } }';
const CREATE = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) {
  __typename ... on InvalidInput { field } ... on ApiKeyCreated { apiKey { id expiresAt scopes } } } }`;
const READ = ['workspaces:read', 'conversations:read', 'documents:read', 'models:read'];

describe('API keys', { timeout: 180_000 }, () => {
  let rig: IdentityRig;
  let url: string;
  let owner: Somebody;
  let workspaceId: string;
  before(async () => {
    rig = await startIdentityRig({ replicas: 1 });
    url = rig.urls[0] ?? '';
    owner = await signUp(url);
    workspaceId = await createWorkspace(url, owner);
  });
  after(() => rig[Symbol.asyncDispose]());

  const codeOf = async (who: Somebody, query: string, variables = {}) =>
    (await tryAsking(url, who, query, variables)).errors[0]?.extensions.code;

  it('A51 that were made for reading change nothing, over no transport', async () => {
    const key = await createKey(url, owner, workspaceId, READ);
    const answer = await tryAsking(url, key, BEGIN, { id: workspaceId });
    assert.equal(answer.status, 403);
    assert.equal(answer.errors[0]?.extensions.code, 'FORBIDDEN');
    const { workspace } = await ask(
      url,
      key,
      'query ($id: ID!) { workspace(id: $id) { viewerRole members { edges { node { user { email } } } } conversations { edges { node { id } } } documents { edges { node { id } } } } }',
      { id: workspaceId },
    );
    assert.equal(workspace.viewerRole, 'OWNER');
    assert.deepEqual(workspace.conversations.edges, []);
    for (const open of Object.values(OPENERS)) {
      const { transport, ended, close } = await open(url, key, BEGIN, { id: workspaceId });
      assert.equal((await ended).code, 'FORBIDDEN', transport);
      close();
    }
    const after = await ask(
      url,
      key,
      'query ($id: ID!) { workspace(id: $id) { conversations { edges { node { id } } } } }',
      { id: workspaceId },
    );
    assert.deepEqual(after.workspace.conversations.edges, []);
  });

  it('A51 reach their own domains in every subgraph, and no others', async () => {
    const talker = await createKey(url, owner, workspaceId, ['conversations:write']);
    const { createConversation } = await ask(url, talker, BEGIN, { id: workspaceId });
    const conversation = createConversation.conversation.id;
    const send =
      'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ... on MessageSent { message { author { name } } generation { id status } } } }';
    const { sendMessage } = await ask(url, talker, send, {
      input: { conversationId: conversation, content: 'How?' },
    });
    assert.equal(sendMessage.message.author.name, 'Ada');
    const generation = sendMessage.generation.id;
    await ask(url, talker, 'query ($id: ID!) { generation(id: $id) { status } }', { id: generation });
    const forbidden: [string, Record<string, unknown>][] = [
      ['query ($id: ID!) { workspace(id: $id) { id } }', { id: workspaceId }],
      ['query ($id: ID!) { search(workspaceId: $id, query: "x") { edges { score } } }', { id: workspaceId }],
      ['{ modelService { message } }', {}],
      ['{ savedOperations { edges { node { id } } } }', {}],
      ['query ($id: ID!) { apiKeys(workspaceId: $id) { edges { node { id } } } }', { id: workspaceId }],
      [
        'mutation ($id: ID!) { createUpload(input: { workspaceId: $id, filename: "a.md", contentType: "text/markdown", size: 1 }) { __typename } }',
        { id: workspaceId },
      ],
      ['mutation { createWorkspace(input: { name: "x" }) { __typename } }', {}],
      ['mutation { endOtherSessions { ended } }', {}],
      ['mutation { signOut { signedOut } }', {}],
      ['mutation ($id: ID!) { disablePerson(userId: $id) { __typename } }', { id: owner.id }],
      ['mutation { rotateSigningKeys { keyId } }', {}],
      [CREATE, { input: { workspaceId, name: 'more', scopes: ['documents:write'] } }],
    ];
    for (const [query, variables] of forbidden) {
      assert.equal(await codeOf(talker, query, variables), 'FORBIDDEN', query);
    }
    const reader = await createKey(url, owner, workspaceId, ['documents:read']);
    assert.equal(
      await codeOf(reader, 'query ($id: ID!) { conversation(id: $id) { id } }', { id: conversation }),
      'FORBIDDEN',
    );
  });

  it('A51 follow what they may read, over every transport, and nothing else', async () => {
    const follow = 'subscription ($id: ID!) { workspaceEvents(workspaceId: $id) { kind } }';
    const blind = await createKey(url, owner, workspaceId, ['documents:write', 'conversations:write']);
    for (const open of Object.values(OPENERS)) {
      const { transport, ended, close } = await open(url, blind, follow, { id: workspaceId });
      assert.equal((await ended).code, 'FORBIDDEN', transport);
      close();
    }
    const seeing = await createKey(url, owner, workspaceId, ['workspaces:read']);
    for (const open of Object.values(OPENERS)) {
      const connection = await open(url, seeing, follow, { id: workspaceId });
      const next = connection.next();
      let come = false;
      void next.then(() => {
        come = true;
      });
      while (!come) await ask(url, owner, BEGIN, { id: workspaceId });
      assert.equal((await next).workspaceEvents.kind, 'CONVERSATION_CREATED', connection.transport);
      connection.close();
    }
  });

  it('A51 reach no other workspace, and no further than the role of who made them', async () => {
    const other = await createWorkspace(url, owner);
    const key = await createKey(url, owner, workspaceId, ['workspaces:read', 'conversations:write']);
    const query = 'query ($id: ID!) { workspace(id: $id) { id } workspaces { edges { node { id } } } }';
    const seen = await ask(url, key, query, { id: other });
    assert.equal(seen.workspace, null);
    assert.deepEqual(seen.workspaces.edges, [{ node: { id: workspaceId } }]);
    assert.match(String(await codeOf(key, BEGIN, { id: other })), /^(NOT_FOUND|FORBIDDEN)$/);
    const viewer = await signUp(url);
    await addMember(url, owner, workspaceId, viewer, 'VIEWER');
    const weak = await createKey(url, viewer, workspaceId, ['conversations:write']);
    assert.equal(await codeOf(weak, BEGIN, { id: workspaceId }), 'FORBIDDEN');
    const remove =
      'mutation ($input: RemoveWorkspaceMemberInput!) { removeWorkspaceMember(input: $input) { __typename } }';
    await ask(url, owner, remove, { input: { workspaceId, userId: viewer.id } });
    assert.equal((await tryAsking(url, weak, '{ me { id } }')).status, 401);
  });

  it('are refused when unknown, expired or mistyped', async () => {
    const key = await createKey(url, owner, workspaceId, READ);
    await ask(url, key, '{ me { id } }');
    const list = `query ($id: ID!) { apiKeys(workspaceId: $id, first: 1) { edges { node {
      id hint name scopes lastUsedAt revokedAt createdBy { id } workspace { id } } } } }`;
    const { apiKeys } = await ask(url, owner, list, { id: workspaceId });
    const [{ node }] = apiKeys.edges;
    assert.equal(node.id, key.keyId);
    assert.equal(node.hint, key.secret.slice(0, 8));
    assert.ok(node.lastUsedAt);
    assert.deepEqual(node.scopes, READ.toSorted());
    await rowsOf(
      rig.database,
    )`update auth.api_key set expires_at = now() - interval '1 second' where id = ${key.keyId}`;
    assert.equal((await tryAsking(url, key, '{ me { id } }')).status, 401);
    for (const secret of [`cck_${'x'.repeat(43)}`, key.secret.slice(0, -1), 'cck_', `${key.secret}x`]) {
      const answer = await tryAsking(url, { authorization: `Bearer ${secret}` }, '{ me { id } }');
      assert.equal(answer.status, 401, secret);
      assert.equal(answer.errors[0]?.extensions.code, 'UNAUTHENTICATED');
    }
  });

  it('A49 end within a year, have scopes that exist, and belong to members', async () => {
    const make = async (change: Record<string, unknown>) =>
      (
        await ask(url, owner, CREATE, {
          input: { workspaceId, name: 'robot', scopes: ['documents:read'], ...change },
        })
      ).createApiKey;
    for (const [field, value] of [
      ['expiresAt', new Date(Date.now() - 1_000).toISOString()],
      ['expiresAt', '2300-01-01T00:00:00Z'],
      ['expiresAt', 'never'],
      ['scopes', []],
      ['scopes', ['everything:write']],
      ['scopes', ['documents:read', '*']],
      ['name', ' '],
    ] as const) {
      assert.deepEqual(
        await make({ [field]: value }),
        { __typename: 'InvalidInput', field },
        `${field} ${value}`,
      );
    }
    const made = await make({});
    const days = (Date.parse(made.apiKey.expiresAt) - Date.now()) / (24 * 60 * 60 * 1_000);
    assert.ok(days > 89 && days <= 90);
    const stranger = await signUp(url);
    const input = { workspaceId, name: 'robot', scopes: ['documents:read'] };
    assert.equal(await codeOf(stranger, CREATE, { input }), 'FORBIDDEN');
    const revoke = 'mutation ($id: ID!) { revokeApiKey(id: $id) { __typename } }';
    const { revokeApiKey } = await ask(url, stranger, revoke, { id: made.apiKey.id });
    assert.equal(revokeApiKey.__typename, 'ApiKeyNotFound');
  });

  it('A50 stand in no table as they are', async () => {
    const key = await createKey(url, owner, workspaceId, READ);
    const rows = await rowsOf<{ text: string }>(
      rig.database,
    )`select row_to_json(api_key)::text as text from auth.api_key`;
    assert.ok(rows.some(({ text }) => text.includes(key.keyId)));
    assert.ok(rows.every(({ text }) => !text.includes(key.secret) && !text.includes(key.secret.slice(10))));
  });
});
