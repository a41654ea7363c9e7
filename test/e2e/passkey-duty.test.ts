import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { CDPSession, Page } from 'playwright-core';
import { freePort } from '../../platform/test/helpers/redis-server.ts';
import { tellInBrowser } from '../helpers/browser-story.ts';
import { startStandalone } from '../helpers/running-program.ts';

const PASSWORD = 'correct horse battery';

describe('a passkey as second factor, where everybody needs one, in a browser', { timeout: 300_000 }, () => {
  const email = `${randomUUID()}@example.org`;
  const story = tellInBrowser({
    name: 'passkey-duty',
    async start() {
      const directory = await mkdtemp(join(tmpdir(), 'passkey-duty-'));
      const standalone = await startStandalone({
        // Passkeys need to know the address before the start.
        PORT: String(await freePort()),
        DATA_DIR: directory,
        HARDENED: '1',
        ENCRYPTION_KEYS: `first=${randomBytes(32).toString('base64')}`,
      });
      return {
        url: standalone.url,
        async stop() {
          await standalone.stop();
          await rm(directory, { recursive: true });
        },
      };
    },
  });
  let page: Page;
  let devTools: CDPSession;
  let authenticatorId: string;

  before(async () => {
    ({ page } = story);
    devTools = await story.context.newCDPSession(page);
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
  });

  const isVerified = (isUserVerified: boolean) =>
    devTools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });

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
    await page.goto(`${story.url}/sign-up`);
    await page.getByRole('textbox', { name: 'Name' }).fill('Ada Example');
    await page.getByRole('textbox', { name: 'Email' }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByText('Here everybody needs a second factor.').waitFor();
    const passkeys = page.getByRole('region', { name: 'Passkeys' });
    await passkeys.waitFor();
    await story.picture('first', 'everyWay');
    for (const name of ['Password', 'Sessions'])
      assert.equal(await page.getByRole('region', { name, exact: true }).count(), 0, 'would be refused now');
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
    await story.picture('step', 'everyWay');
    await page.getByRole('button', { name: 'Back to the password' }).click();
    await enterPassword();
    await ready().waitFor();
    assert.equal(await page.getByRole('button', { name: 'Account' }).count(), 0);
    await isVerified(true);
    await again.click();
    await isIn();
  });

  it('asked nobody else, and broke nothing', () => {
    story.assertNoFaults();
  });
});
