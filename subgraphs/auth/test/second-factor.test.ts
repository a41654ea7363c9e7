import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import { sql } from 'drizzle-orm';
import { ANONYMOUS, type AuthSystem, type Somebody, startAuthSystem } from './helpers/auth-system.ts';
import { totpCode } from './helpers/totp.ts';

const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) {
  __typename ... on Failure { message } ... on SignedIn { user { id } } } }`;
const ENROLL = `mutation ($input: EnrollTotpInput!) { enrollTotp(input: $input) {
  __typename ... on TotpEnrollment { uri secret } } }`;
const CONFIRM = `mutation ($input: ConfirmTotpInput!) { confirmTotp(input: $input) {
  __typename ... on RecoveryCodes { codes } } }`;
const DISABLE = `mutation ($input: DisableTotpInput!) { disableTotp(input: $input) {
  __typename ... on TotpDisabled { accountSecurity { secondFactorEnabled } } } }`;
const REGENERATE = `mutation ($input: RegenerateRecoveryCodesInput!) { regenerateRecoveryCodes(input: $input) {
  __typename ... on RecoveryCodes { codes } } }`;
const SECURITY = '{ accountSecurity { hasPassword secondFactorEnabled emailVerified } }';

describe('the second factor', () => {
  let system: AuthSystem;
  before(async () => {
    system = await startAuthSystem();
    // Codes are good for a time step: the clock stands still.
    mock.timers.enable({ apis: ['Date'], now: Date.now() });
  });
  after(async () => {
    mock.timers.reset();
    await system.close();
  });

  async function askAs(somebody: Somebody, query: string, input: Record<string, unknown>) {
    const { data, errors } = await system.ask(await system.callerOf(somebody), query, { input });
    assert.deepEqual(errors, undefined);
    return Object.values<Record<string, unknown>>(data)[0] ?? {};
  }
  async function signIn({ email, password }: Somebody, code?: string): Promise<string> {
    const { data } = await system.ask(ANONYMOUS, SIGN_IN, { input: { email, password, code } });
    return data.signIn.__typename;
  }
  /** Somebody with an authenticator app. The code of the step before now is used up by confirming. */
  async function withSecondFactor() {
    const somebody = await system.signUp();
    const { secret } = await askAs(somebody, ENROLL, { password: somebody.password });
    const { codes } = await askAs(somebody, CONFIRM, { code: totpCode(String(secret), -1) });
    return { somebody, secret: String(secret), codes: codes as string[] };
  }

  it('is asked for once it is confirmed, and a code signs in', async () => {
    const somebody = await system.signUp();
    const begun = await askAs(somebody, ENROLL, { password: somebody.password });
    assert.match(String(begun.uri), /^otpauth:\/\/totp\/CodexContinue:.*issuer=CodexContinue/);
    assert.equal(await signIn(somebody), 'SignedIn', 'not asked for before it is confirmed');
    const wrong = await askAs(somebody, CONFIRM, { code: '000000' });
    assert.equal(wrong.__typename, 'InvalidCode');
    const { codes } = await askAs(somebody, CONFIRM, { code: totpCode(String(begun.secret), -1) });
    assert.equal(new Set(codes as string[]).size, 10);
    assert.equal(await signIn(somebody), 'SecondFactorRequired');
    assert.equal(await signIn(somebody, totpCode(String(begun.secret))), 'SignedIn');
    const { data } = await system.ask(await system.callerOf(somebody), SECURITY);
    assert.deepEqual(data.accountSecurity, {
      hasPassword: true,
      secondFactorEnabled: true,
      emailVerified: false,
    });
  });

  it('begins no session and tells nobody apart before the password is right', async () => {
    const { somebody, secret } = await withSecondFactor();
    assert.equal(
      await signIn({ ...somebody, password: 'not the password' }, totpCode(secret)),
      'InvalidCredentials',
    );
    const { cookie, data } = await system.ask(ANONYMOUS, SIGN_IN, {
      input: { email: somebody.email, password: somebody.password },
    });
    assert.equal(data.signIn.__typename, 'SecondFactorRequired');
    assert.equal(cookie, null);
  });

  it('A43 accepts a code once, also of many sent at once, and none from before it', async () => {
    const { somebody, secret } = await withSecondFactor();
    assert.equal(await signIn(somebody, totpCode(secret, -1)), 'InvalidCode', 'used to confirm');
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => signIn(somebody, totpCode(secret))));
    assert.deepEqual(outcomes.toSorted(), ['InvalidCode', 'InvalidCode', 'InvalidCode', 'SignedIn']);
    assert.equal(await signIn(somebody, totpCode(secret, 1)), 'SignedIn', 'a clock that is a little fast');
    assert.equal(await signIn(somebody, totpCode(secret)), 'InvalidCode', 'older than the last');
    assert.equal(await signIn(somebody, totpCode(secret, 2)), 'InvalidCode', 'too far off');
  });

  it('takes each recovery code once', async () => {
    const { somebody, codes } = await withSecondFactor();
    const [code = ''] = codes;
    const outcomes = await Promise.all([signIn(somebody, code), signIn(somebody, code)]);
    assert.deepEqual(outcomes.toSorted(), ['InvalidCode', 'SignedIn']);
    assert.equal(await signIn(somebody, code), 'InvalidCode');
    assert.equal(await signIn(somebody, codes[1]), 'SignedIn');
  });

  it('A42 has one count over passwords, codes and recovery codes', async () => {
    const { somebody, secret, codes } = await withSecondFactor();
    for (let count = 0; count < 4; count += 1) assert.equal(await signIn(somebody, '000000'), 'InvalidCode');
    for (let count = 0; count < 3; count += 1)
      assert.equal(await signIn(somebody, 'aaaaa-aaaaa'), 'InvalidCode');
    for (let count = 0; count < 3; count += 1)
      assert.equal(await signIn({ ...somebody, password: 'not the password' }), 'InvalidCredentials');
    assert.equal(await signIn(somebody, totpCode(secret)), 'TooManyAttempts');
    assert.equal(await signIn(somebody, codes[0]), 'TooManyAttempts');
  });

  it('A42 counts guesses of who is signed in, too', async () => {
    const { somebody, secret } = await withSecondFactor();
    for (let count = 0; count < 10; count += 1) {
      const { __typename } = await askAs(somebody, DISABLE, { password: 'not the password' });
      assert.equal(__typename, 'InvalidCredentials');
    }
    const held = await askAs(somebody, DISABLE, { password: somebody.password });
    assert.equal(held.__typename, 'TooManyAttempts');
    assert.equal(await signIn(somebody, totpCode(secret)), 'TooManyAttempts');
  });

  it('is changed only by who knows the password', async () => {
    const { somebody, codes } = await withSecondFactor();
    const stranger = { password: 'not the password' };
    assert.equal((await askAs(somebody, ENROLL, {})).__typename, 'InvalidCredentials');
    assert.equal((await askAs(somebody, REGENERATE, stranger)).__typename, 'InvalidCredentials');
    assert.equal((await askAs(somebody, REGENERATE, {})).__typename, 'InvalidCredentials');
    assert.equal(
      (await askAs(somebody, ENROLL, { password: somebody.password })).__typename,
      'SecondFactorAlreadyOn',
    );
    assert.equal((await askAs(somebody, CONFIRM, { code: '000000' })).__typename, 'SecondFactorAlreadyOn');
    const renewed = await askAs(somebody, REGENERATE, { password: somebody.password });
    assert.equal(await signIn(somebody, codes[0]), 'InvalidCode', 'replaced');
    assert.equal(await signIn(somebody, (renewed.codes as string[])[0]), 'SignedIn');
    const off = await askAs(somebody, DISABLE, { password: somebody.password });
    assert.deepEqual(off.accountSecurity, { secondFactorEnabled: false });
    assert.equal(await signIn(somebody), 'SignedIn');
    const none = await askAs(somebody, REGENERATE, { password: somebody.password });
    assert.equal(none.__typename, 'SecondFactorIsOff');
  });

  it('is nothing that nobody could have', async () => {
    for (const [query, input] of [
      [ENROLL, { password: 'x' }],
      [CONFIRM, { code: '000000' }],
      [DISABLE, {}],
      [REGENERATE, {}],
    ] as const) {
      const { errors } = await system.ask(ANONYMOUS, query, { input });
      assert.equal(errors?.[0]?.extensions.code, 'UNAUTHENTICATED');
    }
    assert.deepEqual((await system.ask(ANONYMOUS, SECURITY)).data, { accountSecurity: null });
  });

  it('A50 leaves no secret, code or session of its own in the database', async () => {
    const { somebody, secret, codes } = await withSecondFactor();
    await signIn(somebody, totpCode(secret));
    const tables = ['two_factor', 'verification', 'session', 'account', 'person'];
    const rows = await Promise.all(
      tables.map((table) => system.database.drizzle.execute(sql.raw(`select * from auth.${table}`))),
    );
    const dump = JSON.stringify(rows);
    assert.ok(dump.includes(somebody.personId));
    for (const plain of [secret, ...codes, somebody.password]) assert.ok(!dump.includes(plain));
    const [{ rows: sessions } = { rows: [] }] = [
      (await system.database.drizzle.execute(
        sql`select id from auth.session where person_id = ${somebody.personId}`,
      )) as unknown as { rows: unknown[] },
    ];
    assert.equal(sessions.length, 2, 'one of signing up, one of signing in');
  });
});
