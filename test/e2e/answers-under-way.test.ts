import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createOllamaSimulator, type OllamaSimulator } from '../../docker/ollama-simulator/src/server.ts';
import { ask, createWorkspace, type Somebody, signUp } from '../helpers/identity-clients.ts';
import { startStandalone } from '../helpers/running-program.ts';

const CONVERSE = `mutation ($input: CreateConversationInput!) { createConversation(input: $input) {
  ... on ConversationCreated { conversation { id } } } }`;
const SEND = `mutation ($input: SendMessageInput!) { sendMessage(input: $input) {
  ... on MessageSent { generation { id } } ... on Failure { message } } }`;
const STOP = 'mutation ($input: StopGenerationInput!) { stopGeneration(input: $input) { __typename } }';
const QUOTAS = `query ($id: ID!, $userId: ID!) { me { quotas { kind used } }
  workspace(id: $id) { quotas { kind used } member(userId: $userId) { quotas { kind used } } } }`;
/** A slot that is not freed lapses after 30 seconds: what is seen before that was freed. */
const SOONER_THAN_A_LAPSE_MILLISECONDS = 20_000;

interface Quota {
  readonly kind: string;
  readonly used: number | null;
}

describe('answers under way, in the running system', { timeout: 300_000 }, () => {
  let simulator: OllamaSimulator;
  let standalone: Awaited<ReturnType<typeof startStandalone>>;
  let owner: Somebody;
  let workspaceId: string;
  before(async () => {
    simulator = createOllamaSimulator({ models: ['llama3.2'] });
    await simulator.start();
    const slow = { tokenDelayMilliseconds: 20, tokens: 50_000 };
    await fetch(`${simulator.url}/simulator/behaviour`, { method: 'POST', body: JSON.stringify(slow) });
    standalone = await startStandalone({ OLLAMA_URL: simulator.url });
    owner = await signUp(standalone.url);
    workspaceId = await createWorkspace(standalone.url, owner);
  });
  after(async () => {
    await standalone?.stop();
    await simulator?.stop();
  });

  async function send(): Promise<string> {
    const { createConversation } = await ask(standalone.url, owner, CONVERSE, { input: { workspaceId } });
    const input = { conversationId: createConversation.conversation.id, content: 'Why?' };
    const { sendMessage } = await ask(standalone.url, owner, SEND, { input });
    assert.ok(sendMessage.generation, sendMessage.message);
    return sendMessage.generation.id;
  }
  /** As the person sees it: everywhere, in the workspace, and of the workspace. */
  async function used(): Promise<(number | null | undefined)[]> {
    const data = await ask(standalone.url, owner, QUOTAS, { id: workspaceId, userId: owner.id });
    const standings: (readonly Quota[])[] = [
      data.me.quotas,
      data.workspace.member.quotas,
      data.workspace.quotas,
    ];
    return standings.map((quotas) => quotas.find(({ kind }) => kind === 'PARALLEL_GENERATIONS')?.used);
  }

  it('A67 are shown while they are made, and no longer when they were stopped', async () => {
    assert.deepEqual(await used(), [0, 0, 0]);
    const generations = [await send(), await send()];
    assert.deepEqual(await used(), [2, 2, 2]);
    const stopped = performance.now();
    for (const generationId of generations)
      await ask(standalone.url, owner, STOP, { input: { generationId } });
    while ((await used())[0] !== 0);
    assert.deepEqual(await used(), [0, 0, 0]);
    assert.ok(performance.now() - stopped < SOONER_THAN_A_LAPSE_MILLISECONDS);
  });
});
