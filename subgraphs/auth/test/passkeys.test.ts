import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newId } from '@codexcontinue/platform/ids';
import { sql } from 'drizzle-orm';
import {
  ANONYMOUS,
  type AuthSystem,
  PUBLIC_URL,
  type Somebody,
  startAuthSystem,
} from './helpers/auth-system.ts';
import { type Authenticator, createAuthenticator, type Misbehaviour } from './helpers/authenticator.ts';
import { totpCode } from './helpers/totp.ts';

const BEGIN = `mutation ($input: BeginPasskeyRegistrationInput!) { beginPasskeyRegistration(input: $input) {
  __typename ... on PasskeyCeremony { ceremony options } } }`;
const FINISH = `mutation ($input: FinishPasskeyRegistrationInput!) { finishPasskeyRegistration(input: $input) {
  __typename ... on PasskeyAdded { passkey { id name } } ... on InvalidInput { field } } }`;
const REMOVE = `mutation ($input: RemovePasskeyInput!) { removePasskey(input: $input) {
  __typename ... on PasskeyRemoved { accountSecurity { passkeys { id } } } } }`;
const BEGIN_SIGN_IN = 'mutation { beginPasskeySignIn { ceremony options } }';
const FINISH_SIGN_IN = `mutation ($input: FinishPasskeySignInInput!) { finishPasskeySignIn(input: $input) {
  __typename ... on SignedIn { accessToken user { id email } } } }`;

interface Ceremony {
  readonly ceremony: string;
  readonly options: string;
}

