import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { launchBrowser, type PageFaults, watchFaults } from '../helpers/browser.ts';
import { startStandalone } from '../helpers/running-program.ts';

/** Set SCREENSHOTS to a folder to look at what the test sees. */
const SCREENSHOTS = process.env.SCREENSHOTS;
const PASSWORD = 'correct horse battery';

/** Passkeys need to know the address before the start. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('a passkey as second factor, where everybody needs one, in a browser', { timeout: 300_000 }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'passkey-duty-'));
  const email = `${randomUUID()}@example.org`;
  let standalone: Awaited<ReturnType<typeof startStandalone>>;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let faults: PageFaults;
  let devTools: CDPSession;
  let authenticatorId: string;

  before(async () => {
    standalone = await startStandalone({
      PORT: String(await freePort()),
      DATA_DIR: directory,
      HARDENED: '1',
      ENCRYPTION_KEYS: `first=${randomBytes(32).toString('base64')}`,
    });
    browser = await launchBrowser();
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    faults = watchFaults(context, standalone.url);
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    devTools = await context.newCDPSession(page);
    await devTools.send('WebAuthn.enable');
    ({ authenticatorId } = await devTools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    }));
    if (SCREENSHOTS) mkdirSync(SCREENSHOTS, { recursive: true });
  });
  after(async () => {
    await browser?.close();
    await standalone?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const isVerified = (isUserVerified: boolean) =>
    devTools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });

  async function picture(name: string): Promise<void> {
    if (!SCREENSHOTS) return;
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${SCREENSHOTS}/${name}-${colorScheme}.png`, fullPage: true });
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await page.screenshot({ path: `${SCREENSHOTS}/${name}-phone.png`, fullPage: true });
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
  }

  async function enterPassword(): Promise<void> {
    await page.getByRole('textbox', { name: 'Email' }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  }
  const isIn = () => page.getByRole('button', { name: 'Account' }).waitFor();
  async function signOut(): Promise<void> {
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  }

  it('is set up first, and is asked for after the password', async () => {
    await page.goto(`${standalone.url}/sign-up`);
    await page.getByRole('textbox', { name: 'Name' }).fill('Ada Example');
    await page.getByRole('textbox', { name: 'Email' }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByText('Here everybody needs a second factor.').waitFor();
    const passkeys = page.getByRole('region', { name: 'Passkeys' });
    await passkeys.getByLabel('Your password', { exact: true }).fill(PASSWORD);
    await passkeys.getByRole('button', { name: 'Add a passkey' }).click();
    await passkeys.getByRole('button', { name: 'Remove Passkey' }).waitFor();
    await signOut();
    await enterPassword();
    await isIn();
  });

  it('lets nobody in by the password who does not have the device, nor on the way back', async () => {
    await signOut();
    await isVerified(false);
    await enterPassword();
    await page.getByText('Here a password alone is not enough').waitFor();
    const again = page.getByRole('button', { name: 'Use my passkey' });
    /** Once the browser has ended what the page asked for by itself, and not before. */
    const ready = () => again.and(page.locator(':enabled'));
    await ready().waitFor();
    await picture('passkey-step');
    await page.getByRole('button', { name: 'Back to the password' }).click();
    await enterPassword();
    await ready().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Account' }).count(), 0);
    await isVerified(true);
    await again.click();
    await isIn();
  });

  it('asked nobody else, and broke nothing', () => {
    assert.deepEqual(faults, { foreignRequests: [], errors: [], violations: [] });
  });
});
