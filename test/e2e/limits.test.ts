import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { enter, tellInBrowser } from '../helpers/browser-story.ts';
import {
  addMember,
  ask,
  createKey,
  createWorkspace,
  PASSWORD,
  type Somebody,
  signUp,
  tryAsking,
} from '../helpers/identity-clients.ts';
import { startStandalone } from '../helpers/running-program.ts';

const CONVERSE = `mutation ($input: CreateConversationInput!) { createConversation(input: $input) {
  ... on ConversationCreated { conversation { id } } } }`;
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) {
  __typename ... on Failure { message } } }`;
const SPEND = `query ($id: ID!) { workspace(id: $id) { name } }`;

describe('limits, seen and set in a browser', { timeout: 300_000 }, () => {
  const story = tellInBrowser({ name: 'limits', start: () => startStandalone() });
  let instanceAdmin: Somebody;
  let owner: Somebody;
  let member: Somebody;
  let workspaceId: string;
  let key: Awaited<ReturnType<typeof createKey>>;

  before(async () => {
    const { url } = story;
    instanceAdmin = await signUp(url);
    [owner, member] = [await signUp(url), await signUp(url)];
    workspaceId = await createWorkspace(url, owner);
    await addMember(url, owner, workspaceId, member, 'MEMBER');
    await addMember(url, owner, workspaceId, instanceAdmin, 'VIEWER');
    key = await createKey(url, member, workspaceId, ['workspaces:read']);
  });

  const kind = (within: Locator, name: string) => within.getByRole('group', { name, exact: true });
  async function change(within: Locator, name: string, limit: string): Promise<void> {
    await within.getByRole('button', { name: `Change the limit of ${name}` }).click();
    const form = within.getByRole('form', { name: `Limit of ${name}` });
    await form.getByRole('textbox').fill(limit);
    await form.getByRole('button', { name: 'Set the limit' }).click();
  }
  const cancel = (within: Locator) => within.getByRole('button', { name: 'Cancel' }).click();
  const send = async (somebody: Somebody) => {
    const { createConversation } = await ask(story.url, somebody, CONVERSE, { input: { workspaceId } });
    const input = { conversationId: createConversation.conversation.id, content: 'Why?' };
    return (await ask(story.url, somebody, SEND, { input })).sendMessage;
  };

  it('A67 an owner sees what is used of each limit and where it comes from, sets one, and is held to the default', async () => {
    const { page, url } = story;
    await enter(story, { email: owner.email, password: PASSWORD });
    await page.goto(`${url}/w/${workspaceId}/usage`);
    const ours = page.getByRole('region', { name: 'Plant 7' });
    const tokens = kind(ours, 'Tokens today');
    await tokens.getByText('0 of 10,000,000').waitFor();
    await tokens.getByText('Default of this instance').waitFor();
    await kind(ours, 'Answers at the same time').getByText('0 of 20').waitFor();
    await story.picture('usage', 'everyWay');

    await change(ours, 'Tokens today', '20,000,000');
    await tokens.getByText('This instance allows at most 10,000,000. Ask an administrator').waitFor();
    await story.picture('refused', 'everyWay');
    await tokens.getByRole('textbox').fill('many');
    await tokens.getByRole('button', { name: 'Set the limit' }).click();
    await tokens.getByText('Give a number, 0 or more.').waitFor();
    await tokens.getByRole('textbox').fill('5 000');
    await tokens.getByRole('button', { name: 'Set the limit' }).click();
    await tokens.getByText('0 of 5,000').waitFor();
    await tokens.getByText('Set for this workspace').waitFor();

    await change(ours, 'Uploads today', '20480');
    await ours.getByText('This instance allows at most 10,240 MiB. Ask an administrator').waitFor();
    await cancel(ours);
    await change(ours, 'Uploads today', '1.5');
    await kind(ours, 'Uploads today').getByText('0 bytes of 1.5 MiB').waitFor();
    await story.picture('workspace-set', 'everyWay');
  });

  it('A67 an owner takes a limit back', async () => {
    const ours = story.page.getByRole('region', { name: 'Plant 7' });
    const tokens = kind(ours, 'Tokens today');
    await tokens.getByRole('button', { name: 'Change the limit of Tokens today' }).click();
    await tokens.getByRole('button', { name: 'Back to 10,000,000' }).click();
    await tokens.getByText('0 of 10,000,000').waitFor();
    await tokens.getByText('Default of this instance').waitFor();
  });

  it('A67 an owner sets what a member may use in the workspace, who is held to it and sees it', async () => {
    const { page, url } = story;
    await page.goto(`${url}/w/${workspaceId}/members`);
    const row = page
      .getByRole('list', { name: 'Members' })
      .getByRole('listitem')
      .filter({ hasText: member.email });
    await row.getByRole('button', { name: 'Limits of Ada' }).click();
    const dialog = page.getByRole('dialog', { name: 'Limits of Ada' });
    await kind(dialog, 'Tokens today').getByText('0 of 2,000,000').waitFor();
    await change(dialog, 'Answers at the same time', '6');
    await dialog.getByText('The person may have at most 5 anywhere: give as much, or less.').waitFor();
    await story.picture('member-refused', 'everyWay');
    await cancel(dialog);
    await change(dialog, 'Tokens today', '0');
    await kind(dialog, 'Tokens today').getByText('Set for this member').waitFor();
    await story.picture('member', 'everyWay');
    await dialog.getByRole('button', { name: 'Close' }).click();
    assert.deepEqual(await send(member), {
      __typename: 'QuotaExceeded',
      message:
        'You have used the 0 tokens of a day that you may use in this workspace. Ask an owner or admin of the workspace for more.',
    });
    assert.equal((await send(owner)).__typename, 'MessageSent');
  });

  it('A67 an owner sets what an API key may ask for, which is held to it', async () => {
    const { page, url } = story;
    await page.goto(`${url}/w/${workspaceId}/keys`);
    await page.getByRole('button', { name: 'Limits of robot' }).click();
    const dialog = page.getByRole('dialog', { name: 'Limits of robot' });
    await change(dialog, 'Requests in a minute', '2');
    const requests = kind(dialog, 'Requests in a minute');
    await requests.getByText('0 of 2', { exact: true }).waitFor();
    await requests.getByText('Set for this key').waitFor();
    await story.picture('key', 'everyWay');
    const statuses: number[] = [];
    for (let count = 0; count < 3; count += 1)
      statuses.push((await tryAsking(url, key, SPEND, { id: workspaceId })).status);
    assert.deepEqual(statuses, [200, 200, 429]);
    // Its person is not shut out by it.
    assert.equal((await tryAsking(url, member, SPEND, { id: workspaceId })).status, 200);
  });

  it('A67 a member sees the limits and cannot set them', async () => {
    const { page, url } = story;
    await enter(story, { email: member.email, password: PASSWORD });
    await page.goto(`${url}/w/${workspaceId}/usage`);
    const here = page.getByRole('region', { name: 'Yours in this workspace' });
    await kind(here, 'Tokens today').getByText('0 of 0').waitFor();
    await kind(page.getByRole('region', { name: 'Plant 7' }), 'Uploads today')
      .getByText('0 bytes of 1.5 MiB')
      .waitFor();
    assert.equal(await page.getByRole('button', { name: /^Change the limit/ }).count(), 0);
    await story.picture('member-sees', 'everyWay');
    await page.goto(`${url}/w/${workspaceId}/members`);
    await page.getByRole('list', { name: 'Members' }).getByText(owner.email).waitFor();
    assert.equal(await page.getByRole('button', { name: /^Limits of/ }).count(), 0);
    await page.goto(`${url}/w/${workspaceId}/keys`);
    await page.getByRole('button', { name: 'Revoke robot' }).waitFor();
    assert.equal(await page.getByRole('button', { name: /^Limits of/ }).count(), 0);
  });

  it('A67 an administrator of the instance sets what a person may use everywhere, and nothing of a workspace', async () => {
    const { page, url } = story;
    await enter(story, { email: instanceAdmin.email, password: PASSWORD });
    await page.goto(`${url}/w/${workspaceId}/members`);
    const row = page
      .getByRole('list', { name: 'Members' })
      .getByRole('listitem')
      .filter({ hasText: member.email });
    await row.getByRole('link', { name: 'Account of Ada' }).click();
    const limits = page.getByRole('region', { name: 'Limits' });
    await change(limits, 'Answers at the same time', '9');
    const answers = kind(limits, 'Answers at the same time');
    await answers.getByText('0 of 9', { exact: true }).waitFor();
    await answers.getByText('Set by an administrator of this instance').waitFor();
    await story.picture('person', 'everyWay');
    await page.goto(`${url}/w/${workspaceId}/usage`);
    await page.getByRole('region', { name: 'Plant 7' }).waitFor();
    assert.equal(await page.getByRole('button', { name: /^Change the limit/ }).count(), 0);
  });

  it('asked nobody else, and broke nothing', () => story.assertNoFaults());
});
