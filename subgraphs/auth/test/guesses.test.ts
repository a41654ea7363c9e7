import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { newId } from '@codexcontinue/platform/ids';
import { sql } from 'drizzle-orm';
import { ANONYMOUS, type AuthSystem, startAuthSystem } from './helpers/auth-system.ts';

const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) {
  __typename ... on TooManyAttempts { retryAfterSeconds } } }`;
const SIGN_UP = `mutation ($input: SignUpInput!) { signUp(input: $input) {
  __typename ... on InvalidInput { field message } } }`;

describe('guessing', () => {
  let system: AuthSystem;
  before(async () => {
    system = await startAuthSystem();
  });
  after(() => system.close());

  const signIn = async (email: string, password: string, network?: string) =>
    (await system.ask(ANONYMOUS, SIGN_IN, { input: { email, password } }, network)).data.signIn;
  const ageNetwork = (network: string, count: number) =>
    system.database.drizzle.execute(
      sql`insert into auth.attempt (key, count, since) values (${`guess:${network}`}, ${count}, now())
          on conflict (key) do update set count = excluded.count`,
    );

  it('A40 holds up a network that tries many accounts, and nobody else', async () => {
    const ada = await system.signUp();
    const network = '192.0.2.1';
    for (let count = 0; count < 3; count += 1)
      assert.equal((await signIn(`${newId()}@example.org`, 'x', network)).__typename, 'InvalidCredentials');
    await ageNetwork(network, 99);
    assert.equal((await signIn(`${newId()}@example.org`, 'x', network)).__typename, 'InvalidCredentials');
    const held = await signIn(ada.email, ada.password, network);
    assert.equal(held.__typename, 'TooManyAttempts');
    assert.ok(held.retryAfterSeconds > 800 && held.retryAfterSeconds <= 900);
    assert.equal((await signIn('no address', 'x', network)).__typename, 'TooManyAttempts');
    assert.equal((await signIn(ada.email, ada.password, '2001:db8:0:1::/64')).__typename, 'SignedIn');
  });

  it('A40 a network that is held up locks no account', async () => {
    const ada = await system.signUp();
    await ageNetwork('192.0.2.2', 100);
    for (let count = 0; count < 12; count += 1)
      assert.equal((await signIn(ada.email, 'x', '192.0.2.2')).__typename, 'TooManyAttempts');
    assert.equal((await signIn(ada.email, ada.password, '192.0.2.3')).__typename, 'SignedIn');
  });

  it('A40 an office that signs in all at once is no guesser', async () => {
    const ada = await system.signUp();
    await ageNetwork('192.0.2.4', 98);
    for (let count = 0; count < 5; count += 1)
      assert.equal((await signIn(ada.email, ada.password, '192.0.2.4')).__typename, 'SignedIn');
  });

  it('A41 takes as much work for an unknown address as for a wrong password', async () => {
    const { email } = await system.signUp();
    const workOf = async (address: () => string) => {
      const began = process.cpuUsage();
      for (let count = 0; count < 8; count += 1)
        assert.equal((await signIn(address(), 'not the password')).__typename, 'InvalidCredentials');
      const { user, system: kernel } = process.cpuUsage(began);
      return user + kernel;
    };
    await signIn(`${newId()}@example.org`, 'makes the decoy');
    const unknown = await workOf(() => `${newId()}@example.org`);
    const known = await workOf(() => email);
    assert.ok(unknown > known / 2 && unknown < known * 2, `${known} µs known, ${unknown} µs unknown`);
  });

  it('refuses passwords that are easy to guess, and says what helps', async () => {
    const email = `zebedee.${newId()}@example.org`;
    for (const password of [
      'password123',
      'qwertyuiop',
      '1234567890',
      'P@ssw0rd123',
      'xxxxxxxxxx',
      'iloveyou123',
      email.split('@')[0],
      'Zebedee Quux 1',
    ]) {
      const { data } = await system.ask(ANONYMOUS, SIGN_UP, {
        input: { email, password, name: 'Zebedee Quux' },
      });
      assert.deepEqual([data.signUp.__typename, data.signUp.field], ['InvalidInput', 'password'], password);
      assert.match(data.signUp.message, /[A-Z].+\. [A-Z].+\./, password);
    }
    const { data } = await system.ask(ANONYMOUS, SIGN_UP, {
      input: { email, password: 'nine blue tractors', name: 'Zebedee Quux' },
    });
    assert.equal(data.signUp.__typename, 'SignedIn');
  });

  it('A49 takes nothing smuggled into what one may send', async () => {
    const ada = await system.signUp();
    const caller = await system.callerOf(ada);
    for (const [field, type, input] of [
      ['signIn', 'SignInInput', { email: 'a@b.c', password: 'x' }],
      ['enrollTotp', 'EnrollTotpInput', { password: ada.password }],
      ['confirmTotp', 'ConfirmTotpInput', { code: '000000' }],
      ['disableTotp', 'DisableTotpInput', { password: ada.password }],
      ['regenerateRecoveryCodes', 'RegenerateRecoveryCodesInput', { password: ada.password }],
    ] as const) {
      for (const smuggled of ['userId', 'role', 'workspaceId', 'emailVerified', 'twoFactorEnabled']) {
        const query = `mutation ($input: ${type}!) { ${field}(input: $input) { __typename } }`;
        const { data, errors } = await system.ask(caller, query, {
          input: { ...input, [smuggled]: newId() },
        });
        assert.equal(data, undefined);
        assert.equal(errors?.[0]?.extensions.code, 'BAD_USER_INPUT', `${field} with ${smuggled}`);
      }
    }
  });
});