describe('passkeys', () => {
  let system: AuthSystem;
  before(async () => {
    system = await startAuthSystem();
  });
  after(() => system.close());

  async function askAs(somebody: Somebody, query: string, input: Record<string, unknown>) {
    const { data, errors } = await system.ask(await system.callerOf(somebody), query, { input });
    assert.deepEqual(errors, undefined);
    // biome-ignore lint/suspicious/noExplicitAny: a test knows what it asked for
    return Object.values<any>(data)[0];
  }
  const begin = ({ password, ...somebody }: Somebody) =>
    askAs({ password, ...somebody }, BEGIN, { password }) as Promise<Ceremony>;
  const beginSignIn = async () =>
    (await system.ask(ANONYMOUS, BEGIN_SIGN_IN)).data.beginPasskeySignIn as Ceremony;
  const finishSignIn = async (ceremony: string, response: string) =>
    (await system.ask(ANONYMOUS, FINISH_SIGN_IN, { input: { ceremony, response } })).data.finishPasskeySignIn;
  async function signIn(authenticator: Authenticator, wrong?: Misbehaviour) {
    const { ceremony, options } = await beginSignIn();
    return finishSignIn(ceremony, authenticator.get(options, wrong));
  }
  async function withPasskey() {
    const somebody = await system.signUp();
    const authenticator = createAuthenticator(PUBLIC_URL);
    const { ceremony, options } = await begin(somebody);
    const added = await askAs(somebody, FINISH, {
      ceremony,
      response: authenticator.create(options),
      name: 'Laptop',
    });
    assert.equal(added.__typename, 'PasskeyAdded');
    return { somebody, authenticator, passkeyId: String(added.passkey.id) };
  }

  it('sign in without a password or an address', async () => {
    const { somebody, authenticator } = await withPasskey();
    const signedIn = await signIn(authenticator);
    assert.equal(signedIn.__typename, 'SignedIn');
    assert.deepEqual(signedIn.user, { id: somebody.personId, email: somebody.email });
    assert.equal((await signIn(authenticator)).__typename, 'SignedIn', 'again');
  });

  it('are another way in: where nobody must have two factors, the password alone stays one', async () => {
    const { somebody } = await withPasskey();
    const { data } = await system.ask(
      ANONYMOUS,
      'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }',
      { input: { email: somebody.email, password: somebody.password } },
    );
    assert.equal(data.signIn.__typename, 'SignedIn');
  });

  it('ask the device for PIN or finger, and tell nothing of who has one', async () => {
    const options = JSON.parse((await beginSignIn()).options);
    assert.equal(options.userVerification, 'required');
    assert.equal(options.rpId, 'localhost');
    assert.deepEqual(options.allowCredentials ?? [], []);
    const { somebody } = await withPasskey();
    const creation = JSON.parse((await begin(somebody)).options);
    assert.equal(creation.authenticatorSelection.userVerification, 'required');
    assert.equal(creation.excludeCredentials.length, 1);
  });

  it('A53 another site, another relying party, or another challenge → refused', async () => {
    const { authenticator } = await withPasskey();
    for (const wrong of [
      { origin: 'https://evil.example' },
      { origin: 'http://localhost:4001' },
      { origin: 'https://localhost:4000' },
      { rpId: 'evil.example' },
      { challenge: Buffer.from('another challenge').toString('base64url') },
      { userVerified: false },
    ])
      assert.equal((await signIn(authenticator, wrong)).__typename, 'PasskeyRefused', JSON.stringify(wrong));
    assert.equal((await signIn(authenticator)).__typename, 'SignedIn');
  });

  it('A53 a challenge that was answered, also at the same moment, or is too old → refused', async () => {
    const { authenticator } = await withPasskey();
    const { ceremony, options } = await beginSignIn();
    const response = authenticator.get(options);
    const kinds = (await Promise.all([1, 2, 3].map(() => finishSignIn(ceremony, response)))).map(
      ({ __typename }) => __typename,
    );
    assert.deepEqual(kinds.toSorted(), ['PasskeyRefused', 'PasskeyRefused', 'SignedIn']);
    const old = await beginSignIn();
    await system.database.drizzle.execute(
      sql`update auth.verification set expires_at = now() - interval '1 second'`,
    );
    assert.equal(
      (await finishSignIn(old.ceremony, authenticator.get(old.options))).__typename,
      'PasskeyRefused',
    );
  });

  it('A53 a counter that goes back, or stays, tells of a copy → refused', async () => {
    const { authenticator } = await withPasskey();
    assert.equal((await signIn(authenticator, { counter: 100 })).__typename, 'SignedIn');
    for (const counter of [99, 100, 1])
      assert.equal((await signIn(authenticator, { counter })).__typename, 'PasskeyRefused', String(counter));
    assert.equal((await signIn(authenticator, { counter: 101 })).__typename, 'SignedIn');
  });

  it('A53 are registered only by who is signed in, on this site, for themselves', async () => {
    const [ada, eve] = [await system.signUp(), await system.signUp()];
    const authenticator = createAuthenticator(PUBLIC_URL);
    const finish = async (somebody: Somebody, wrong: Misbehaviour, ceremony?: Ceremony) => {
      const begun = ceremony ?? (await begin(somebody));
      const response = authenticator.create(begun.options, wrong);
      return (await askAs(somebody, FINISH, { ceremony: begun.ceremony, response, name: 'x' })).__typename;
    };
    assert.equal(await finish(ada, { origin: 'https://evil.example' }), 'PasskeyRefused');
    assert.equal(await finish(ada, { rpId: 'evil.example' }), 'PasskeyRefused');
    assert.equal(await finish(ada, { challenge: 'AAAA' }), 'PasskeyRefused');
    assert.equal(await finish(eve, {}, await begin(ada)), 'PasskeyRefused', 'begun by somebody else');
    assert.equal(await finish(ada, {}, await beginSignInAsRegistration()), 'PasskeyRefused');
    const once = await begin(ada);
    assert.equal(await finish(ada, {}, once), 'PasskeyAdded');
    assert.equal(await finish(ada, {}, once), 'PasskeyRefused', 'used before');
    assert.equal(await finish(eve, {}), 'PasskeyRefused', 'is somebody else’s already');
    for (const [query, input] of [
      [BEGIN, {}],
      [FINISH, { ceremony: 'x', response: '{}', name: 'x' }],
      [REMOVE, { passkeyId: newId() }],
    ] as const) {
      const { errors } = await system.ask(ANONYMOUS, query, { input });
      assert.equal(errors?.[0]?.extensions.code, 'UNAUTHENTICATED');
    }
  });

  /** A ceremony of signing in, dressed up as one of registering. */
  async function beginSignInAsRegistration(): Promise<Ceremony> {
    const { ceremony, options } = await beginSignIn();
    const { challenge, rpId } = JSON.parse(options);
    return { ceremony, options: JSON.stringify({ challenge, rp: { id: rpId } }) };
  }

  it('A42 are added only by who knows the password', async () => {
    const ada = await system.signUp();
    for (const input of [{}, { password: 'not the password' }])
      assert.equal((await askAs(ada, BEGIN, input)).__typename, 'InvalidCredentials');
    for (let count = 0; count < 8; count += 1) await askAs(ada, BEGIN, { password: 'not the password' });
    assert.equal((await askAs(ada, BEGIN, { password: ada.password })).__typename, 'TooManyAttempts');
  });

  it('take what is no answer for none', async () => {
    const { ceremony } = await beginSignIn();
    for (const response of [
      '',
      '{',
      'null',
      '[]',
      '{}',
      '{"id":1}',
      '{"id":"x"}',
      '{"id":{"$ne":1}}',
      `{"id":"${"' or '1'='1"}"}`,
      `{"id":"${'x'.repeat(30_000)}"}`,
    ])
      assert.equal(
        (await finishSignIn(ceremony, response)).__typename,
        'PasskeyRefused',
        response.slice(0, 20),
      );
    for (const made of ['', 'x', 'x.y', 'a; b=c', `${'x'.repeat(2_000)}`])
      assert.equal((await finishSignIn(made, '{"id":"x"}')).__typename, 'PasskeyRefused', made.slice(0, 20));
  });

  it('are listed and taken out by their person only', async () => {
    const { somebody, authenticator, passkeyId } = await withPasskey();
    const eve = await system.signUp();
    assert.equal((await askAs(eve, REMOVE, { passkeyId })).__typename, 'PasskeyNotFound');
    assert.equal((await askAs(eve, REMOVE, { passkeyId: 'x' })).__typename, 'PasskeyNotFound');
    const list = '{ accountSecurity { passkeys { id name backedUp } } }';
    const { data } = await system.ask(await system.callerOf(somebody), list);
    assert.deepEqual(data.accountSecurity.passkeys, [{ id: passkeyId, name: 'Laptop', backedUp: false }]);
    const removed = await askAs(somebody, REMOVE, { passkeyId });
    assert.deepEqual(removed.accountSecurity.passkeys, []);
    assert.equal((await signIn(authenticator)).__typename, 'PasskeyRefused');
    const named = await askAs(somebody, FINISH, { ceremony: 'x', response: '{}', name: ' ' });
    assert.deepEqual([named.__typename, named.field], ['InvalidInput', 'name']);
  });

  it('stand for both factors', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() });
    const { somebody, authenticator } = await withPasskey();
    const { password } = somebody;
    const { secret } = await askAs(
      somebody,
      'mutation ($input: EnrollTotpInput!) { enrollTotp(input: $input) { ... on TotpEnrollment { secret } } }',
      { password },
    );
    await askAs(
      somebody,
      'mutation ($input: ConfirmTotpInput!) { confirmTotp(input: $input) { __typename } }',
      { code: totpCode(secret) },
    );
    assert.equal((await signIn(authenticator)).__typename, 'SignedIn');
  });
});
