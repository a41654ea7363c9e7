import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newId } from '@codexcontinue/platform/ids';
import { createMemoryQuotaStore } from '@codexcontinue/platform/quotas/memory-quota-store';
import {
  answersUnderWayKey,
  operationAllowance,
  personAllowance,
  workspaceAllowance,
} from '@codexcontinue/platform/quotas/quota-keys';
import { DEFAULT_QUOTAS } from '@codexcontinue/platform/quotas/quota-kinds';
import type { QuotaStore } from '@codexcontinue/platform/quotas/quota-store';
import { type AuthSystem, GATEWAY, type Somebody, startAuthSystem } from './helpers/auth-system.ts';

const MINE = '{ me { quotas { kind limit used resetsAt isSet } } }';
const OURS = 'query ($id: ID!) { workspace(id: $id) { quotas { kind limit used isSet } } }';
const ANSWER = '__typename ... on QuotaSet { quota { kind limit used isSet } } ... on InvalidInput { field }';
const SET_OURS = `mutation ($input: SetWorkspaceQuotaInput!) { setWorkspaceQuota(input: $input) { ${ANSWER} } }`;
const SET_THEIRS = `mutation ($input: SetPersonQuotaInput!) { setPersonQuota(input: $input) { ${ANSWER} } }`;

interface Standing {
  readonly kind: string;
  readonly limit: number;
  readonly used: number | null;
  readonly resetsAt: string | null;
  readonly isSet: boolean;
}

