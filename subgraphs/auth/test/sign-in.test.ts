import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newId } from '@codexcontinue/platform/ids';
import { ANONYMOUS, type AuthSystem, startAuthSystem } from './helpers/auth-system.ts';

const SIGN_UP = `mutation ($input: SignUpInput!) { signUp(input: $input) {
  __typename ... on Failure { message } ... on InvalidInput { field } } }`;
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) {
  __typename ... on Failure { message } ... on TooManyAttempts { retryAfterSeconds } ... on SignedIn { accessToken user { id email } } } }`;

describe('signing up, in and out', () => {
  let system: AuthSystem;
  before(async () => {
    system = await startAuthSystem();
  });
  after(() => system.close());

  const signIn = (email: string, password: string) =>
    system.ask(ANONYMOUS, SIGN_IN, { input: { email, password } });

  it('begins a session with the right password, however the address is spelled', async () => {
    const ada = await system.signUp();
    const { data, cookie } = await signIn(` ${ada.email.toUpperCase()} `, ada.password);
    assert.deepEqual(data.signIn.user, { id: ada.personId, email: ada.email });
    assert.match(cookie ?? '', /^codexcontinue_session=/);
    assert.ok(!cookie?.includes(ada.cookie), 'each sign-in has a session of its own');
  });

  it('says which field of a new account cannot be accepted', async () => {
    for (const [change, field] of [
      [{ email: 'nobody' }, 'email'],
      [{ email: 'a\0@b.c' }, 'email'],
      [{ password: 'short' }, 'password'],
      [{ name: ' ' }, 'name'],
      [{ name: 'A\0' }, 'name'],
    ] as const) {
      const input = { email: `${newId()}@example.org`, password: 'a good password', name: 'Ada', ...change };
      const { data } = await system.ask(ANONYMOUS, SIGN_UP, { input });
      assert.deepEqual([data.signUp.__typename, data.signUp.field], ['InvalidInput', field]);
    }
  });

  it('keeps an address for the account that has it', async () => {
    const { email } = await system.signUp();
    const input = { email: email.toUpperCase(), password: 'another password', name: 'Eve' };
    const { data, cookie } = await system.ask(ANONYMOUS, SIGN_UP, { input });
    assert.equal(data.signUp.__typename, 'EmailTaken');
    assert.equal(cookie, null);
  });

  it('A49 refuses inputs the schema does not have', async () => {
    for (const smuggled of [
      { role: 'OWNER' },
      { id: newId() },
      { userId: newId() },
      { workspaceId: newId() },
    ]) {
      const input = {
        email: `${newId()}@example.org`,
        password: 'a good password',
        name: 'Eve',
        ...smuggled,
      };
      const { data, errors } = await system.ask(ANONYMOUS, SIGN_UP, { input });
      assert.equal(data, undefined);
      assert.equal(errors?.[0]?.extensions.code, 'BAD_USER_INPUT');
    }
  });

  it('A41 answers the same for an unknown address, a wrong password and no possible address', async () => {
    const { email } = await system.signUp();
    const replies = await Promise.all([
      signIn(email, 'not the password'),
      signIn(`${newId()}@example.org`, 'not the password'),
      signIn('nobody\0', 'not the password'),
      signIn(`${'a'.repeat(10_000)}@example.org`, 'not the password'),
      signIn('', ''),
    ]);
    const [first] = replies;
    assert.equal(first?.data.signIn.__typename, 'InvalidCredentials');
    for (const reply of replies) assert.deepEqual(reply, first);
  });

  it('A2 A40 refuses an address after ten failures, the right password and one document of aliases included', async () => {
    const { email, password } = await system.signUp();
    const aliases = Array.from(
      { length: 20 },
      (_, index) => `a${index}: signIn(input: $input) { __typename }`,
    );
    const { data } = await system.ask(ANONYMOUS, `mutation ($input: SignInInput!) { ${aliases.join(' ')} }`, {
      input: { email, password: 'not the password' },
    });
    const kinds = Object.values<{ __typename: string }>(data).map(({ __typename }) => __typename);
    assert.deepEqual(kinds, [
      ...Array<string>(10).fill('InvalidCredentials'),
      ...Array<string>(10).fill('TooManyAttempts'),
    ]);
    const { data: right, cookie } = await signIn(email, password);
    assert.equal(right.signIn.__typename, 'TooManyAttempts');
    assert.ok(right.signIn.retryAfterSeconds > 800 && right.signIn.retryAfterSeconds <= 900);
    assert.match(right.signIn.message, /1[45] minutes/);
    assert.equal(cookie, null);
  });

  it('A40 counts guesses made at the same time', async () => {
    const { email } = await system.signUp();
    const replies = await Promise.all(Array.from({ length: 15 }, () => signIn(email, 'not the password')));
    const kinds = replies.map(({ data }) => data.signIn.__typename).toSorted();
    assert.deepEqual(kinds, [
      ...Array<string>(10).fill('InvalidCredentials'),
      ...Array<string>(5).fill('TooManyAttempts'),
    ]);
  });

  it('A41 refuses an unknown address after ten failures too', async () => {
    const email = `${newId()}@example.org`;
    for (let count = 0; count < 10; count += 1) await signIn(email, 'not the password');
    assert.equal((await signIn(email, 'not the password')).data.signIn.__typename, 'TooManyAttempts');
  });

  it('forgets failures when the right password comes', async () => {
    const { email, password } = await system.signUp();
    for (let round = 0; round < 2; round += 1) {
      for (let count = 0; count < 9; count += 1) await signIn(email, 'not the password');
      assert.equal((await signIn(email, password)).data.signIn.__typename, 'SignedIn');
    }
  });

  it('ends the session it is asked in, and no other', async () => {
    const ada = await system.signUp();
    const caller = await system.callerOf(ada);
    const { data: other } = await signIn(ada.email, ada.password);
    const signOut = () => system.ask(caller, 'mutation { signOut { signedOut } }');
    const { data, cookie } = await signOut();
    assert.deepEqual(data, { signOut: { signedOut: true } });
    assert.match(cookie ?? '', /^codexcontinue_session=; Path=\/api\/auth; .*Max-Age=0/);
    assert.deepEqual((await signOut()).data, { signOut: { signedOut: false } });
    assert.equal(other.signIn.__typename, 'SignedIn');
  });

  it('asks who signs out without being signed in to sign in', async () => {
    const { errors } = await system.ask(ANONYMOUS, 'mutation { signOut { signedOut } }');
    assert.equal(errors?.[0]?.extensions.code, 'UNAUTHENTICATED');
  });

  it('answers who asks', async () => {
    const ada = await system.signUp();
    const query = '{ me { id email name } }';
    assert.deepEqual((await system.ask(ANONYMOUS, query)).data, { me: null });
    assert.deepEqual((await system.ask(await system.callerOf(ada), query)).data, {
      me: { id: ada.personId, email: ada.email, name: 'Ada' },
    });
  });
});
