import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { describeJourney } from '../helpers/journey.ts';
import { JourneyClient } from '../helpers/journey-client.ts';
import { startStandalone } from '../helpers/running-program.ts';

describe('npm start', () => {
  let standalone: Awaited<ReturnType<typeof startStandalone>>;
  before(async () => {
    standalone = await startStandalone({}, { isFirstStart: true });
  });
  after(() => standalone.stop());

  describeJourney(() => standalone.url, 'EXTRACTIVE');

  it('serves the web app and the playground', async () => {
    for (const path of ['/', '/playground', '/workspaces/any']) {
      const response = await fetch(`${standalone.url}${path}`, { headers: { accept: 'text/html' } });
      assert.equal(response.status, 200, path);
      assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
    }
  });
});

describe('npm start, again', () => {
  it('has everything it had before, and restores the stream of an answer', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'again-'));
    const first = await startStandalone({ DATA_DIR: directory });
    const client = new JourneyClient(first.url);
    await client.signUp(`${randomUUID()}@example.org`);
    const workspaceId = await client.createWorkspace('Kept');
    const conversationId = await client.createConversation(workspaceId);
    const generationId = await client.sendMessage(conversationId, 'What is kept?');
    const before = await Array.fromAsync(client.followOverSse(generationId));
    await first.stop();
    const second = await startStandalone({ DATA_DIR: directory });
    const again = new JourneyClient(second.url, client.accessToken);
    assert.deepEqual(await Array.fromAsync(again.followOverWebSocket(generationId)), before);
    const middle = before[0];
    assert.ok(middle);
    assert.deepEqual(
      await Array.fromAsync(again.followOverSse(generationId, middle.cursor)),
      before.slice(1),
    );
    await second.stop();
    rmSync(directory, { recursive: true, force: true });
  });
});
