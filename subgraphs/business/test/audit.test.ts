import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { auditEntriesOf } from '../../../platform/test/helpers/audit-entries.ts';
import { type BusinessSystem, startBusinessSystem } from './helpers/business-system.ts';
import { breakTable } from './helpers/stores.ts';

const READ = `query ($id: ID!) { conversation(id: $id) { title messages { edges { node { content } } }
  again: messages(last: 1) { edges { node { content } } } } }`;
const SEND = 'mutation ($input: SendMessageInput!) { sendMessage(input: $input) { __typename } }';
const DOWNLOAD = 'query ($id: ID!) { document(id: $id) { downloadUrl } }';
const DELETE = 'mutation ($input: DeleteDocumentInput!) { deleteDocument(input: $input) { __typename } }';

describe('what business tells the audit log', () => {
  let quiet: BusinessSystem;
  let strict: BusinessSystem;
  before(async () => {
    quiet = await startBusinessSystem();
    strict = await startBusinessSystem({ auditsReads: true });
  });
  after(() => Promise.all([quiet.close(), strict.close()]));

  const actionsOf = async (system: BusinessSystem, targetId: string) =>
    (await auditEntriesOf(system.database, targetId)).map(({ action }) => action);

  it('is who brought a document in and who deleted it, with its name', async () => {
    const documentId = await quiet.upload('hello', 'plan.txt');
    await quiet.ask(quiet.as('ADMIN'), DELETE, { input: { documentId } });
    const entries = await auditEntriesOf(quiet.database, documentId);
    const personOf = (role: string) => {
      const caller = quiet.as(role);
      return caller.kind === 'person' ? caller.personId : undefined;
    };
    assert.deepEqual(
      entries.map(({ service, action, outcome, actorId, workspaceId, targetType, details }) => [
        ...[service, action, outcome, actorId, workspaceId, targetType, details.filename],
      ]),
      [
        [
          'business',
          'document.uploaded',
          'SUCCEEDED',
          personOf('MEMBER'),
          quiet.workspaceId,
          'Document',
          'plan.txt',
        ],
        [
          'business',
          'document.deleted',
          'SUCCEEDED',
          personOf('ADMIN'),
          quiet.workspaceId,
          'Document',
          'plan.txt',
        ],
      ],
    );
  });

  it('is what people read only where reads are audited, once for a request', async () => {
    for (const system of [quiet, strict]) {
      const id = await system.createConversation();
      await system.ask(system.as('MEMBER'), SEND, { input: { conversationId: id, content: 'Why?' } });
      await system.ask(system.as('VIEWER'), READ, { id });
      await system.ask(system.as('stranger'), READ, { id });
      await system.ask(system.as('AUDITOR'), READ, { id });
      assert.deepEqual(await actionsOf(system, id), system === strict ? ['conversation.read'] : []);
    }
  });

  it('is who had a download address made, when somebody uses it', async () => {
    const documentId = await strict.upload('hello');
    const { data } = await strict.ask(strict.as('VIEWER'), DOWNLOAD, { id: documentId });
    const response = await strict.get(data.document.downloadUrl);
    assert.equal(await response.text(), 'hello');
    const viewer = strict.as('VIEWER');
    const [, downloaded] = await auditEntriesOf(strict.database, documentId);
    assert.equal(downloaded?.action, 'document.downloaded');
    assert.equal(downloaded.actorId, viewer.kind === 'person' && viewer.personId);
    const forged = String(data.document.downloadUrl).replace(/person=[^&]+/, 'person=somebody-else');
    assert.equal((await strict.get(forged)).status, 403);
    assert.equal((await actionsOf(strict, documentId)).length, 2);
  });

  it('shows nothing that the log does not know', async () => {
    const id = await strict.createConversation();
    const repair = await breakTable(strict.database, 'jobs.job');
    const { data, code } = await strict.ask(strict.as('VIEWER'), READ, { id });
    await repair();
    assert.equal(data?.conversation ?? null, null);
    assert.equal(code, 'INTERNAL_SERVER_ERROR');
  });
});
