import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { enter, tellInBrowser } from '../helpers/browser-story.ts';
import { ask, PASSWORD, type Somebody, signUp } from '../helpers/identity-clients.ts';
import { startStandalone } from '../helpers/running-program.ts';

/** Passes for `… report.pdf` to who only looks. */
const FILENAME = 'annual\u202efdp.\u200btroper.txt';
const SEEN_FILENAME = 'annualfdp.troper.txt';
const HIDDEN = '[\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]';
/** Where something hidden stands on the page: in a text, or in what a screen reader reads. */
const FIND_HIDDEN = `(() => {
  const hidden = new RegExp(${JSON.stringify(HIDDEN)});
  const found = [];
  if (hidden.test(document.title)) found.push('the title of the page');
  if (hidden.test(document.body.innerText)) found.push('the text');
  for (const element of document.querySelectorAll('*'))
    for (const { name, value } of element.attributes) if (hidden.test(value)) found.push(name + ': ' + value);
  return found;
})()`;

describe('names in which something hides, in a browser', { timeout: 300_000 }, () => {
  const story = tellInBrowser({ name: 'hidden-names', start: () => startStandalone() });
  let owner: Somebody;
  let workspaceId: string;

  const make = (query: string, input: object) => ask(story.url, owner, query, { input });
  const converse = (title: string) =>
    make(
      `mutation ($input: CreateConversationInput!) { createConversation(input: $input) {
        ... on ConversationCreated { conversation { id title } } } }`,
      { workspaceId, title },
    );

  before(async () => {
    owner = await signUp(story.url);
    const { createWorkspace } = await make(
      `mutation ($input: CreateWorkspaceInput!) { createWorkspace(input: $input) {
        ... on WorkspaceCreated { workspace { id name } } } }`,
      { name: 'Pla\u200bnt 7' },
    );
    // What is to be hidden is really there.
    assert.match(createWorkspace.workspace.name, new RegExp(HIDDEN, 'u'));
    workspaceId = createWorkspace.workspace.id;
    const { createConversation } = await converse('Pumps\u202e and\u2066 valves');
    assert.match(createConversation.conversation.title, new RegExp(HIDDEN, 'u'));
    await make(`mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { __typename } }`, {
      workspaceId,
      name: 'ro\u200bbot',
      scopes: ['documents:read'],
    });
  });
  const assertNothingHidden = async () => assert.deepEqual(await story.page.evaluate(FIND_HIDDEN), []);

  it('A62 A72 are shown without it in the navigation and where they are opened', async () => {
    await enter(story, { email: owner.email, password: PASSWORD });
    await story.page.goto(`${story.url}/w/${workspaceId}`);
    const { page } = story;
    await page.getByRole('link', { name: 'Pumps and valves' }).click();
    await page.getByRole('heading', { name: 'Pumps and valves' }).waitFor();
    await page.getByRole('button', { name: 'Workspace Plant 7, switch' }).waitFor();
    await assertNothingHidden();
    await story.picture('navigation', 'everyWay');
  });

  it('A62 A72 are shown without it among what happens', async () => {
    const { page } = story;
    await page.getByText('Live', { exact: true }).waitFor();
    await converse('Se\u200bals\u202e');
    await page.getByText('You began “Seals”.').waitFor();
    await assertNothingHidden();
  });

  it('A72 of files are shown without it while they are uploaded and after', async () => {
    const { page } = story;
    await page.goto(`${story.url}/w/${workspaceId}/documents`);
    await page.locator('input[type=file]').setInputFiles({
      ...{ name: FILENAME, mimeType: 'text/plain' },
      buffer: Buffer.from('Pumps are kept dry.'),
    });
    await page.getByRole('link', { name: SEEN_FILENAME }).waitFor();
    await assertNothingHidden();
    await story.picture('documents', 'everyWay');
    await page.getByRole('link', { name: SEEN_FILENAME }).click();
    await page.getByRole('heading', { name: SEEN_FILENAME }).waitFor();
    await assertNothingHidden();
  });

  it('A62 of keys are shown without it', async () => {
    await story.page.goto(`${story.url}/w/${workspaceId}/keys`);
    await story.page.getByRole('button', { name: 'Revoke robot' }).waitFor();
    await assertNothingHidden();
  });

  it('broke nothing', () => story.assertNoFaults());
});
