import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import type { Caller } from '@codexcontinue/platform/identity';
import { newId } from '@codexcontinue/platform/ids';
import { sql } from 'drizzle-orm';
import { decodeJwt } from 'jose';
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

const RESET = `mutation ($input: ResetSecondFactorInput!) { resetSecondFactor(input: $input) {
  __typename ... on SecondFactorReset { authenticatorApp passkeys sessions user { id } }
  ... on Failure { message } } }`;
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) {
  __typename ... on SignedIn { accessToken } } }`;
const ENROLL =
  'mutation ($input: EnrollTotpInput!) { enrollTotp(input: $input) { ... on TotpEnrollment { secret } } }';
const CONFIRM = `mutation ($input: ConfirmTotpInput!) { confirmTotp(input: $input) {
  __typename ... on RecoveryCodes { codes } } }`;
const WRONG = 'not the password';

for (const hardened of [false, true]) {
  describe(`somebody's second factor is lost, ${hardened ? 'with' : 'without'} HARDENED=1`, () => {
    let system: AuthSystem;
    /** Administers the instance. */
    let first: Somebody;
    let admin: Caller;
    before(async () => {
      system = await startAuthSystem({ hardened });
      // Codes are good for a time step: the clock stands still.
      mock.timers.enable({ apis: ['Date'], now: Date.now() });
      first = await system.signUp();
      if (hardened) await addApp(first);
      admin = personOf(first);
      await system.ask(admin, '{ me { isInstanceAdmin } }');
    });
    after(async () => {
      mock.timers.reset();
      await system.close();
    });

    const personOf = ({ personId, sessionId }: Somebody): Caller & { kind: 'person' } => ({
      kind: 'person',
      personId,
      sessionId,
      workspaceRoles: {},
    });
    const authorityOf = async ({ personId, sessionId }: Somebody) => {
      const response = await system.authority({ personId, sessionId }, GATEWAY);
      return response.status === 200 ? ((await response.json()) as object) : undefined;
    };
    const reset = async (input: object, caller: Caller = admin) => {
      const { data, errors } = await system.ask(caller, RESET, { input });
      return errors ? { __typename: errors[0]?.extensions.code } : data.resetSecondFactor;
    };
    /** Answers the type of the answer, and the session it began. */
    const signIn = async ({ email, password, personId }: Somebody, code?: string) => {
      const { data } = await system.ask(ANONYMOUS, SIGN_IN, { input: { email, password, code } });
      const { __typename: typename, accessToken } = data.signIn;
      const sessionId = accessToken ? String(decodeJwt(accessToken).sid) : '';
      return { typename, session: { email, password, personId, sessionId } as Somebody };
    };
    async function addApp(somebody: Somebody) {
      const caller = personOf(somebody);
      const begun = await system.ask(caller, ENROLL, { input: { password: somebody.password } });
      const { secret } = begun.data.enrollTotp;
      const { data } = await system.ask(caller, CONFIRM, { input: { code: totpCode(secret, -1) } });
      return { secret: String(secret), codes: data.confirmTotp.codes as string[] };
    }
    async function addPasskey(somebody: Somebody) {
      const authenticator = createAuthenticator(PUBLIC_URL);
      const begun = await system.ask(
        personOf(somebody),
        `mutation ($input: BeginPasskeyRegistrationInput!) { beginPasskeyRegistration(input: $input) {
          ... on PasskeyCeremony { ceremony options } } }`,
        { input: { password: somebody.password } },
      );
      const { ceremony, options } = begun.data.beginPasskeyRegistration;
      const input = { ceremony, response: authenticator.create(options), name: 'Laptop' };
      const { data } = await system.ask(
        personOf(somebody),
        `mutation ($input: FinishPasskeyRegistrationInput!) { finishPasskeyRegistration(input: $input) {
          __typename } }`,
        { input },
      );
      assert.equal(data.finishPasskeyRegistration.__typename, 'PasskeyAdded');
      return authenticator;
    }

    it('an administrator removes it all, the sessions end, and a mail tells the person', async () => {
      const ada = await system.signUp();
      const { secret, codes } = await addApp(ada);
      const authenticator = await addPasskey(ada);
      const phone = (await signIn(ada, totpCode(secret))).session;
      assert.ok(await authorityOf(phone));
      assert.deepEqual(await reset({ userId: ada.personId, password: first.password }), {
        __typename: 'SecondFactorReset',
        authenticatorApp: true,
        passkeys: 1,
        sessions: 2,
        user: { id: ada.personId },
      });
      for (const session of [ada, phone]) assert.equal(await authorityOf(session), undefined);

      const begun = await system.ask(ANONYMOUS, 'mutation { beginPasskeySignIn { ceremony options } }');
      const { ceremony, options } = begun.data.beginPasskeySignIn;
      const { data } = await system.ask(
        ANONYMOUS,
        `mutation ($input: FinishPasskeySignInInput!) { finishPasskeySignIn(input: $input) { __typename } }`,
        { input: { ceremony, response: authenticator.get(options) } },
      );
      assert.equal(data.finishPasskeySignIn.__typename, 'PasskeyRefused');
      const wrong = await signIn({ ...ada, password: WRONG }, codes[0]);
      assert.equal(wrong.typename, 'InvalidCredentials', 'the password is asked for as ever');
      const { typename, session } = await signIn(ada);
      assert.equal(typename, 'SignedIn');
      assert.deepEqual(
        await authorityOf(session),
        hardened ? { workspaceRoles: {}, lacksSecondFactor: true } : { workspaceRoles: {} },
      );
      const mail = await nextMail(ada, /second factor/i);
      assert.match(mail.subject, /Your second factor for localhost:4000 was removed/);
      assert.match(mail.text, /http:\/\/localhost:4000\/settings\/security/);
      assert.match(mail.text, /http:\/\/localhost:4000\/forgot-password/);

      await addApp(session);
      assert.equal((await signIn(ada)).typename, 'SecondFactorRequired', 'a new one is asked for');
    });

    /** Reads the mails to somebody up to one about something. */
    async function nextMail({ email }: Somebody, about: RegExp) {
      for (;;) {
        const mail = await system.mailbox.next(email);
        if (about.test(mail.subject)) return mail;
      }
    }

    it('the password of who asks is the proof, and wrong ones count as at sign-in', async () => {
      const [ada, other] = [await system.signUp(), await system.signUp()];
      await addPasskey(ada);
      if (hardened) await addApp(other);
      await system.ask(
        admin,
        `mutation ($input: SetInstanceRolesInput!) { setInstanceRoles(input: $input) { __typename } }`,
        { input: { userId: other.personId, administrator: true, password: first.password } },
      );
      const caller = personOf(other);
      const input = { userId: ada.personId };
      for (const guess of [{}, { password: null }, { password: WRONG }, { password: ada.password + WRONG }])
        assert.equal((await reset({ ...input, ...guess }, caller)).__typename, 'InvalidCredentials');
      for (let guess = 0; guess < 6; guess += 1) await reset({ ...input, password: WRONG }, caller);
      const held = await reset({ ...input, password: other.password }, caller);
      assert.equal(held.__typename, 'TooManyAttempts');
      assert.equal((await signIn(other)).typename, 'TooManyAttempts', 'one count for both');
      assert.ok(await authorityOf(ada), 'nothing was changed');
      const done = await reset({ ...input, password: first.password });
      assert.deepEqual([done.authenticatorApp, done.passkeys], [false, 1]);
    });

    it('the guesses at the password of the person go on counting', async () => {
      const ada = await system.signUp();
      await addPasskey(ada);
      for (let guess = 0; guess < 10; guess += 1) await signIn({ ...ada, password: WRONG });
      await reset({ userId: ada.personId, password: first.password });
      assert.equal((await signIn(ada)).typename, 'TooManyAttempts');
    });

    it('who has no password proves it by having signed in just now', async () => {
      const [ada, other] = [await system.signUp(), await system.signUp()];
      await addPasskey(ada);
      if (hardened) await addApp(other);
      const { drizzle } = system.database;
      await drizzle.execute(sql`update auth.account set password = null where person_id = ${other.personId}`);
      await drizzle.execute(sql`insert into auth.instance_admin (person_id) values (${other.personId})`);
      const age = (seconds: number) =>
        drizzle.execute(
          sql`update auth.session set created_at = now() - make_interval(secs => ${seconds}) where id = ${other.sessionId}`,
        );
      await age(301);
      const late = await reset({ userId: ada.personId }, personOf(other));
      assert.equal(late.__typename, 'InvalidCredentials');
      assert.match(late.message, /sign in again/);
      const guess = await reset({ userId: ada.personId, password: 'anything' }, personOf(other));
      assert.equal(guess.__typename, 'InvalidCredentials');
      assert.ok(await authorityOf(ada));
      await age(200);
      assert.equal((await reset({ userId: ada.personId }, personOf(other))).__typename, 'SecondFactorReset');
    });

    it('A56 nobody does it who is no administrator, nor to themselves', async () => {
      const [ada, other] = [await system.signUp(), await system.signUp()];
      await addPasskey(ada);
      await addPasskey(other);
      const input = { userId: ada.personId, password: other.password };
      assert.equal((await reset(input, personOf(other))).__typename, 'FORBIDDEN');
      assert.equal((await reset(input, ANONYMOUS)).__typename, 'UNAUTHENTICATED');
      assert.equal(
        (await reset({ ...input, userId: other.personId }, personOf(other))).__typename,
        'FORBIDDEN',
      );
      const ofOneself = { userId: first.personId, password: first.password };
      assert.equal((await reset(ofOneself)).__typename, 'FORBIDDEN');
      assert.ok(await authorityOf(ada));
    });

    it('where there is nothing to remove, nothing ends and no mail goes out', async () => {
      const ada = await system.signUp();
      const answer = await reset({ userId: ada.personId, password: first.password });
      assert.equal(answer.__typename, 'NoSecondFactor');
      assert.ok(await authorityOf(ada));
      for (const userId of [newId(), 'nobody'])
        assert.equal((await reset({ userId, password: first.password })).__typename, 'PersonNotFound');
      assert.deepEqual(
        system.mailbox.to(ada.email).filter(({ subject }) => /second factor/i.test(subject)),
        [],
      );
    });

    it('is told to the audit log, without what was typed', async () => {
      const ada = await system.signUp();
      await addPasskey(ada);
      await reset({ userId: ada.personId, password: WRONG });
      await reset({ userId: ada.personId, password: first.password });
      await system.audited();
      const { data } = await system.ask(
        admin,
        `query ($id: ID!) { auditEvents(filter: { targetId: $id, actions: ["second_factor.reset"] }) {
          edges { node { outcome actorId details } } } }`,
        { id: ada.personId },
      );
      assert.deepEqual(
        data.auditEvents.edges.map(({ node }: { node: Record<string, unknown> }) => [
          node.outcome,
          node.actorId,
          JSON.parse(String(node.details)),
        ]),
        [
          ['SUCCEEDED', first.personId, { authenticatorApp: false, passkeys: 1, sessions: 1 }],
          ['REFUSED', first.personId, { reason: 'InvalidCredentials' }],
        ],
      );
    });
  });
}
