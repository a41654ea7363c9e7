import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { CDPSession } from 'playwright-core';
import { freePort } from '../../platform/test/helpers/redis-server.ts';
import { totpCode } from '../../subgraphs/auth/test/helpers/totp.ts';
import { tellInBrowser } from '../helpers/browser-story.ts';
import { RegisteredClient } from '../helpers/registered-client.ts';
import { startStandalone } from '../helpers/running-program.ts';

const PASSWORD = 'correct horse battery';

describe('a second factor that is lost, where everybody needs one, in a browser', {
  timeout: 180_000,
}, () => {
  const directory = mkdtempSync(join(tmpdir(), 'lost-factor-'));
  const email = `${randomUUID()}@example.org`;
  const story = tellInBrowser({
    name: 'lost-factor',
    async start() {
      const { url, stop } = await startStandalone({
        // Passkeys need to know the address before the start.
        PORT: String(await freePort()),
        DATA_DIR: directory,
        HARDENED: '1',
        ENCRYPTION_KEYS: `first=${randomBytes(32).toString('base64')}`,
      });
      return {
        url,
        async stop() {
          await stop();
          rmSync(directory, { recursive: true, force: true });
        },
      };
    },
  });
  let admin: RegisteredClient;
  let device: CDPSession;
  let authenticatorId: string;
  let userId: string;

  before(async () => {
    const { context, page, url } = story;
    admin = new RegisteredClient(url);
    await admin.signUp(`${randomUUID()}@example.org`, PASSWORD);
    device = await context.newCDPSession(page);
    await device.send('WebAuthn.enable');
    ({ authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    }));
  });

  async function enterPassword(): Promise<void> {
    const { page } = story;
    await page.getByRole('textbox', { name: 'Email' }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  }
  async function addPasskey(): Promise<void> {
    const passkeys = story.page.getByRole('region', { name: 'Passkeys' });
    await passkeys.getByLabel('Your password', { exact: true }).fill(PASSWORD);
    await passkeys.getByRole('button', { name: 'Add a passkey' }).click();
    await passkeys.getByRole('button', { name: 'Remove Passkey' }).waitFor();
  }
  const reset = async (password = PASSWORD) =>
    (await admin.ask('ResetSecondFactor', { input: { userId, password } })).resetSecondFactor;

  /** Mails go out after the answer: looked for until there are any. */
  async function mailsToAda(): Promise<string[]> {
    for (;;) {
      const paths = await Array.fromAsync(glob('outbox/*.eml', { cwd: directory }));
      const texts = await Promise.all(paths.map((path) => readFile(join(directory, path), 'utf8')));
      const found = texts.filter(
        (text) => /^Subject: Your second factor/m.test(text) && text.includes(email),
      );
      if (found.length > 0) return found;
    }
  }

  it('is on a device that somebody has no more', async () => {
    const { page, url } = story;
    await page.goto(`${url}/sign-up`);
    await page.getByRole('textbox', { name: 'Name' }).fill('Ada Example');
    await page.getByRole('textbox', { name: 'Email' }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByText('Here everybody needs a second factor.').waitFor();
    await addPasskey();
    await device.send('WebAuthn.clearCredentials', { authenticatorId });
    await page.goto(`${url}/`);
    await page.getByRole('button', { name: 'Account' }).waitFor();
  });

  it('is reset by no administrator who has none', async () => {
    // Whose id it is, as an administrator would find it; nothing of that is open before a factor is set up.
    assert.equal(await admin.refusal('InstanceAudit', { first: 1 }), 'SECOND_FACTOR_REQUIRED');
    const input = { userId: randomUUID(), password: PASSWORD };
    assert.equal(await admin.refusal('ResetSecondFactor', { input }), 'SECOND_FACTOR_REQUIRED');
    const { enrollTotp } = await admin.ask('EnrollTotp', { input: { password: PASSWORD } });
    const confirmed = await admin.ask('ConfirmTotp', { input: { code: totpCode(enrollTotp.secret) } });
    assert.equal(confirmed.confirmTotp.__typename, 'RecoveryCodes');
    const filter = { actions: ['account.created'] };
    const { auditEvents } = await admin.ask('InstanceAudit', { first: 1, filter });
    userId = auditEvents.edges[0].node.targetId;
  });

  it('is removed with the password of who asks: what is open ends, and a mail tells the person', async () => {
    const { page } = story;
    assert.equal((await reset('not the password')).__typename, 'InvalidCredentials');
    const { __typename: typename, passkeys } = await reset();
    assert.deepEqual([typename, passkeys], ['SecondFactorReset', 1]);
    assert.equal((await reset()).__typename, 'NoSecondFactor');
    await page.getByRole('link', { name: 'CodexContinue' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    const [mail, ...others] = await mailsToAda();
    assert.match(mail ?? '', /settings\/security/);
    assert.deepEqual(others, []);
  });

  it('the password signs in, to set up another and nothing else, as a newcomer does', async () => {
    const { page, url } = story;
    await enterPassword();
    await page.getByText('Here everybody needs a second factor.').waitFor();
    await story.picture('set-up-again', 'everyWay');
    await page.goto(`${url}/instance/roles`);
    await page.getByText('Here everybody needs a second factor.').waitFor();
    await addPasskey();
    await page.goto(`${url}/`);
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await enterPassword();
    await page.getByRole('button', { name: 'Account' }).waitFor();
  });

  it('asked nobody else, and broke nothing', () => story.assertNoFaults());
});
