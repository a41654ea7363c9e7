import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Caller } from '@codexcontinue/platform/identity';
import { newId } from '@codexcontinue/platform/ids';
import { createMemoryQuotaStore } from '@codexcontinue/platform/quotas/memory-quota-store';
import { keyAllowance, memberAllowance } from '@codexcontinue/platform/quotas/quota-keys';
import { DEFAULT_QUOTAS } from '@codexcontinue/platform/quotas/quota-kinds';
import { type AuthSystem, GATEWAY, type Somebody, startAuthSystem } from './helpers/auth-system.ts';

const STANDING = 'kind limit used isSet source limitWhenUnset';
const ANSWER = `__typename ... on QuotaSet { quota { ${STANDING} } } ... on InvalidInput { field message }`;
const MEMBER = `query ($id: ID!, $userId: ID!) {
  workspace(id: $id) { member(userId: $userId) { role quotas { ${STANDING} } } } }`;
const KEY = `query ($id: ID!) { apiKey(id: $id) { quotas { ${STANDING} } } }`;
const SET_MEMBER = `mutation ($input: SetMemberQuotaInput!) { result: setMemberQuota(input: $input) { ${ANSWER} } }`;
const SET_KEY = `mutation ($input: SetApiKeyQuotaInput!) { result: setApiKeyQuota(input: $input) { ${ANSWER} } }`;
const SET_PERSON = `mutation ($input: SetPersonQuotaInput!) { result: setPersonQuota(input: $input) { ${ANSWER} } }`;
const PERSON = `query ($userId: ID!) { result: personQuotas(userId: $userId) { ${STANDING} } }`;
const MAKE_KEY = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) {
  ... on ApiKeyCreated { apiKey { id } } } }`;

interface Standing {
  readonly kind: string;
  readonly limit: number;
}

describe('limits of members and of API keys', () => {
  const store = createMemoryQuotaStore();
  let auth: AuthSystem;
  let administrator: Somebody;
  let owner: Somebody;
  let admin: Somebody;
  let member: Somebody;
  let workspaceId: string;
  let keyId: string;
  before(async () => {
    auth = await startAuthSystem({ quotas: { store, defaults: DEFAULT_QUOTAS } });
    [administrator, owner] = [await auth.signUp(), await auth.signUp()];
    [admin, member] = [await auth.signUp(), await auth.signUp()];
    workspaceId = await auth.createWorkspace(owner);
    await auth.addMember(workspaceId, owner, admin, 'ADMIN');
    await auth.addMember(workspaceId, owner, member, 'MEMBER');
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const input = { workspaceId, name: 'Report', scopes: ['workspaces:read'], expiresAt };
    const made = await auth.ask(await auth.callerOf(member), MAKE_KEY, { input });
    keyId = made.data.createApiKey.apiKey.id;
  });
  after(() => auth.close());

  const setMember = async (by: Somebody, of: Somebody, kind: string, limit: number | null) =>
    auth.ask(await auth.callerOf(by), SET_MEMBER, {
      input: { workspaceId, userId: of.personId, kind, limit },
    });
  const setKey = async (by: Somebody, kind: string, limit: number | null, given: object = {}) =>
    auth.ask(await auth.callerOf(by), SET_KEY, {
      input: { workspaceId, apiKeyId: keyId, kind, limit, ...given },
    });
  const pick = (quotas: readonly Standing[], kind: string) => quotas.find((each) => each.kind === kind);
  async function ofMember(by: Somebody, of: Somebody, kind: string) {
    const caller = await auth.callerOf(by);
    const { data } = await auth.ask(caller, MEMBER, { id: workspaceId, userId: of.personId });
    return data.workspace.member.quotas && pick(data.workspace.member.quotas, kind);
  }
  async function ofKey(caller: Caller, kind: string) {
    const { data } = await auth.ask(caller, KEY, { id: keyId });
    return data.apiKey && pick(data.apiKey.quotas, kind);
  }
  const authority = async (somebody: Somebody) => {
    const { personId, sessionId } = somebody;
    const reply = await auth.authority({ personId, sessionId }, GATEWAY);
    return ((await reply.json()) as { quotas?: { members?: object } }).quotas?.members;
  };

  it('A67 of a member are set by who manages the workspace, seen with what is used there, and told', async () => {
    await store.addOnce(newId(), [
      { ...memberAllowance('tokens', workspaceId, member.personId, undefined), amount: 70 },
    ]);
    const unset = { kind: 'TOKENS', used: 70, limitWhenUnset: 2_000_000 };
    const before = { ...unset, limit: 2_000_000, isSet: false, source: 'INSTANCE' };
    assert.deepEqual(await ofMember(admin, member, 'TOKENS'), before);
    const { data } = await setMember(admin, member, 'TOKENS', 500);
    const set = { ...unset, limit: 500, isSet: true, source: 'MEMBER' };
    assert.deepEqual(data.result, { __typename: 'QuotaSet', quota: set });
    assert.deepEqual(await ofMember(member, member, 'TOKENS'), set);
    assert.deepEqual(await authority(member), { [workspaceId]: { tokens: 500 } });
    assert.deepEqual((await setMember(owner, member, 'TOKENS', null)).data.result.quota, before);
    assert.equal(await authority(member), undefined);
  });

  it('A67 of a member are for nobody else to see or to set', async () => {
    assert.equal(await ofMember(member, owner, 'TOKENS'), null);
    const { errors } = await setMember(member, member, 'TOKENS', 5);
    assert.equal(errors?.[0]?.extensions.code, 'FORBIDDEN');
    assert.equal((await setMember(administrator, member, 'TOKENS', 5)).errors?.length, 1);
    const ofOwner = await setMember(admin, owner, 'TOKENS', 0);
    assert.equal(ofOwner.errors?.[0]?.message, 'Only an owner sets the limits of owners.');
    assert.equal((await setMember(owner, owner, 'TOKENS', 5)).data.result.quota.limit, 5);
    const nobody = await setMember(owner, administrator, 'TOKENS', 5);
    assert.equal(nobody.data.result.__typename, 'PersonNotFound');
  });

  it('are never more than the person may have anyway, and follow it down', async () => {
    const refused = await setMember(owner, member, 'PARALLEL_GENERATIONS', 6);
    assert.deepEqual(refused.data.result, {
      ...{ __typename: 'InvalidInput', field: 'limit' },
      message: 'The person may have at most 5 anywhere: give as much, or less.',
    });
    assert.equal((await setMember(owner, member, 'REQUESTS', 5)).data.result.field, 'kind');
    await setMember(owner, member, 'PARALLEL_GENERATIONS', 4);
    const input = { userId: member.personId, kind: 'PARALLEL_GENERATIONS', limit: 3 };
    await auth.ask(await auth.callerOf(administrator), SET_PERSON, { input });
    assert.deepEqual(await ofMember(owner, member, 'PARALLEL_GENERATIONS'), {
      ...{ kind: 'PARALLEL_GENERATIONS', limit: 3, used: 0, isSet: true, source: 'PERSON' },
      limitWhenUnset: 3,
    });
  });

  it('A67 of an API key are set by who manages the workspace, and bind the key alone', async () => {
    const keyCaller = { ...(await auth.callerOf(member)), keyId, scopes: ['workspaces:read'] } as Caller;
    await store.addOnce(newId(), [
      { ...keyAllowance('requests', keyId, DEFAULT_QUOTAS, undefined), amount: 7 },
    ]);
    const { data } = await setKey(admin, 'REQUESTS', 60);
    const set = {
      ...{ kind: 'REQUESTS', limit: 60, used: 7, isSet: true, source: 'API_KEY', limitWhenUnset: 3_000 },
    };
    assert.deepEqual(data.result.quota, set);
    assert.deepEqual(await ofKey(await auth.callerOf(member), 'REQUESTS'), set);
    const mine = `{ me { quotas { ${STANDING} } } }`;
    const asKey = await auth.ask(keyCaller, mine);
    assert.deepEqual(pick(asKey.data.me.quotas, 'REQUESTS'), set);
    const asPerson = await auth.ask(await auth.callerOf(member), mine);
    assert.equal(pick(asPerson.data.me.quotas, 'REQUESTS')?.limit, 3_000);
  });

  it('A67 of an API key are not for its person to set, nor for anybody elsewhere', async () => {
    assert.equal((await setKey(member, 'REQUESTS', 9)).errors?.[0]?.extensions.code, 'FORBIDDEN');
    assert.equal(await ofKey(await auth.callerOf(administrator), 'REQUESTS'), null);
    const elsewhere = { workspaceId: await auth.createWorkspace(administrator) };
    const found = await setKey(administrator, 'REQUESTS', 9, elsewhere);
    assert.equal(found.data.result.__typename, 'ApiKeyNotFound');
    assert.equal((await setKey(owner, 'REQUESTS', 3_001)).data.result.field, 'limit');
    assert.equal((await setKey(owner, 'TOKENS', 1)).data.result.field, 'kind');
  });

  it('of people are seen by administrators of the instance only', async () => {
    const ask = async (by: Somebody, userId: string) => auth.ask(await auth.callerOf(by), PERSON, { userId });
    const { data } = await ask(administrator, member.personId);
    assert.equal(data.result.length, 5);
    assert.equal(pick(data.result, 'PARALLEL_GENERATIONS')?.limit, 3);
    assert.equal((await ask(administrator, workspaceId)).data.result, null);
    assert.equal((await ask(owner, member.personId)).errors?.[0]?.extensions.code, 'FORBIDDEN');
  });

  it('are in the workspace’s audit log', async () => {
    await auth.audited();
    const query = `query ($id: ID!) { workspace(id: $id) { auditEvents(first: 50) { edges { node { action targetId } } } } }`;
    const { data } = await auth.ask(await auth.callerOf(owner), query, { id: workspaceId });
    const told = data.workspace.auditEvents.edges.map(
      ({ node }: { node: { action: string; targetId: string } }) => `${node.action} ${node.targetId}`,
    );
    assert.ok(told.includes(`member.quota_set ${member.personId}`));
    assert.ok(told.includes(`api_key.quota_set ${keyId}`));
  });
});
