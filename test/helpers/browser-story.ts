import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, afterEach, before, beforeEach } from 'node:test';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser, type PageFaults, watchFaults } from './browser.ts';

/** Set SCREENSHOTS to a folder to look at what the tests see. */
const SCREENSHOTS = process.env.SCREENSHOTS;
/** Ends what hangs; a busy machine is slow. */
const STEP_MILLISECONDS = 30_000;
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

export interface BrowserStoryOptions {
  /** Begins the names of its pictures. */
  readonly name: string;
  /** Starts what the pages are of; `stop` ends it, after the browser. */
  start(): Promise<{ readonly url: string; stop(): Promise<unknown> }>;
  readonly context?: BrowserContextOptions;
}

/** What the steps of a story work with, from the first on. */
export interface BrowserStory {
  readonly url: string;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly faults: PageFaults;
  /** To look at: as it is; with `everyWay`, in light and dark, at a desktop's and a phone's width. */
  picture(name: string, how?: 'as it is' | 'everyWay'): Promise<void>;
  /** Fails when a page asked anybody but the app, or broke something. */
  assertNoFaults(): void;
}

/**
 * The tests of the suite that this is called in as one story in a browser: it is started before the first and stopped
 * after the last, and when a step fails, it is pictured, and the rest do not wait for what cannot come.
 */
export function tellInBrowser(options: BrowserStoryOptions): BrowserStory {
  const { name, start, context: contextOptions } = options;
  const viewport = contextOptions?.viewport ?? DESKTOP;
  let served: Awaited<ReturnType<typeof start>> | undefined;
  let browser: Browser | undefined;
  let told: Pick<BrowserStory, 'url' | 'context' | 'page' | 'faults'> | undefined;
  let broken = false;

  before(async () => {
    served = await start();
    browser = await launchBrowser();
    const context = await browser.newContext({ ...contextOptions, viewport });
    const faults = watchFaults(context, served.url);
    const page = await context.newPage();
    page.setDefaultTimeout(STEP_MILLISECONDS);
    told = { url: served.url, context, page, faults };
    if (SCREENSHOTS) mkdirSync(SCREENSHOTS, { recursive: true });
  });
  after(async () => {
    await browser?.close();
    await served?.stop();
  });
  beforeEach(() => assert.equal(broken, false, 'an earlier step failed'));
  afterEach(async (test) => {
    const failed = 'passed' in test && !test.passed;
    if (failed && !broken) await story.picture('broken');
    broken ||= failed;
  });

  const begun = () => told ?? assert.fail('the story has not begun');
  const story: BrowserStory = {
    get url() {
      return begun().url;
    },
    get context() {
      return begun().context;
    },
    get page() {
      return begun().page;
    },
    get faults() {
      return begun().faults;
    },
    async picture(of, how = 'as it is') {
      if (!SCREENSHOTS) return;
      const { page } = begun();
      const path = (way: string) => `${SCREENSHOTS}/${name}-${of}${way}.png`;
      if (how === 'as it is') {
        await page.screenshot({ path: path(''), fullPage: true });
        return;
      }
      for (const [width, size] of [
        ['', viewport],
        ['-phone', PHONE],
      ] as const) {
        await page.setViewportSize(size);
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          await page.screenshot({ path: path(`${width}-${colorScheme}`), fullPage: true });
        }
      }
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme: 'light' });
    },
    assertNoFaults() {
      assert.deepEqual(begun().faults, { foreignRequests: [], errors: [], violations: [] });
    },
  };
  return story;
}

/** Signs somebody in by the form, in place of whoever was. */
export async function enter(
  { context, page, url }: BrowserStory,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<void> {
  await context.clearCookies();
  await page.goto(`${url}/sign-in`);
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Account' }).waitFor();
}
