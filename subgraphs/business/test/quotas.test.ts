import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Caller } from '@codexcontinue/platform/identity';
import { newId } from '@codexcontinue/platform/ids';
import { createMemoryQuotaStore } from '@codexcontinue/platform/quotas/memory-quota-store';
import { personAllowance, workspaceAllowance } from '@codexcontinue/platform/quotas/quota-keys';
import { DEFAULT_QUOTAS, type QuotaOverrides } from '@codexcontinue/platform/quotas/quota-kinds';
import type { QuotaStore } from '@codexcontinue/platform/quotas/quota-store';
import { type BusinessSystem, startBusinessSystem } from './helpers/business-system.ts';

const EXCEEDED = '__typename ... on QuotaExceeded { message kind limit resetsAt }';
const UPLOAD = `mutation ($input: CreateUploadInput!) { createUpload(input: $input) { ${EXCEEDED} } }`;
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) { ${EXCEEDED}
  ... on InvalidInput { field } } }`;
const MEBIBYTE = 1_024 * 1_024;
const DAY_MILLISECONDS = 86_400_000;

const defaults = {
  ...DEFAULT_QUOTAS,
  person: { ...DEFAULT_QUOTAS.person, uploadBytes: 3 * MEBIBYTE, tokens: 1_000, parallelGenerations: 2 },
  workspace: { ...DEFAULT_QUOTAS.workspace, uploadBytes: 4 * MEBIBYTE, tokens: 5_000 },
};

describe('quotas of uploads and questions', () => {
  const store = createMemoryQuotaStore();
  let business: BusinessSystem;
  before(async () => {
    business = await startBusinessSystem({ quotas: { store, defaults } });
  });
  after(() => business.close());

  async function upload(caller: Caller, mebibytes: number) {
    const input = {
      ...{ workspaceId: business.workspaceId, filename: 'notes.txt', contentType: 'text/plain' },
      size: mebibytes * MEBIBYTE,
    };
    return (await business.ask(caller, UPLOAD, { input })).data.createUpload;
  }
  async function send(caller: Caller, content = 'Why?') {
    const conversationId = await business.createConversation();
    return (await business.ask(caller, SEND, { input: { conversationId, content } })).data.sendMessage;
  }
  const withLimits = (caller: Caller, quotas: QuotaOverrides) => ({ ...caller, quotas }) as Caller;

  it('A67 uploads are refused beyond the person’s bytes of a day, then beyond the workspace’s', async () => {
    const [member, owner] = [business.as('MEMBER'), business.as('OWNER')];
    assert.equal((await upload(member, 2)).__typename, 'UploadCreated');
    const tooMuch = await upload(member, 2);
    assert.deepEqual(
      { ...tooMuch, resetsAt: null },
      {
        __typename: 'QuotaExceeded',
        message: tooMuch.message,
        kind: 'UPLOAD_BYTES',
        limit: 3 * MEBIBYTE,
        resetsAt: null,
      },
    );
    assert.match(tooMuch.message, /^You have no room for this file in the 3 MiB of a day\. Go on after /);
    const remaining = Date.parse(tooMuch.resetsAt) - Date.now();
    assert.ok(remaining > DAY_MILLISECONDS - 60_000 && remaining <= DAY_MILLISECONDS, String(remaining));
    const ofWorkspace = await upload(owner, 3);
    assert.equal(ofWorkspace.limit, 4 * MEBIBYTE);
    assert.match(ofWorkspace.message, /^Your workspace has no room/);
    // What was refused has taken nothing.
    assert.equal((await upload(owner, 1)).__typename, 'UploadCreated');
    assert.equal((await upload(member, 1)).__typename, 'UploadCreated');
  });

  it('limits that were set for the person and the workspace count instead of the defaults', async () => {
    const { workspaceId } = business;
    const admin = business.as('ADMIN');
    const raised = withLimits(admin, {
      person: { uploadBytes: 40 * MEBIBYTE },
      workspaces: { [workspaceId]: { uploadBytes: 50 * MEBIBYTE } },
    });
    assert.equal((await upload(raised, 10)).__typename, 'UploadCreated');
    const lowered = withLimits(admin, { person: { parallelGenerations: 0 } });
    const { kind, limit } = await send(lowered);
    assert.deepEqual({ kind, limit }, { kind: 'PARALLEL_GENERATIONS', limit: 0 });
  });

  it('A67 questions are refused while as many answers are under way as a person may have', async () => {
    const member = business.as('MEMBER');
    assert.equal((await send(member)).__typename, 'MessageSent');
    assert.equal((await send(member)).__typename, 'MessageSent');
    const refused = await send(member);
    assert.deepEqual(refused, {
      __typename: 'QuotaExceeded',
      message:
        'You have as many answers under way as may be made at the same time: 2. Wait for one, or stop one, then ask again.',
      kind: 'PARALLEL_GENERATIONS',
      limit: 2,
      resetsAt: null,
    });
    assert.equal((await send(business.as('ADMIN'))).__typename, 'MessageSent');
  });

  it('A67 questions are refused when the tokens of the day are used up', async () => {
    const owner = business.as('OWNER');
    assert.equal(owner.kind, 'person');
    const mine = personAllowance('tokens', owner.personId, defaults, undefined);
    await store.addOnce(newId(), [{ ...mine, amount: 999 }]);
    assert.equal((await send(owner)).__typename, 'MessageSent');
    await store.addOnce(newId(), [{ ...mine, amount: 400 }]);
    const refused = await send(owner);
    assert.equal(refused.kind, 'TOKENS');
    assert.match(refused.message, /^You have used the 1000 tokens of a day\. Go on after \d{4}-/);
    await store.addOnce(newId(), [
      { ...workspaceAllowance('tokens', business.workspaceId, defaults, undefined), amount: 5_000 },
    ]);
    assert.match((await send(business.as('ADMIN'))).message, /^Your workspace has used the 5000 tokens/);
  });

  it('A67 what a member may have in one workspace binds them there, and says so', async () => {
    const { workspaceId } = business;
    const viewer = business.as('MEMBER');
    assert.equal(viewer.kind, 'person');
    const limited = withLimits(
      { ...viewer, personId: newId() },
      { members: { [workspaceId]: { uploadBytes: MEBIBYTE, tokens: 0, parallelGenerations: 0 } } },
    );
    const raised = { workspaces: { [workspaceId]: { uploadBytes: 90 * MEBIBYTE, tokens: 90_000 } } };
    const within = { ...limited, quotas: { ...(limited as { quotas: object }).quotas, ...raised } } as Caller;
    assert.equal((await upload(within, 1)).__typename, 'UploadCreated');
    const refused = await upload(within, 1);
    assert.equal(refused.limit, MEBIBYTE);
    assert.match(
      refused.message,
      /^You have no room for this file in the 1 MiB of a day that you may use in this workspace\. Go on after .* UTC, or ask an owner or admin of the workspace for more\.$/,
    );
    assert.match(
      (await send(within)).message,
      /^You have used the 0 tokens of a day that you may use in this/,
    );
    const answers = { ...raised, members: { [workspaceId]: { parallelGenerations: 0 } } };
    assert.match(
      (await send(withLimits(within, answers))).message,
      /^You have as many answers under way as you may have in this workspace at the same time: 0\./,
    );
  });

  it('A67 a 1 MB prompt is refused', async () => {
    const { __typename, field } = await send(business.as('ADMIN'), 'x'.repeat(1_000_000));
    assert.deepEqual({ __typename, field }, { __typename: 'InvalidInput', field: 'content' });
  });
});

describe('quotas while they cannot be counted', () => {
  it('keep nobody from working, but for answers under way', async () => {
    const away = async () => {
      throw new Error('Redis is away');
    };
    const broken: QuotaStore = {
      ...{ take: away, addOnce: away, read: away, hold: away, release: away, readHeld: away },
      close: async () => {},
    };
    const business = await startBusinessSystem({ quotas: { store: broken, defaults } });
    try {
      const uploaded = await business.createUpload({ size: 10 * MEBIBYTE });
      assert.ok(uploaded.uploadId);
      const kinds: string[] = [];
      for (let count = 0; count < 3; count += 1) {
        const conversationId = await business.createConversation();
        const input = { conversationId, content: 'Why?' };
        const { data } = await business.ask(business.as('MEMBER'), SEND, { input });
        kinds.push(data.sendMessage.__typename);
      }
      assert.deepEqual(kinds, ['MessageSent', 'MessageSent', 'QuotaExceeded']);
    } finally {
      await business.close();
    }
  });
});
