import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { rowsOf } from '../../subgraphs/auth/test/helpers/database-rows.ts';
import {
  ask,
  createWorkspace,
  OPENERS,
  type Somebody,
  signInAgain,
  signUp,
  tryAsking,
} from '../helpers/identity-clients.ts';
import { type IdentityRig, startIdentityRig } from '../helpers/identity-rig.ts';

const REFRESH = `mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) {
  __typename ... on SessionRefreshed { accessToken refreshToken expiresAt } ... on Failure { message } } }`;
const FOLLOW = 'subscription ($id: ID!) { workspaceEvents(workspaceId: $id) { kind } }';

describe('refresh tokens', { timeout: 180_000 }, () => {
  let rig: IdentityRig;
  let url: string;
  before(async () => {
    rig = await startIdentityRig({ replicas: 1 });
    url = rig.urls[0] ?? '';
  });
  after(() => rig[Symbol.asyncDispose]());

  const refresh = async (refreshToken: string | null | undefined) =>
    (await ask(url, undefined, REFRESH, { input: { refreshToken } })).refreshSession;
  const asNow = (who: Somebody, accessToken: string): Somebody => ({
    ...who,
    authorization: `Bearer ${accessToken}`,
  });
  /** As if the tokens that were used had been used a minute before. */
  const aMinutePasses = () =>
    rowsOf(rig.database)`update auth.refresh_token set used_at = used_at - interval '1 minute'`;

  it('are given to those who ask, and lead from one to the next', async () => {
    const ada = await signUp(url);
    assert.equal(ada.refreshToken, null);
    const program = await signInAgain(url, ada, true);
    assert.match(String(program.refreshToken), /^ccr_[\w-]{43}$/);
    let token = program.refreshToken;
    for (let times = 0; times < 3; times += 1) {
      const next = await refresh(token);
      assert.equal(next.__typename, 'SessionRefreshed');
      assert.equal((await ask(url, asNow(ada, next.accessToken), '{ me { id } }')).me.id, ada.id);
      assert.notEqual(next.refreshToken, token);
      token = next.refreshToken;
      await aMinutePasses();
    }
  });

  it('A44 that are used twice end their session, with what it has open, and no other', async () => {
    const ada = await signUp(url, true);
    const other = await signInAgain(url, ada, true);
    const workspaceId = await createWorkspace(url, ada);
    const next = await refresh(ada.refreshToken);
    const open = await Promise.all(
      Object.values(OPENERS).map((opener) => opener(url, ada, FOLLOW, { id: workspaceId })),
    );
    await aMinutePasses();
    const began = performance.now();
    const reused = await refresh(ada.refreshToken);
    assert.equal(reused.__typename, 'RefreshTokenRefused');
    for (const { transport, ended } of open) {
      const { code, at } = await ended;
      assert.equal(code, transport === 'WebSocket' ? 4401 : 'UNAUTHENTICATED', transport);
      assert.ok(at - began < 1_000, `${transport}: ${at - began} ms`);
    }
    assert.equal((await refresh(next.refreshToken)).__typename, 'RefreshTokenRefused');
    assert.equal((await tryAsking(url, asNow(ada, next.accessToken), '{ me { id } }')).status, 401);
    await ask(url, other, '{ me { id } }');
    assert.equal((await refresh(other.refreshToken)).__typename, 'SessionRefreshed');
  });

  it('A45 that are used at the same time have one winner, and the session goes on', async () => {
    const ada = await signUp(url, true);
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(ada.refreshToken)));
    const won = answers.filter(({ __typename }) => __typename === 'SessionRefreshed');
    const lost = answers.filter(({ __typename }) => __typename === 'RefreshTokenSuperseded');
    assert.deepEqual([won.length, lost.length], [1, 7]);
    assert.match(lost[0].message, /just been used/);
    assert.equal((await refresh(won[0].refreshToken)).__typename, 'SessionRefreshed');
  });

  it('are refused when unknown, and when their session is over', async () => {
    for (const token of ['', 'x', `ccr_${'A'.repeat(43)}`, "' or '1'='1"]) {
      assert.equal((await refresh(token)).__typename, 'RefreshTokenRefused', token);
    }
    const ada = await signUp(url, true);
    await ask(url, ada, 'mutation { signOut { signedOut } }');
    assert.equal((await refresh(ada.refreshToken)).__typename, 'RefreshTokenRefused');
    const eve = await signUp(url, true);
    await rowsOf(
      rig.database,
    )`update auth.session set expires_at = now() - interval '1 second' where person_id = ${eve.id}`;
    assert.equal((await refresh(eve.refreshToken)).__typename, 'RefreshTokenRefused');
  });

  it('A50 stand in no table as they are', async () => {
    const ada = await signUp(url, true);
    const { refreshToken } = await refresh(ada.refreshToken);
    const rows = await rowsOf<{ text: string }>(
      rig.database,
    )`select row_to_json(refresh_token)::text as text from auth.refresh_token`;
    assert.ok(rows.length >= 2);
    for (const token of [ada.refreshToken, refreshToken]) {
      assert.ok(rows.every(({ text }) => !text.includes(String(token).slice(4))));
    }
  });
});
