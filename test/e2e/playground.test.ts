import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { type BreakableNetwork, openBreakableNetwork } from '../helpers/breakable-network.ts';
import { tellInBrowser } from '../helpers/browser-story.ts';
import { JourneyClient } from '../helpers/journey-client.ts';
import { startStandalone } from '../helpers/running-program.ts';

const SUBSCRIPTION = (workspaceId: string) =>
  `subscription Happenings { workspaceEvents(workspaceId: "${workspaceId}") { kind conversation { title } } }`;

describe('a programmer in the playground', { timeout: 300_000 }, () => {
  let network: BreakableNetwork;
  let page: Page;
  let client: JourneyClient;
  let workspaceId: string;
  const email = `${randomUUID()}@example.org`;
  const story = tellInBrowser({
    name: 'playground',
    async start() {
      const standalone = await startStandalone();
      network = await openBreakableNetwork(standalone.url);
      client = new JourneyClient(standalone.url);
      const stop = async () => {
        await network.close();
        await standalone.stop();
      };
      return { url: network.url, stop };
    },
    context: {
      viewport: { width: 1280, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    },
  });
  const { picture } = story;
  before(async () => {
    ({ page } = story);
    await client.signUp(email);
    workspaceId = await client.createWorkspace('Plant 7');
  });

  const editorText = (text: string) => page.locator('.graphiql-query-editor').getByText(text).first();
  const open = async () => {
    await page.goto(`${network.url}/playground`);
    await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  };
  const showPanel = async (name: string) => {
    const heading = page.getByRole('heading', { name });
    if ((await heading.count()) === 0) await page.getByRole('button', { name: `Show ${name}` }).click();
    await heading.waitFor();
  };
  /** Put in as a paste is: Monaco completes the brackets of what is typed. */
  const replaceOperation = async (text: string) => {
    await page.locator('.graphiql-query-editor textarea').focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.insertText(text);
  };
  const run = () => page.getByRole('button', { name: /Execute query/ }).click();
  const saved = () => page.getByRole('list', { name: 'Saved operations' }).getByRole('listitem');
  const live = () => page.getByRole('region', { name: 'Subscription' });

  it('is told to sign in to save, while nobody is signed in', async () => {
    await open();
    await showPanel('Saved operations');
    await page.getByText('to save operations').waitFor();
    assert.equal(await page.getByRole('link', { name: 'Sign in' }).count(), 2);
    await picture('signed-out');
  });

  it('signs in', async () => {
    await page.goto(network.url);
    await page.getByRole('textbox', { name: 'Email' }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill('correct horse battery');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('Plant 7').first().waitFor();
  });

  it('runs a query as themselves', async () => {
    await open();
    await editorText('WhoAmI').waitFor();
    await run();
    await page
      .locator('.graphiql-response')
      .getByText(/Ada.Example/)
      .waitFor();
    assert.equal(await page.getByText('You are not signed in').count(), 0);
    await showPanel('Saved operations');
    await page.getByText('Nothing is saved here yet.').waitFor();
  });

  it('saves it', async () => {
    await page.getByRole('button', { name: 'Save…' }).click();
    const form = page.getByRole('form', { name: 'Save operation' });
    assert.equal(await form.getByRole('textbox', { name: 'Name' }).inputValue(), 'WhoAmI');
    await form.getByRole('textbox', { name: 'Name' }).fill('Who am I');
    await form.getByRole('button', { name: 'Save', exact: true }).click();
    await saved().filter({ hasText: 'Who am I' }).getByText('Personal').waitFor();
    await page.getByText('is saved', { exact: true }).waitFor();
  });

  it('is shown what is not saved, over a reload, and saves that too', async () => {
    await replaceOperation('query WhoAmI { me { id name } }');
    await page.getByText('unsaved changes').waitFor();
    // GraphiQL puts its tabs away a moment after the last key.
    await page.evaluate(
      `new Promise((done) => {
        const look = () =>
          localStorage.getItem('graphiql:tabState').includes('id name') ? done() : requestAnimationFrame(look);
        look();
      })`,
    );
    await page.reload();
    await editorText('WhoAmI').waitFor();
    await showPanel('Saved operations');
    await page.getByText('unsaved changes').waitFor();
    await page.getByRole('button', { name: 'Update' }).click();
    await page.getByText('is saved', { exact: true }).waitFor();
  });

  it('is told where a document does not parse', async () => {
    await replaceOperation('query Broken { me {');
    await page.getByText('unsaved changes').waitFor();
    await page.getByRole('button', { name: 'Update' }).click();
    await page.getByRole('alert').filter({ hasText: 'Line 1, column 20' }).waitFor();
  });

  it('opens it from the list, in its tab or in a new one', async () => {
    await page.getByRole('button', { name: 'New tab' }).click();
    await page.getByText('is not saved').waitFor();
    await page.getByRole('button', { name: 'Open Who am I' }).click();
    await editorText('Broken').waitFor();
    // Away from the playground, which puts its tabs away a moment later.
    await page.goto(`${network.url}/health/live`);
    await page.evaluate('localStorage.clear()');
    await open();
    await editorText('What the web app can do').waitFor();
    await showPanel('Saved operations');
    await page.getByText('is not saved').waitFor();
    await page.getByRole('button', { name: 'Open Who am I' }).click();
    await page.getByText('is saved', { exact: true }).waitFor();
    await run();
    await page.locator('.graphiql-response').getByText('"id"').waitFor();
  });

  it('renames it and shares it with a workspace', async () => {
    await page.getByRole('button', { name: 'Rename or share Who am I' }).click();
    const form = page.getByRole('form', { name: 'Edit Who am I' });
    await form.getByRole('textbox', { name: 'Name' }).fill('Me');
    await form.getByRole('textbox', { name: 'Description' }).fill('Who is signed in');
    await form.getByRole('combobox', { name: 'Share with' }).selectOption('Everybody in Plant 7');
    await picture('share');
    await form.getByRole('button', { name: 'Save changes' }).click();
    await saved().filter({ hasText: 'Shared in Plant 7' }).waitFor();
    await page.getByRole('combobox', { name: 'Show' }).selectOption('Shared in Plant 7');
    await saved().filter({ hasText: 'Who is signed in' }).waitFor();
    await page.getByRole('searchbox').fill('nothing like it');
    await page.getByText('Nothing saved matches').waitFor();
    await page.getByRole('searchbox').fill('SIGNED');
    await saved().filter({ hasText: 'Who is signed in' }).waitFor();
    await picture('saved');
    await page.getByRole('searchbox').fill('');
  });

  it('sees its code in five languages, without the token', async () => {
    await showPanel('Code');
    const code = page.getByRole('region', { name: 'Code' });
    for (const [language, sign] of [
      ['fetch', 'await fetch('],
      ['urql', '@urql/core'],
      ['Apollo Client', 'new ApolloClient'],
      ['Python gql', 'RequestsHTTPTransport'],
      ['curl', "curl '"],
    ] as const) {
      await page.getByText(language, { exact: true }).click();
      await code.getByText(sign).waitFor();
      assert.doesNotMatch(await code.innerText(), /eyJ/);
    }
    await code.getByText('query WhoAmI').waitFor();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByText('Copied', { exact: true }).waitFor();
    assert.match(await page.evaluate<string>('navigator.clipboard.readText()'), /^# TOKEN.*curl '/s);
    await picture('code');
  });

  it('follows a subscription, loses the connection, and misses nothing', async () => {
    await page.getByRole('button', { name: 'New tab' }).click();
    await replaceOperation(SUBSCRIPTION(workspaceId));
    await page.getByRole('region', { name: 'Code' }).getByText('text/event-stream').waitFor();
    await run();
    await live().getByText('Connected', { exact: true }).waitFor();
    await client.createConversation(workspaceId);
    await live().getByText('1 event', { exact: true }).waitFor();
    await live().getByText('Events, newest first').click();

    network.cut();
    await live()
      .getByText(/^Reconnecting at cursor/)
      .waitFor();
    await client.createConversation(workspaceId);
    await client.createConversation(workspaceId);
    await picture('reconnecting');
    network.mend();
    await live()
      .getByText(/^Connected, resumed at cursor/)
      .waitFor();
    await live().getByText('3 events', { exact: true }).waitFor();
    await client.createConversation(workspaceId);
    await live().getByText('4 events', { exact: true }).waitFor();
    const events = live().getByRole('listitem').filter({ hasText: 'CONVERSATION_CREATED' });
    assert.equal(await events.count(), 4);
    await picture('resumed');
  });

  it('pauses it and goes on from its cursor', async () => {
    await live().getByRole('button', { name: 'Pause' }).click();
    await live()
      .getByText(/^Paused at cursor/)
      .waitFor();
    await client.createConversation(workspaceId);
    await picture('paused');
    await live().getByRole('button', { name: 'Resume from cursor' }).click();
    await live().getByText('5 events', { exact: true }).waitFor();
  });

  it('is told why a subscription is refused', async () => {
    await page.getByRole('button', { name: /Stop query/ }).click();
    await live().getByText('Stopped').waitFor();
    await replaceOperation(SUBSCRIPTION(randomUUID()));
    await run();
    await live().getByText('Refused').waitFor();
    await live().getByRole('alert').waitFor();
    await picture('refused');
  });

  it('works on a phone and in the dark', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await showPanel('Saved operations');
    await showPanel('Code');
    await picture('dark-code');
    await page.setViewportSize({ width: 360, height: 740 });
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    assert.equal(overflow, 0);
    await picture('phone-dark-code');
    await showPanel('Saved operations');
    await picture('phone-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await picture('phone');
    await live().scrollIntoViewIfNeeded();
    await picture('phone-response');
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it('deletes it, once asked', async () => {
    await page.getByRole('button', { name: 'Delete Me' }).click();
    const question = page.getByRole('alertdialog');
    await picture('delete');
    // By keyboard alone: the harmless answer has the focus, and leaves it at the operation.
    await page.keyboard.press('Enter');
    await page
      .locator(':focus')
      .and(page.getByRole('button', { name: 'Open Me' }))
      .waitFor();
    await page.getByRole('button', { name: 'Delete Me' }).click();
    await question.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('Nothing is saved here yet.').waitFor();
  });

  it('is told when the list cannot be read, and reads it again', async () => {
    network.cut();
    await page.getByRole('combobox', { name: 'Show' }).selectOption('Mine');
    await page.getByRole('alert').filter({ hasText: 'cannot be reached' }).waitFor();
    await picture('unreachable');
    network.mend();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Nothing is saved here yet.').waitFor();
  });

  it('A60 asked no other host for anything, and no script failed', () => {
    assert.deepEqual(story.faults.foreignRequests, []);
    assert.deepEqual(story.faults.errors, []);
  });
});
