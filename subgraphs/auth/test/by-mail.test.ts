import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newId } from '@codexcontinue/platform/ids';
import { sql } from 'drizzle-orm';
import {
  ANONYMOUS,
  type AuthSystem,
  GATEWAY,
  PUBLIC_URL,
  type Somebody,
  startAuthSystem,
} from './helpers/auth-system.ts';
import { tokenIn } from './helpers/mailbox.ts';

const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }';
const REQUEST_RESET = `mutation ($input: RequestPasswordResetInput!) { requestPasswordReset(input: $input) {
  __typename ... on PasswordResetRequested { message } ... on TooManyAttempts { retryAfterSeconds } } }`;
const RESET = `mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) {
  __typename ... on InvalidInput { field message } } }`;
const CHANGE = `mutation ($input: ChangePasswordInput!) { changePassword(input: $input) {
  __typename ... on InvalidInput { field message } } }`;
const VERIFY = 'mutation ($input: VerifyEmailInput!) { verifyEmail(input: $input) { __typename } }';
const REQUEST_VERIFICATION = `mutation { requestEmailVerification {
  __typename ... on EmailVerificationRequested { email } } }`;
const NEW_PASSWORD = 'nine blue tractors';

describe('what goes by mail', () => {
  let system: AuthSystem;
  before(async () => {
    system = await startAuthSystem();
  });
  after(() => system.close());

  const ask = async (query: string, input: Record<string, unknown>, network?: string) => {
    const { data, errors } = await system.ask(ANONYMOUS, query, { input }, network);
    assert.deepEqual(errors, undefined);
    return Object.values<Record<string, unknown>>(data)[0] ?? {};
  };
  const signIn = async ({ email }: Somebody, password: string) =>
    (await ask(SIGN_IN, { email, password })).__typename;
  const isLive = async ({ personId, sessionId }: Somebody) =>
    (await system.authority({ personId, sessionId }, GATEWAY)).status === 200;
  /** Somebody who has read the mail of signing up. */
  async function somebody(): Promise<{ ada: Somebody; verification: string }> {
    const ada = await system.signUp();
    return { ada, verification: tokenIn(await system.mailbox.next(ada.email)) };
  }
  async function resetToken(email: string): Promise<string> {
    await ask(REQUEST_RESET, { email });
    return tokenIn(await system.mailbox.next(email));
  }

  it('confirms the address of a new account, by a link that is good once', async () => {
    const { ada, verification } = await somebody();
    const security = async () =>
      (await system.ask(await system.callerOf(ada), '{ accountSecurity { emailVerified } }')).data;
    assert.deepEqual(await security(), { accountSecurity: { emailVerified: false } });
    const request = async () => (await system.ask(await system.callerOf(ada), REQUEST_VERIFICATION)).data;
    assert.deepEqual(await request(), {
      requestEmailVerification: { __typename: 'EmailVerificationRequested', email: ada.email },
    });
    const another = tokenIn(await system.mailbox.next(ada.email));
    const outcomes = await Promise.all([1, 2, 3].map(() => ask(VERIFY, { token: another })));
    assert.deepEqual(outcomes.map(({ __typename }) => __typename).toSorted(), [
      'EmailVerified',
      'InvalidToken',
      'InvalidToken',
    ]);
    assert.deepEqual(await security(), { accountSecurity: { emailVerified: true } });
    assert.equal((await request()).requestEmailVerification.__typename, 'EmailAlreadyVerified');
    assert.equal((await ask(VERIFY, { token: `${verification}x` })).__typename, 'InvalidToken');
    assert.equal((await ask(VERIFY, { token: '' })).__typename, 'InvalidToken');
  });

  it('sets a new password, ends all sessions, and says so to the person', async () => {
    const { ada } = await somebody();
    const token = await resetToken(ada.email);
    assert.equal((await ask(RESET, { token, password: NEW_PASSWORD })).__typename, 'PasswordReset');
    assert.match((await system.mailbox.next(ada.email)).subject, /password .* was changed/);
    assert.equal(await isLive(ada), false);
    assert.equal(await signIn(ada, ada.password), 'InvalidCredentials');
    assert.equal(await signIn(ada, NEW_PASSWORD), 'SignedIn');
  });

  it('A54 takes a reset token once, also of many sent at once, and no other of the account after it', async () => {
    const { ada } = await somebody();
    const older = await resetToken(ada.email);
    const token = await resetToken(ada.email);
    const outcomes = await Promise.all(
      ['one of the four', 'two of the four', 'three of four', 'four of four!'].map((end) =>
        ask(RESET, { token, password: `${NEW_PASSWORD} ${end}` }),
      ),
    );
    const kinds = outcomes.map(({ __typename }) => __typename);
    assert.deepEqual(kinds.toSorted(), ['InvalidToken', 'InvalidToken', 'InvalidToken', 'PasswordReset']);
    for (const used of [token, older, '', 'x'.repeat(43)])
      assert.equal((await ask(RESET, { token: used, password: NEW_PASSWORD })).__typename, 'InvalidToken');
  });

  it('A54 a token that is too old, or for something else, is worth nothing', async () => {
    const { ada, verification } = await somebody();
    const token = await resetToken(ada.email);
    assert.equal((await ask(VERIFY, { token })).__typename, 'InvalidToken');
    assert.equal(
      (await ask(RESET, { token: verification, password: NEW_PASSWORD })).__typename,
      'InvalidToken',
    );
    await system.database.drizzle.execute(
      sql`update auth.verification set expires_at = now() - interval '1 second' where value = ${ada.personId}`,
    );
    assert.equal((await ask(RESET, { token, password: NEW_PASSWORD })).__typename, 'InvalidToken');
  });

  it('A54 makes links from where people open the app, whatever Host a request names', async () => {
    const { ada } = await somebody();
    const response = await fetch(`${system.server.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-codexcontinue-internal': await system.tokenFor(ANONYMOUS),
        'x-forwarded-host': 'evil.example',
        forwarded: 'host=evil.example',
        origin: 'https://evil.example',
      },
      body: JSON.stringify({ query: REQUEST_RESET, variables: { input: { email: ada.email } } }),
    });
    assert.equal(response.status, 200);
    const { text } = await system.mailbox.next(ada.email);
    assert.ok(text.includes(`${PUBLIC_URL}/reset-password?token=`));
    assert.doesNotMatch(text, /evil/);
  });

  it('A41 answers the same whether the address has an account or not', async () => {
    const { ada } = await somebody();
    const replies = await Promise.all(
      [ada.email, ada.email.toUpperCase(), `${newId()}@example.org`, 'no address', '\0', ''].map((email) =>
        ask(REQUEST_RESET, { email }),
      ),
    );
    for (const reply of replies) assert.deepEqual(reply, replies[0]);
  });

  it('sends an address few mails, and tells a network that asks for many', async () => {
    const { ada } = await somebody();
    // Signing up sent one already.
    for (let count = 0; count < 4; count += 1) await resetToken(ada.email);
    const other = await somebody();
    const sixth = await ask(REQUEST_RESET, { email: ada.email });
    assert.equal(sixth.__typename, 'PasswordResetRequested');
    await resetToken(other.ada.email);
    assert.equal(system.mailbox.to(ada.email).length, 5);
    for (let count = 0; count < 50; count += 1)
      await ask(REQUEST_RESET, { email: `${newId()}@example.org` }, '192.0.2.9');
    const held = await ask(REQUEST_RESET, { email: ada.email }, '192.0.2.9');
    assert.equal(held.__typename, 'TooManyAttempts');
    const email = `${newId()}@example.org`;
    await system.database.drizzle.execute(
      sql`insert into auth.attempt (key, count, since) values ('sign-up:192.0.2.9', 300, now())`,
    );
    const signUp = 'mutation ($input: SignUpInput!) { signUp(input: $input) { __typename } }';
    const made = await ask(signUp, { email, password: NEW_PASSWORD, name: 'Grace' }, '192.0.2.9');
    assert.equal(made.__typename, 'SignedIn');
    await resetToken(other.ada.email);
    assert.deepEqual(system.mailbox.to(email), [], 'no mail for accounts made in numbers');
  });

  it('refuses weak passwords without using the token up', async () => {
    const { ada } = await somebody();
    const token = await resetToken(ada.email);
    for (const password of ['short', 'password123', ada.email])
      assert.deepEqual(
        [(await ask(RESET, { token, password })).__typename, (await ask(RESET, { token, password })).field],
        ['InvalidInput', 'password'],
      );
    assert.equal((await ask(RESET, { token, password: NEW_PASSWORD })).__typename, 'PasswordReset');
  });

  it('changes a password for who knows it, and ends every other session', async () => {
    const { ada } = await somebody();
    const { data: other } = await system.ask(
      ANONYMOUS,
      'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignedIn { accessToken } } }',
      { input: { email: ada.email, password: ada.password } },
    );
    const caller = await system.callerOf(ada);
    const change = async (input: Record<string, unknown>) =>
      (await system.ask(caller, CHANGE, { input })).data.changePassword;
    assert.equal(
      (await change({ currentPassword: 'not the password', newPassword: NEW_PASSWORD })).__typename,
      'InvalidCredentials',
    );
    const weak = await change({ currentPassword: ada.password, newPassword: 'password123' });
    assert.deepEqual([weak.__typename, weak.field], ['InvalidInput', 'newPassword']);
    assert.equal(
      (await change({ currentPassword: ada.password, newPassword: NEW_PASSWORD })).__typename,
      'PasswordChanged',
    );
    const { decodeJwt } = await import('jose');
    const sessionId = String(decodeJwt(other.signIn.accessToken).sid);
    assert.equal(await isLive({ ...ada, sessionId }), false);
    assert.equal(await isLive(ada), true);
    assert.equal(await signIn(ada, NEW_PASSWORD), 'SignedIn');
  });

  it('A42 weak new passwords do not begin the count of guesses anew', async () => {
    const { ada } = await somebody();
    const caller = await system.callerOf(ada);
    const change = async (currentPassword: string, newPassword: string) =>
      (await system.ask(caller, CHANGE, { input: { currentPassword, newPassword } })).data.changePassword
        .__typename;
    for (let count = 0; count < 10; count += 1) {
      assert.equal(await change('not the password', 'password123'), 'InvalidInput');
      assert.equal(await change('not the password', NEW_PASSWORD), 'InvalidCredentials');
    }
    assert.equal(await change(ada.password, NEW_PASSWORD), 'TooManyAttempts');
  });

  it('A50 stores no token that a mail carries', async () => {
    const { ada, verification } = await somebody();
    const token = await resetToken(ada.email);
    const rows = await system.database.drizzle.execute(sql`select * from auth.verification`);
    const dump = JSON.stringify(rows);
    assert.ok(dump.includes(ada.personId));
    assert.ok(!dump.includes(token) && !dump.includes(verification));
  });
});
