import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser, type PageFaults, watchFaults } from '../helpers/browser.ts';
import { startStandalone } from '../helpers/running-program.ts';

/** Set SCREENSHOTS to a folder to look at what the test sees. */
const SCREENSHOTS = process.env.SCREENSHOTS;

describe('a person and their quotas, in a browser', { timeout: 120_000 }, () => {
  let standalone: Awaited<ReturnType<typeof startStandalone>>;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let faults: PageFaults;

  before(async () => {
    // The first question uses them up.
    standalone = await startStandalone({ QUOTAS: 'tokens=1' });
    browser = await launchBrowser();
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    faults = watchFaults(context, standalone.url);
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
    if (SCREENSHOTS) mkdirSync(SCREENSHOTS, { recursive: true });
  });
  after(async () => {
    await browser?.close();
    await standalone?.stop();
  });

  /** Looked at in light, dark and on a phone. */
  async function picture(name: string): Promise<void> {
    if (!SCREENSHOTS) return;
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${SCREENSHOTS}/${name}-${colorScheme}.png` });
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await page.screenshot({ path: `${SCREENSHOTS}/${name}-phone.png` });
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ colorScheme: 'light' });
  }

  it('A67 sees what is used, is told when it is used up, and why a question is refused', async () => {
    await page.goto(`${standalone.url}/sign-up`);
    await page.getByRole('textbox', { name: 'Name' }).fill('Ada Example');
    await page.getByRole('textbox', { name: 'Email' }).fill(`${randomUUID()}@example.org`);
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Plant 7');
    await page.getByRole('textbox', { name: 'Workspace name' }).fill('Plant 7');
    await page.getByRole('button', { name: 'Create workspace' }).click();

    await page.getByRole('link', { name: 'Usage' }).click();
    const yours = page.getByRole('region', { name: 'Yours' });
    await yours.getByText('0 of 1', { exact: true }).waitFor();
    await page.getByRole('region', { name: 'Plant 7' }).getByText('0 of 10,000,000').waitFor();
    assert.equal(await yours.getByRole('progressbar', { name: 'Tokens today' }).count(), 1);
    await picture('usage-unused');

    await page.getByRole('link', { name: 'New conversation' }).click();
    await page.getByRole('textbox', { name: 'Message' }).fill('How long is the warranty?');
    await page.getByRole('button', { name: 'Send' }).click();
    const notice = page.getByText('You have used all the tokens of a day.');
    await notice.waitFor();
    await picture('usage-notice');

    await page.getByRole('textbox', { name: 'Message' }).fill('And of the pump?');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText(/You have used the 1 tokens of a day\. Go on after .* UTC, or ask an/).waitFor();
    await picture('usage-refused');

    await page.getByRole('link', { name: 'Usage' }).first().click();
    await yours.getByText(/^\d+ of 1$/).waitFor();
    await picture('usage-used-up');
    assert.deepEqual(faults, { foreignRequests: [], errors: [], violations: [] });
  });
});
