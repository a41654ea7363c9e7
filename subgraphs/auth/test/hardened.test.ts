import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openPglite } from '@codexcontinue/platform/database/pglite';
import type { Caller } from '@codexcontinue/platform/identity';
import { sql } from 'drizzle-orm';
import { decodeJwt } from 'jose';
import { placeEmptyPglite } from '../../../platform/test/helpers/empty-pglite.ts';
import { migrations } from '../src/migrations.ts';
import {
  ANONYMOUS,
  type AuthSystem,
  GATEWAY,
  PUBLIC_URL,
  type Somebody,
  startAuthSystem,
} from './helpers/auth-system.ts';
import { createAuthenticator } from './helpers/authenticator.ts';
import { totpCode } from './helpers/totp.ts';

const PROOF = { 'x-codexcontinue-request': '1' };

describe('auth with HARDENED=1', () => {
  const restricted = ({ personId, sessionId }: Somebody): Caller => ({
    kind: 'person',
    personId,
    sessionId,
    workspaceRoles: {},
    lacksSecondFactor: true,
  });
  let system: AuthSystem;
  /** Administers the instance: the first account does. */
  let first: Somebody;
  before(async () => {
    system = await startAuthSystem({ hardened: true });
    first = await system.signUp();
    await system.ask(restricted(first), '{ me { isInstanceAdmin } }');
  });
  after(() => system.close());

  const authorityOf = async ({ personId, sessionId }: Somebody) => {
    const response = await system.authority({ personId, sessionId }, GATEWAY);
    return response.status === 200
      ? ((await response.json()) as { lacksSecondFactor?: boolean; workspaceRoles: object })
      : undefined;
  };
  /** As if so much time had passed since a session was used. */
  const wait = ({ sessionId }: Somebody, seconds: number) =>
    system.database.drizzle.execute(
      sql`update auth.session set expires_at = expires_at - make_interval(secs => ${seconds}) where id = ${sessionId}`,
    );
  const secondsLeft = async ({ sessionId }: Somebody) => {
    const { rows } = (await system.database.drizzle.execute(
      sql`select extract(epoch from expires_at - now())::float8 as left from auth.session where id = ${sessionId}`,
    )) as unknown as { rows: { left: number }[] };
    return rows[0]?.left ?? 0;
  };

  it('a session ends after 15 minutes without use, and not while it is used', async () => {
    const ada = await system.signUp();
    const left = await secondsLeft(ada);
    assert.ok(left > 880 && left <= 900, `${left} s`);
    await wait(ada, 14 * 60);
    assert.ok(await authorityOf(ada));
    assert.ok((await secondsLeft(ada)) > 880);
    await wait(ada, 14 * 60);
    const renewed = await fetch(`${system.server.url}/api/auth/token`, {
      method: 'POST',
      headers: { ...PROOF, cookie: ada.cookie },
    });
    assert.equal(renewed.status, 200);
    assert.ok((await secondsLeft(ada)) > 880);
    await wait(ada, 15 * 60);
    assert.equal(await authorityOf(ada), undefined);
    const late = await fetch(`${system.server.url}/api/auth/token`, {
      method: 'POST',
      headers: { ...PROOF, cookie: ada.cookie },
    });
    assert.equal(late.status, 401);
    assert.equal(await authorityOf(ada), undefined);
  });

  it('a person without a second factor has no role, and asks for nothing else', async () => {
    const ada = await system.signUp();
    assert.deepEqual(await authorityOf(ada), { workspaceRoles: {}, lacksSecondFactor: true });
    for (const operation of [
      'mutation { createWorkspace(input: { name: "Plant 7" }) { __typename } }',
      'mutation { disableTotp(input: { password: "a good password" }) { __typename } }',
      '{ workspaces { edges { node { id } } } }',
      '{ hardening { id } }',
      '{ _entities(representations: [{ __typename: "User", id: "1" }]) { __typename } }',
    ]) {
      const { errors } = await system.ask(restricted(ada), operation);
      assert.equal(errors?.[0]?.extensions.code, 'SECOND_FACTOR_REQUIRED', operation);
    }
    const { data } = await system.ask(
      restricted(ada),
      '{ me { name } accountSecurity { secondFactorRequired } }',
    );
    assert.deepEqual(data, { me: { name: 'Ada' }, accountSecurity: { secondFactorRequired: true } });
  });

  it('is free with a confirmed authenticator app, and not before it is confirmed', async () => {
    const ada = await system.signUp();
    const enroll =
      'mutation { enrollTotp(input: { password: "a good password" }) { ... on TotpEnrollment { secret } } }';
    const { data } = await system.ask(restricted(ada), enroll);
    assert.equal((await authorityOf(ada))?.lacksSecondFactor, true);
    const confirm = 'mutation ($input: ConfirmTotpInput!) { confirmTotp(input: $input) { __typename } }';
    const input = { code: totpCode(data.enrollTotp.secret) };
    assert.equal(
      (await system.ask(restricted(ada), confirm, { input })).data.confirmTotp.__typename,
      'RecoveryCodes',
    );
    assert.deepEqual(await authorityOf(ada), { workspaceRoles: {} });
    await system.createWorkspace(ada);
    await system.ask(
      await system.callerOf(ada),
      'mutation { disableTotp(input: { password: "a good password" }) { __typename } }',
    );
    assert.deepEqual(await authorityOf(ada), { workspaceRoles: {}, lacksSecondFactor: true });
  });

  /** Answers the type of the answer, and whether there was a cookie. */
  const signIn = async ({ email, password }: Pick<Somebody, 'email' | 'password'>, code?: string) => {
    const { data, cookie } = await system.ask(
      ANONYMOUS,
      'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }',
      { input: { email, password, code } },
    );
    return [data.signIn.__typename, cookie !== null];
  };
  const addPasskey = async (somebody: Somebody, caller: Caller) => {
    const authenticator = createAuthenticator(PUBLIC_URL);
    const begun = await system.ask(
      caller,
      `mutation ($input: BeginPasskeyRegistrationInput!) { beginPasskeyRegistration(input: $input) {
        ... on PasskeyCeremony { ceremony options } } }`,
      { input: { password: somebody.password } },
    );
    const { ceremony, options } = begun.data.beginPasskeyRegistration;
    const input = { ceremony, response: authenticator.create(options), name: 'Laptop' };
    const { data } = await system.ask(
      caller,
      `mutation ($input: FinishPasskeyRegistrationInput!) { finishPasskeyRegistration(input: $input) {
        ... on PasskeyAdded { passkey { id } } } }`,
      { input },
    );
    return { authenticator, passkeyId: data.finishPasskeyRegistration.passkey.id as string };
  };
  const addApp = async (caller: Caller, password: string) => {
    const enrolled = await system.ask(
      caller,
      'mutation ($input: EnrollTotpInput!) { enrollTotp(input: $input) { ... on TotpEnrollment { secret } } }',
      { input: { password } },
    );
    const { secret } = enrolled.data.enrollTotp;
    const { data } = await system.ask(
      caller,
      'mutation ($input: ConfirmTotpInput!) { confirmTotp(input: $input) { __typename } }',
      { input: { code: totpCode(secret, -1) } },
    );
    assert.equal(data.confirmTotp.__typename, 'RecoveryCodes');
    return secret as string;
  };

  it('a person whose second factor is a passkey signs in with it, and not by the password alone', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
    const ada = await system.signUp();
    const { authenticator, passkeyId } = await addPasskey(ada, restricted(ada));
    assert.deepEqual(await signIn(ada), ['PasskeyRequired', false]);
    assert.deepEqual(await signIn(ada, '000000'), ['PasskeyRequired', false]);
    assert.deepEqual(await signIn({ ...ada, password: 'not the password' }), ['InvalidCredentials', false]);
    const begun = await system.ask(ANONYMOUS, 'mutation { beginPasskeySignIn { ceremony options } }');
    const { ceremony, options } = begun.data.beginPasskeySignIn;
    const finished = await system.ask(
      ANONYMOUS,
      'mutation ($input: FinishPasskeySignInInput!) { finishPasskeySignIn(input: $input) { __typename } }',
      { input: { ceremony, response: authenticator.get(options) } },
    );
    assert.equal(finished.data.finishPasskeySignIn.__typename, 'SignedIn');

    const secret = await addApp(await system.callerOf(ada), ada.password);
    assert.deepEqual(await signIn(ada), ['SecondFactorRequired', false]);
    assert.deepEqual(await signIn(ada, totpCode(secret)), ['SignedIn', true]);
    await system.ask(
      await system.callerOf(ada),
      'mutation ($input: DisableTotpInput!) { disableTotp(input: $input) { __typename } }',
      { input: { password: ada.password } },
    );
    assert.deepEqual(await signIn(ada), ['PasskeyRequired', false]);
    await system.ask(
      await system.callerOf(ada),
      'mutation ($input: RemovePasskeyInput!) { removePasskey(input: $input) { __typename } }',
      { input: { passkeyId } },
    );
    assert.deepEqual(await signIn(ada), ['SignedIn', true]);
    assert.equal((await authorityOf(ada))?.lacksSecondFactor, true, 'and is to set one up');
  });

  it('a session that was begun before the first factor ends with it, one begun with a factor stays', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
    const ada = await system.signUp();
    const thief = await system.ask(
      ANONYMOUS,
      'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignedIn { accessToken } } }',
      { input: { email: ada.email, password: ada.password } },
    );
    const stolen = { ...ada, sessionId: String(decodeJwt(thief.data.signIn.accessToken).sid) };
    assert.equal((await authorityOf(stolen))?.lacksSecondFactor, true);
    const secret = await addApp(restricted(ada), ada.password);
    assert.equal(await authorityOf(stolen), undefined);
    const second = await system.ask(
      ANONYMOUS,
      'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignedIn { accessToken } } }',
      { input: { email: ada.email, password: ada.password, code: totpCode(secret) } },
    );
    const phone = { ...ada, sessionId: String(decodeJwt(second.data.signIn.accessToken).sid) };
    await addPasskey(ada, await system.callerOf(ada));
    assert.deepEqual(await authorityOf(phone), { workspaceRoles: {} });
  });

  it('ends the sessions that were begun before it was turned on, and none of its own', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'hardened-later-'));
    await placeEmptyPglite(directory, [migrations]);
    const during = async <Result>(hardened: boolean, work: (running: AuthSystem) => Promise<Result>) => {
      const running = await startAuthSystem({ hardened, database: await openPglite({ directory }) });
      try {
        return await work(running);
      } finally {
        await running.close();
      }
    };
    const stands = async (running: AuthSystem, { personId, sessionId }: Somebody) =>
      (await running.authority({ personId, sessionId }, GATEWAY)).status === 200;
    const before = await during(false, (running) => running.signUp());
    const within = await during(true, async (running) => {
      assert.equal(await stands(running, before), false);
      return running.signUp();
    });
    await during(true, async (running) => assert.equal(await stands(running, within), true));
    await rm(directory, { recursive: true });
  });

  it('tells an administrator what holds and what does not, and sees when that changes', async () => {
    const admin: Caller = { kind: 'person', personId: first.personId, sessionId: '', workspaceRoles: {} };
    const checks = async (): Promise<Record<string, boolean>> => {
      const { data, errors } = await system.ask(admin, '{ hardening { id passed } }');
      assert.equal(errors, undefined);
      return Object.fromEntries(
        data.hardening.map(({ id, passed }: { id: string; passed: boolean }) => [id, passed]),
      );
    };
    assert.deepEqual(await checks(), {
      'second-factors': true,
      'idle-sessions': true,
      // A test's address is http, and its key says that it is for tests.
      'secure-cookies': false,
      secrets: false,
      'audit-chain': true,
      'auth-rows': true,
    });
    const { sessionId } = await system.signUp();
    await system.database.drizzle.execute(
      sql`update auth.session set expires_at = now() + interval '1 day' where id = ${sessionId}`,
    );
    assert.equal((await checks())['idle-sessions'], false);
    await system.database.drizzle.execute(sql`alter table auth.audit_event no force row level security`);
    await system.database.drizzle.execute(sql`alter table auth.audit_event disable row level security`);
    await system.database.drizzle.execute(sql`alter table auth.audit_event disable trigger user`);
    await system.database.drizzle.execute(
      sql`update auth.audit_event set action = 'forged' where sequence = (select min(sequence) from auth.audit_event)`,
    );
    const after = await checks();
    assert.deepEqual([after['audit-chain'], after['auth-rows']], [false, false]);
  });
});
