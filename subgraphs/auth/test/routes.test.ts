import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { INTERNAL_TOKEN_HEADER } from '@codexcontinue/platform/identity';
import { newId } from '@codexcontinue/platform/ids';
import { sql } from 'drizzle-orm';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { ANONYMOUS, type AuthSystem, GATEWAY, startAuthSystem } from './helpers/auth-system.ts';

const PROOF = { 'x-codexcontinue-request': '1' };

describe("auth's routes beside GraphQL", () => {
  let system: AuthSystem;
  before(async () => {
    system = await startAuthSystem({ secureCookies: true });
  });
  after(() => system.close());

  const renew = (headers: Readonly<Record<string, string | undefined>>) =>
    fetch(`${system.server.url}/api/auth/token`, {
      method: 'POST',
      headers: headers as Record<string, string>,
    });

  it('A50 the cookie is for scripts of nobody, for no other site, for HTTPS and for one path', async () => {
    const { setCookie } = await system.signUp();
    assert.match(
      setCookie,
      /^codexcontinue_session=[\w-]{43}; Path=\/api\/auth; HttpOnly; SameSite=Strict; Secure; Max-Age=2592000$/,
    );
  });

  it('a browser gets a fresh token for its session, which the published key verifies', async () => {
    const { cookie, personId, sessionId } = await system.signUp();
    const response = await renew({
      ...PROOF,
      cookie: `theme=dark; ${cookie}`,
      'sec-fetch-site': 'same-origin',
    });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('cache-control'), 'no-store');
    const { accessToken, expiresAt } = (await response.json()) as { accessToken: string; expiresAt: string };
    const keySet = createRemoteJWKSet(new URL(`${system.server.url}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(accessToken, keySet, {
      issuer: 'codexcontinue',
      audience: 'codexcontinue',
      typ: 'at+jwt',
    });
    assert.deepEqual([payload.sub, payload.sid], [personId, sessionId]);
    assert.equal(Date.parse(expiresAt), (payload.exp ?? 0) * 1_000);
  });

  it('A18 a request another site could forge gets none, and the same answer as without a session', async () => {
    const { cookie } = await system.signUp();
    const refusals = await Promise.all(
      [
        { cookie },
        { cookie, 'sec-fetch-site': 'same-origin' },
        { ...PROOF, cookie, 'sec-fetch-site': 'cross-site' },
        { ...PROOF, cookie, 'sec-fetch-site': 'same-site' },
        { ...PROOF, cookie, 'sec-fetch-site': 'none' },
        { ...PROOF },
        { ...PROOF, cookie: 'codexcontinue_session=' },
        { ...PROOF, cookie: `codexcontinue_session=${"' or '1'='1"}` },
        { ...PROOF, cookie: cookie.replace('codexcontinue_session', 'other') },
      ].map(async (headers) => {
        const response = await renew(headers);
        return [response.status, await response.text()];
      }),
    );
    for (const refusal of refusals) {
      assert.deepEqual(refusal, [
        401,
        '{"code":"UNAUTHENTICATED","message":"There is no session to go on with: sign in."}',
      ]);
    }
    assert.equal((await renew({ ...PROOF, cookie })).status, 200);
  });

  it('A35 an ended session gets no token, and has no authority', async () => {
    const ada = await system.signUp();
    await system.ask(await system.callerOf(ada), 'mutation { signOut { signedOut } }');
    assert.equal((await renew({ ...PROOF, cookie: ada.cookie })).status, 401);
    const { personId, sessionId } = ada;
    assert.equal((await system.authority({ personId, sessionId }, GATEWAY)).status, 404);
  });

  it('authority is told to the gateway only', async () => {
    const ada = await system.signUp();
    const query = { personId: ada.personId, sessionId: ada.sessionId };
    const caller = await system.callerOf(ada);
    assert.equal((await system.authority(query, ANONYMOUS)).status, 401);
    assert.equal((await system.authority(query, caller)).status, 401);
    const url = `${system.server.url}/internal/authority?${new URLSearchParams(query)}`;
    assert.equal((await fetch(url)).status, 401);
    assert.equal((await fetch(url, { headers: { [INTERNAL_TOKEN_HEADER]: 'x.y.z' } })).status, 401);
    assert.equal((await system.authority(query, GATEWAY)).status, 200);
  });

  it('authority is that of a session with its own person, with the roles of the moment', async () => {
    const [ada, eve] = [await system.signUp(), await system.signUp()];
    const workspaceId = await system.createWorkspace(ada);
    await system.addMember(workspaceId, ada, eve, 'VIEWER');
    const caller = await system.callerOf(eve);
    assert.deepEqual(caller.kind === 'person' && caller.workspaceRoles, { [workspaceId]: 'VIEWER' });
    for (const query of [
      { personId: ada.personId, sessionId: eve.sessionId },
      { personId: newId(), sessionId: newId() },
      { personId: "' or '1'='1", sessionId: eve.sessionId },
      { personId: ada.personId, sessionId: '' },
      {} as Record<string, string>,
    ]) {
      assert.equal((await system.authority(query, GATEWAY)).status, 404, JSON.stringify(query));
    }
  });

  it('publishes the public half of its key for a minute at a time', async () => {
    const response = await fetch(`${system.server.url}/.well-known/jwks.json`);
    assert.equal(response.headers.get('cache-control'), 'public, max-age=60');
    const { keys } = (await response.json()) as { keys: Record<string, string>[] };
    assert.deepEqual(Object.keys(keys[0] ?? {}).toSorted(), ['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  });

  it('A13 tells nothing of a query that fails', async () => {
    const { cookie } = await system.signUp();
    await system.database.drizzle.execute(sql`alter table auth.session rename to elsewhere`);
    const response = await renew({ ...PROOF, cookie });
    await system.database.drizzle.execute(sql`alter table auth.elsewhere rename to session`);
    assert.equal(response.status, 500);
    const body = await response.text();
    assert.equal(JSON.parse(body).code, 'INTERNAL_SERVER_ERROR');
    assert.doesNotMatch(body, /select|token_hash|params|relation|stack/i);
    assert.equal((await renew({ ...PROOF, cookie })).status, 200);
  });
});
