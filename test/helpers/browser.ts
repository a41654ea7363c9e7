import { type Browser, type BrowserContext, chromium } from 'playwright-core';

/** Debian's; Playwright's own download is not used. */
const EXECUTABLE = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

const QUIET_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: EXECUTABLE, args: QUIET_FLAGS });
}

/** What a page did that it must not. */
export interface PageFaults {
  /** Requests to another origin than the app's. */
  readonly foreignRequests: string[];
  /** Errors of scripts nobody caught. */
  readonly errors: string[];
  /** What a page's Content-Security-Policy kept it from. */
  readonly violations: string[];
}

/** Watches all pages of a context. */
export function watchFaults(context: BrowserContext, origin: string): PageFaults {
  const faults: PageFaults = { foreignRequests: [], errors: [], violations: [] };
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (['data:', 'blob:'].includes(url.protocol) || url.host === new URL(origin).host) return;
    faults.foreignRequests.push(request.url());
  });
  context.on('console', (message) => {
    // Chromium's words for a violation; the event itself stays inside workers and frames.
    if (/Content Security Policy|Trusted(HTML|Script)/.test(message.text()))
      faults.violations.push(`${message.text()} ${message.location().url}`);
  });
  context.on('weberror', (event) => faults.errors.push(event.error().message));
  return faults;
}
