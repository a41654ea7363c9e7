import assert from 'node:assert/strict';
import { before, beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import type { BrowserContext, Page } from 'playwright-core';
import { serveAnswerPage } from '../helpers/answer-page.ts';
import { tellInBrowser } from '../helpers/browser-story.ts';
import { EVIL, HOSTILE_ANSWERS } from '../helpers/hostile-answers.ts';

describe('what an answer may put into the page', { timeout: 300_000 }, () => {
  const story = tellInBrowser({
    name: 'answer-content',
    async start() {
      const answers = await serveAnswerPage();
      return { url: answers.url, stop: async () => answers[Symbol.asyncDispose]() };
    },
    context: { viewport: { width: 900, height: 700 } },
  });
  let context: BrowserContext;
  let page: Page;
  let url: string;

  before(async () => {
    ({ context, page, url } = story);
    await page.goto(url);
    // Everything that is loaded when it is first needed is there before the texts are streamed.
    await show('$x^2$\n\n```js\nlet a = 1;\n```\n\n```mermaid\ngraph TD\nA --> B\n```\n');
    await page.locator('.katex').waitFor();
    await page.locator('.hljs-keyword').waitFor();
    await page.getByRole('img', { name: 'Diagram' }).waitFor();
  });
  beforeEach(async () => {
    await show('');
  });

  const show = (text: string) => page.evaluate(`show(${JSON.stringify(text)})`);
  const stream = (text: string) => page.evaluate<string[]>(`stream(${JSON.stringify(text)})`);
  const hazards = () => page.evaluate<string[]>('hazards()');
  const picture = (name: string) => story.picture(name);

  it('draws Markdown, code, formulas and diagrams', async () => {
    await show(
      [
        '# Title',
        'It costs $5 and $10, and $E = mc^2$ is *known*.',
        '$$\n\\sum_{i=1}^n i = \\frac{n(n+1)}{2}\n$$',
        '```ts\nconst answer: number = 42; // the answer\n```',
        '```mermaid\ngraph LR\n  A[Question] --> B{Documents?}\n  B -->|yes| C[Answer]\n  B -->|no| D[Say so]\n```',
        '| a | b |\n|---|---|\n| 1 | [link](https://docs.example/page) |',
        '![A plan](https://pictures.example/plan.png)',
      ].join('\n\n'),
    );
    await page.getByRole('img', { name: 'Diagram' }).waitFor();
    assert.equal(await page.locator('.katex').count(), 2);
    assert.equal(await page.locator('.katex-display').count(), 1);
    await page.getByText('It costs $5 and $10, and').waitFor();
    assert.ok((await page.locator('.hljs-keyword').allTextContents()).includes('const'));
    const size = await page.evaluate<number>('document.querySelector("img[alt=Diagram]").naturalWidth');
    assert.ok(size > 100, String(size));
    await picture('all');
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture('dark');
    await page.emulateMedia({ colorScheme: 'light' });
  });

  it('shows what is not whole yet as it comes', async () => {
    await show('```mermaid\ngraph TD\nA --> B');
    assert.equal(await page.locator('pre code').textContent(), 'graph TD\nA --> B');
    assert.equal(await page.locator('iframe').count(), 0);
    await show('$$\n\\frac{1');
    assert.equal(await page.locator('.katex').count(), 0);
  });

  it('shows plainly what cannot be drawn because it cannot be loaded', async () => {
    const other = await context.newPage();
    await other.route(/\/assets\/(Highlighted|Formula|Diagram)-/, (route) => route.abort());
    await other.goto(url);
    const text = 'Before $x^2$.\n\n```js\nlet a = 1;\n```\n\n```mermaid\ngraph TD\nA --> B\n```\n\nAfter.';
    const failed = ['Highlighted', 'Formula', 'Diagram'].map((name) =>
      other.waitForEvent('requestfailed', (request) => request.url().includes(`/assets/${name}-`)),
    );
    await other.evaluate(`show(${JSON.stringify(text)})`);
    await Promise.all(failed);
    // React has been told when it draws again.
    await other.evaluate(`show(${JSON.stringify(`${text} It goes on.`)})`);
    await other.getByText('It goes on.').waitFor();
    await other.getByText('let a = 1;').waitFor();
    await other.getByText('graph TD').waitFor();
    await other.getByText('x^2').waitFor();
    await other.getByText('After.').waitFor();
    await other.close();
  });

  it('breaks no policy of the page', () => {
    assert.deepEqual(story.faults.violations, []);
  });

  for (const [name, text] of Object.entries(HOSTILE_ANSWERS)) {
    it(`A61 nothing of it is live at any moment of the stream: ${name}`, async () => {
      assert.deepEqual(await stream(text), []);
      await page.locator('iframe').waitFor({ state: 'detached' });
      assert.deepEqual(await hazards(), []);
    });
  }

  it('A61 nor is what is made of pieces of them', async () => {
    const pieces = Object.values(HOSTILE_ANSWERS)
      // A diagram takes its time to be drawn; those above have been.
      .filter((text) => !text.includes('mermaid'))
      .flatMap((text) => text.split(/(?<=[\s>)\]}])/));
    const glue = [
      '\n',
      '\n\n',
      '`',
      '```',
      '> ',
      '- ',
      '[',
      '](',
      ')',
      '$',
      '$$',
      '<',
      '>',
      '"',
      '|',
      '\\',
      '&',
      '*',
    ];
    const piece = fc.oneof(fc.constantFrom(...pieces), fc.constantFrom(...glue));
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 2, maxLength: 12 }), async (parts) => {
        assert.deepEqual(await stream(parts.join('')), []);
      }),
      { numRuns: 80 },
    );
  });

  it('A61 a diagram is a picture from which everything is gone that could run or load', async () => {
    await show(HOSTILE_ANSWERS['mermaid that scripts'] ?? '');
    const source = await page.getByRole('img', { name: 'Diagram' }).getAttribute('src');
    const svg = decodeURIComponent(String(source).replace(/^data:image\/svg\+xml;charset=utf-8,/, ''));
    assert.match(svg, /^<svg/);
    assert.match(svg, />ok</);
    assert.doesNotMatch(
      svg,
      /<(script|a|image|foreignObject|use)[\s>]|\son\w+=|href=|javascript:|url\((?!["']?#)/i,
    );
  });

  it('A61 so is a diagram whose page was taken over and answers what it likes', async () => {
    const size =
      'viewBox="0 0 10 10" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"';
    const inner = [
      '<script>parent.hacked=1</script><rect width="1" height="1" onload="parent.hacked=1"/>',
      `<image href="https://${EVIL}/i"/><image xlink:href="https://${EVIL}/j"/><feImage href="https://${EVIL}/k"/>`,
      `<foreignObject><iframe src="https://${EVIL}/f"/><body onload="parent.hacked=1"/></foreignObject>`,
      `<a href="javascript:parent.hacked=1"><text>x</text></a><use href="https://${EVIL}/u#x"/>`,
      `<style>@import "https://${EVIL}/a.css";</style><rect style="fill:url(https://${EVIL}/b#c)" fill="url('//${EVIL}/d')"/>`,
      '<animate attributeName="href" values="javascript:parent.hacked=1"/><set attributeName="onload" to="parent.hacked=1"/>',
      `<![CDATA[<script>parent.hacked=1</script>]]><desc><script>parent.hacked=1</script></desc><title><img src=https://${EVIL}/t></title>`,
      `<math><mtext><table><mglyph><style><img src=x onerror=parent.hacked=1></style></mglyph></table></mtext></math>`,
    ];
    for (const part of inner) {
      const diagram = {
        svg: `<svg ${size} onload="parent.hacked=1">${part}<circle r="5" cx="5" cy="5"/></svg>`,
        css: `</style><script>parent.hacked=1</script>@import "https://${EVIL}/a.css"; circle { fill: url(https://${EVIL}/b); stroke: url( "//${EVIL}/c" ) }`,
      };
      const found = await page.evaluate<string>(`new Promise((done) => {
        const { source } = pictureOf(${JSON.stringify(diagram)});
        const image = new Image();
        image.onload = () => done(decodeURIComponent(source));
        image.onerror = () => done('no image: ' + decodeURIComponent(source));
        image.src = source;
        document.body.append(image);
      })`);
      assert.match(found, /^data:image\/svg\+xml;charset=utf-8,<svg /, part);
      assert.doesNotMatch(
        found,
        new RegExp(
          `${EVIL}/[b-z]|url\\((?!["']?#)|<(script|a|image|feImage|foreignObject|use|iframe|animate|set)[\\s>]|\\son\\w+=|javascript:`,
          'i',
        ),
        part,
      );
    }
    await page.evaluate('document.querySelectorAll("body > img").forEach((image) => image.remove())');
    assert.deepEqual(await hazards(), []);
    assert.deepEqual(story.faults.foreignRequests, []);
    for (const svg of [
      '',
      '<p>x</p>',
      '<svg></svg>',
      '<svg viewBox="0 0 1e9 1"></svg>',
      '<svg viewBox="a b c d"></svg>',
    ])
      await assert.rejects(page.evaluate(`pictureOf({ svg: ${JSON.stringify(svg)}, css: '' })`), /picture/i);
  });

  it('A61 says so when a diagram cannot be drawn', async () => {
    await show('```mermaid\ngraph TD\nA -->\n```\n');
    await page.getByText('This diagram could not be drawn.').waitFor();
  });

  it('A60 a picture elsewhere is not loaded, and opens in a tab of its own once the person agrees', async () => {
    await show(`![Plan](https://${EVIL}/plan.png) and [more](https://${EVIL}/more)`);
    await page.getByText(`Not loaded from ${EVIL}`).waitFor();
    assert.equal(await page.locator('#answer a, #answer img').count(), 0);
    await page.getByRole('button', { name: 'Show in a new tab' }).click();
    const leave = page.getByRole('link', { name: 'Open in a new tab' });
    assert.equal(await leave.getAttribute('rel'), 'noopener noreferrer nofollow');
    assert.equal(await leave.getAttribute('href'), `https://${EVIL}/plan.png`);
    await page.getByRole('dialog').getByText(`https://${EVIL}/plan.png`).waitFor();
    await picture('leave');
    await page.getByRole('button', { name: 'Stay here' }).click();
    assert.equal(await page.locator('#answer a').count(), 0);
    assert.deepEqual(story.faults.foreignRequests, []);
  });

  it('A60 asks once for each place, and for this conversation only', async () => {
    const other = await context.newPage();
    await other.goto(url);
    // Answered here, so that no request leaves the machine.
    await context.route(`https://${EVIL}/**`, (route) => route.fulfill({ body: 'there' }));
    await other.evaluate(`show("[more](https://${EVIL}/more) [else](https://else.example/)")`);
    await other.getByRole('button', { name: `more (${EVIL})` }).click();
    const opened = context.waitForEvent('page');
    await other.getByRole('link', { name: 'Open in a new tab' }).click();
    const tab = await opened;
    await tab.waitForURL(`https://${EVIL}/more`);
    assert.equal(await tab.evaluate('window.opener'), null);
    assert.equal(await tab.evaluate('document.referrer'), '');
    await other.getByRole('link', { name: `more (${EVIL})` }).waitFor();
    await other.getByRole('button', { name: 'else (else.example)' }).waitFor();
    assert.deepEqual(await other.evaluate('Object.entries(sessionStorage)'), [['outside:c1', `["${EVIL}"]`]]);
    await tab.close();
    await other.close();
    await context.unrouteAll();
    // The one request a person asked for.
    assert.deepEqual(story.faults.foreignRequests.splice(0), [`https://${EVIL}/more`]);
  });

  it('A62 says that hidden characters were removed', async () => {
    await show('innocent');
    assert.equal(await page.getByText('Hidden characters were removed.').count(), 0);
    await show('Family: 👨‍👩‍👧, heart: ❤️, می‌خواهم');
    assert.equal(await page.getByText('Hidden characters were removed.').count(), 0);
    for (const text of ['ad\u200bmin', 'x\u{e0041}\u{e0042}', 'a &#x202E;b', '\u001b]52;c;eA==\u0007']) {
      await show(text);
      await page.getByText('Hidden characters were removed.').waitFor();
    }
    await picture('hidden-characters');
  });

  it('A60 A61 asked no other host for anything, and no script failed', () => {
    assert.deepEqual(story.faults.foreignRequests, []);
    assert.deepEqual(story.faults.errors, []);
  });
});