describe('quotas, as people see and set them', () => {
  const store = createMemoryQuotaStore();
  let auth: AuthSystem;
  let administrator: Somebody;
  let ada: Somebody;
  let workspaceId: string;
  before(async () => {
    auth = await startAuthSystem({ quotas: { store, defaults: DEFAULT_QUOTAS } });
    administrator = await auth.signUp();
    ada = await auth.signUp();
    workspaceId = await auth.createWorkspace(ada);
  });
  after(() => auth.close());

  async function quotasOf(somebody: Somebody): Promise<Map<string, Standing>> {
    const { data } = await auth.ask(await auth.callerOf(somebody), MINE);
    return new Map(data.me.quotas.map((quota: Standing) => [quota.kind, quota]));
  }
  const setOurs = async (somebody: Somebody, input: object) =>
    auth.ask(await auth.callerOf(somebody), SET_OURS, { input: { workspaceId, ...input } });

  it('say what is used, and until when', async () => {
    const caller = await auth.callerOf(ada);
    const requests = operationAllowance('requests', caller, undefined, DEFAULT_QUOTAS);
    const tokens = personAllowance('tokens', ada.personId, DEFAULT_QUOTAS, undefined);
    assert.ok(requests);
    await store.take([
      { ...requests, amount: 3 },
      { ...tokens, amount: 70_000 },
    ]);
    const quotas = await quotasOf(ada);
    assert.deepEqual([...quotas.keys()].sort(), [
      ...['COST', 'PARALLEL_GENERATIONS', 'REQUESTS', 'TOKENS', 'UPLOAD_BYTES'],
    ]);
    assert.equal(quotas.get('REQUESTS')?.used, 3);
    const day = Date.parse(quotas.get('TOKENS')?.resetsAt ?? '') - Date.now();
    assert.ok(day > 86_300_000 && day <= 86_400_000, String(day));
    assert.deepEqual(
      { ...quotas.get('TOKENS'), resetsAt: null },
      { kind: 'TOKENS', limit: 2_000_000, used: 70_000, resetsAt: null, isSet: false },
    );
    assert.deepEqual(quotas.get('UPLOAD_BYTES'), {
      ...{ kind: 'UPLOAD_BYTES', limit: 2_147_483_648, used: 0, resetsAt: null, isSet: false },
    });
    assert.equal(quotas.get('PARALLEL_GENERATIONS')?.used, 0);
  });

  it('A67 say how many answers are under way, of a person and of a workspace', async () => {
    const slots = [
      answersUnderWayKey.ofPerson(ada.personId),
      answersUnderWayKey.ofWorkspace(workspaceId),
    ].map((key) => ({ key, holder: 'an answer' }));
    await store.hold(slots.map((each) => ({ ...each, seconds: 60 })));
    const ours = async () => {
      const { data } = await auth.ask(await auth.callerOf(ada), OURS, { id: workspaceId });
      const quotas: Standing[] = data.workspace.quotas;
      return quotas.find(({ kind }) => kind === 'PARALLEL_GENERATIONS')?.used;
    };
    assert.equal((await quotasOf(ada)).get('PARALLEL_GENERATIONS')?.used, 1);
    assert.equal(await ours(), 1);
    await store.release(slots);
    assert.equal((await quotasOf(ada)).get('PARALLEL_GENERATIONS')?.used, 0);
    assert.equal(await ours(), 0);
  });

  it('of an API key are its own requests', async () => {
    const caller = await auth.callerOf(ada);
    assert.equal(caller.kind, 'person');
    const { data } = await auth.ask({ ...caller, keyId: 'a-key', scopes: [] } as typeof caller, MINE);
    assert.equal(data.me.quotas.find(({ kind }: Standing) => kind === 'REQUESTS').used, 0);
    assert.equal(data.me.quotas.find(({ kind }: Standing) => kind === 'TOKENS').used, 70_000);
  });

  it('of a workspace are for its members, and lowered by its owner', async () => {
    const tokens = workspaceAllowance('tokens', workspaceId, DEFAULT_QUOTAS, undefined);
    await store.addOnce(newId(), [{ ...tokens, amount: 5 }]);
    const { data } = await setOurs(ada, { kind: 'TOKENS', limit: 1_000 });
    const set = { kind: 'TOKENS', limit: 1_000, used: 5, isSet: true };
    assert.deepEqual(data.setWorkspaceQuota, { __typename: 'QuotaSet', quota: set });
    const read = await auth.ask(await auth.callerOf(ada), OURS, { id: workspaceId });
    assert.equal(read.data.workspace.quotas.length, 3);
    assert.deepEqual(
      read.data.workspace.quotas.find(({ kind }: Standing) => kind === 'TOKENS'),
      set,
    );
  });

  it('of a workspace are not raised by its owner, but by an administrator of the instance who manages it', async () => {
    const raised = { kind: 'PARALLEL_GENERATIONS', limit: 21 };
    const refused = await setOurs(ada, raised);
    assert.deepEqual(refused.data.setWorkspaceQuota, { __typename: 'InvalidInput', field: 'limit' });
    assert.equal((await setOurs(administrator, raised)).errors?.[0]?.extensions.code, 'FORBIDDEN');
    await auth.addMember(workspaceId, ada, administrator, 'ADMIN');
    assert.equal((await setOurs(administrator, raised)).data.setWorkspaceQuota.quota.limit, 21);
  });

  it('are whole numbers of what there is', async () => {
    for (const [input, field] of [
      [{ kind: 'TOKENS', limit: -1 }, 'limit'],
      [{ kind: 'TOKENS', limit: 0.5 }, 'limit'],
      [{ kind: 'REQUESTS', limit: 5 }, 'kind'],
    ] as const) {
      const { data } = await setOurs(ada, input);
      assert.deepEqual(data.setWorkspaceQuota, { __typename: 'InvalidInput', field });
    }
  });

  it('of a person are set by administrators of the instance, told the gateway, and taken back', async () => {
    const ask = async (by: Somebody, limit: number | null) =>
      auth.ask(await auth.callerOf(by), SET_THEIRS, {
        input: { userId: ada.personId, kind: 'REQUESTS', limit },
      });
    const authority = async () =>
      (
        (await (
          await auth.authority({ personId: ada.personId, sessionId: ada.sessionId }, GATEWAY)
        ).json()) as { quotas?: { person?: object; workspaces?: object } }
      ).quotas;
    assert.equal((await ask(ada, 9)).errors?.[0]?.extensions.code, 'FORBIDDEN');
    assert.equal((await ask(administrator, 9)).data.setPersonQuota.quota.limit, 9);
    assert.deepEqual(await authority(), {
      person: { requests: 9 },
      workspaces: { [workspaceId]: { tokens: 1_000, parallelGenerations: 21 } },
    });
    assert.equal((await quotasOf(ada)).get('REQUESTS')?.isSet, true);
    assert.equal((await ask(administrator, null)).data.setPersonQuota.quota.limit, 3_000);
    assert.deepEqual((await authority())?.person, {});
  });

  it('are nobody else’s to see', async () => {
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { quotas { kind } } } }';
    const { data } = await auth.ask(await auth.callerOf(administrator), query, {
      r: [{ __typename: 'User', id: ada.personId }],
    });
    assert.equal(data._entities[0].quotas, null);
  });

  it('tell their limits while what is used cannot be read', async () => {
    const away = async () => {
      throw new Error('Redis is away');
    };
    const broken: QuotaStore = {
      ...{ take: away, addOnce: away, read: away, hold: away, release: away, readHeld: away },
      close: async () => {},
    };
    const other = await startAuthSystem({ quotas: { store: broken, defaults: DEFAULT_QUOTAS } });
    try {
      const grace = await other.signUp();
      const { data, errors } = await other.ask(await other.callerOf(grace), MINE);
      assert.equal(errors, undefined);
      assert.equal(data.me.quotas[0].limit, 3_000);
      assert.equal(data.me.quotas[0].used, null);
    } finally {
      await other.close();
    }
  });
});
