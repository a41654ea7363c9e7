import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { totpCode } from '../../subgraphs/auth/test/helpers/totp.ts';
import { tellInBrowser } from '../helpers/browser-story.ts';
import { startStandalone } from '../helpers/running-program.ts';

const PASSWORD = 'correct horse battery';
const NEW_PASSWORD = 'nine blue tractors';

/** Passkeys and the links of mails need to know the address before the start. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('a person and their account, in a browser', { timeout: 300_000 }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'account-'));
  const outbox = join(directory, 'outbox');
  const story = tellInBrowser({
    name: 'account',
    async start() {
      mkdirSync(outbox, { recursive: true });
      return startStandalone({ PORT: String(await freePort()), DATA_DIR: directory });
    },
  });
  const picture = (name: string) => story.picture(name, 'everyWay');
  let url: string;
  let context: BrowserContext;
  let page: Page;
  const email = `${randomUUID()}@example.org`;
  let secret = '';
  let recoveryCodes: string[] = [];

  before(async () => {
    ({ url, context, page } = story);
    const devTools = await context.newCDPSession(page);
    await devTools.send('WebAuthn.enable');
    await devTools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  /** The link in the mail that is about something, as soon as it is there. */
  async function linkAbout(subject: RegExp): Promise<string> {
    const find = () =>
      readdirSync(outbox)
        .filter((name) => name.endsWith('.eml'))
        .map((name) => readFileSync(join(outbox, name), 'utf8'))
        .find((message) => subject.test(message));
    const watcher = watch(outbox);
    try {
      let message = find();
      while (!message) {
        await once(watcher, 'change');
        message = find();
      }
      assert.ok(message.includes(`To: ${email}`));
      return /^http\S+token=\S+/m.exec(message)?.[0] ?? assert.fail(message);
    } finally {
      watcher.close();
    }
  }

  const section = (name: string) => page.getByRole('region', { name });
  async function openSecurity(): Promise<void> {
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Security' }).click();
    await page.getByRole('heading', { name: 'Security' }).waitFor();
  }
  async function signOut(): Promise<void> {
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  }
  async function enterPassword(password: string): Promise<void> {
    await page.getByRole('textbox', { name: 'Email' }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  }
  const isIn = () => page.getByRole('button', { name: 'Account' }).waitFor();

  it('is told what is wrong with a password that is easy to guess', async () => {
    await page.goto(`${url}/sign-up`);
    await page.getByRole('textbox', { name: 'Name' }).fill('Ada Example');
    await page.getByRole('textbox', { name: 'Email' }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill('password123');
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByText('This is a commonly used password.').waitFor();
    await picture('weak-password');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign up' }).click();
    await isIn();
  });

  it('confirms the address by the link in the mail', async () => {
    await openSecurity();
    await section('Address').getByText('Not confirmed').waitFor();
    await page.goto(await linkAbout(/Subject: Confirm your address/));
    await picture('verify-email');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText(`${email} is confirmed.`).waitFor();
    await page.getByRole('link', { name: 'Go on' }).click();
    await openSecurity();
    await section('Address').getByText('Confirmed', { exact: true }).waitFor();
    await picture('security');
  });

  it('sets up an authenticator app, and keeps the recovery codes', async () => {
    const app = section('Authenticator app');
    await app.getByLabel('Your password', { exact: true }).fill('not the password');
    await app.getByRole('button', { name: 'Set up' }).click();
    await app.getByText('This is not the password of your account.').waitFor();
    await app.getByLabel('Your password', { exact: true }).fill(PASSWORD);
    await app.getByRole('button', { name: 'Set up' }).click();
    await app.getByRole('img', { name: 'QR code' }).waitFor();
    secret = (await app.locator('code').textContent()) ?? '';
    assert.match(secret, /^[A-Z2-7]{32,}$/);
    await picture('totp-setup');
    await app.getByRole('textbox', { name: 'Code' }).fill(totpCode(secret));
    await app.getByRole('button', { name: 'Turn on' }).click();
    await app.getByText('Keep these recovery codes').waitFor();
    recoveryCodes = await app.getByRole('listitem').allTextContents();
    assert.equal(recoveryCodes.length, 10);
    await picture('recovery-codes');
    await app.getByRole('button', { name: 'I have kept them' }).click();
    await app.getByText('On', { exact: true }).waitFor();
  });

  it('signs in with the password and a code', async () => {
    await signOut();
    await enterPassword(PASSWORD);
    const code = page.getByRole('textbox', { name: 'Code' });
    await code.fill('000000');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('This code is wrong, too old, or was used before.').waitFor();
    await picture('code-step');
    await code.fill(recoveryCodes[0] ?? '');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await isIn();
  });

  it('adds a passkey, and signs in with it alone', async () => {
    await openSecurity();
    const passkeys = section('Passkeys');
    await passkeys.getByRole('textbox', { name: 'Name of the passkey' }).fill('Laptop');
    await passkeys.getByLabel('Your password', { exact: true }).fill(PASSWORD);
    await passkeys.getByRole('button', { name: 'Add a passkey' }).click();
    await passkeys.getByRole('button', { name: 'Remove Laptop' }).waitFor();
    await picture('passkeys');
    await signOut();
    await picture('sign-in');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await isIn();
  });

  it('chooses a new password by mail', async () => {
    await signOut();
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    // Both pages have a field of that name.
    await page.getByRole('button', { name: 'Send the link' }).waitFor();
    await page.getByRole('textbox', { name: 'Email' }).fill(email);
    await page.getByRole('button', { name: 'Send the link' }).click();
    await page.getByText('a mail with a link is on its way').waitFor();
    await picture('forgot-password');
    await page.goto(await linkAbout(/Subject: Choose a new password/));
    await page.getByLabel('New password', { exact: true }).fill('password123');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('This is a commonly used password.').waitFor();
    await picture('reset-password');
    await page.getByLabel('New password', { exact: true }).fill(NEW_PASSWORD);
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('Your new password is set.').waitFor();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await enterPassword(PASSWORD);
    await page.getByText('do not belong together').waitFor();
    await enterPassword(NEW_PASSWORD);
    await page.getByRole('textbox', { name: 'Code' }).fill(recoveryCodes[1] ?? '');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await isIn();
  });

  it('invites somebody by mail, and takes it back', async () => {
    await page.goto(url);
    await page.getByRole('textbox', { name: 'Workspace name' }).fill('Plant 7');
    await page.getByRole('button', { name: 'Create workspace' }).click();
    await page.getByRole('navigation', { name: 'Workspace' }).getByText('Members').click();
    const form = page.getByRole('form', { name: 'Invite by mail' });
    await form.getByRole('textbox', { name: 'Email' }).fill('grace@example.org');
    await form.getByRole('button', { name: 'Invite' }).click();
    const open = page.getByRole('list', { name: 'Invitations without an answer' });
    await open.getByText('grace@example.org').waitFor();
    await picture('invitations');
    await open.getByRole('button', { name: 'Take back' }).click();
    await open.waitFor({ state: 'detached' });
  });

  it('asked nobody else, and broke nothing', () => {
    story.assertNoFaults();
  });
});
