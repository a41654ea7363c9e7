import { newId } from '@codexcontinue/platform/ids';
import { describeTenancy } from '../../../platform/test/contracts/tenancy.contract.ts';
import { conversation, dataKeys, document, message, savedOperation, upload } from '../src/data/tables.ts';
import { migrations } from '../src/migrations.ts';

describeTenancy({
  migrations,
  shared: { outbox: 'events on their way, read by the publisher only' },
  rowsOf(workspaceId, personId) {
    const file = { filename: 'a.txt', contentType: 'text/plain', size: 1 };
    const conversationId = newId();
    return [
      { table: conversation, row: { id: conversationId, workspaceId, createdBy: personId } },
      { table: message, row: { id: newId(), conversationId, workspaceId, role: 'USER', content: 'Why?' } },
      {
        table: upload,
        row: { id: newId(), workspaceId, createdBy: personId, ...file, expiresAt: new Date() },
      },
      {
        table: document,
        row: { id: newId(), workspaceId, uploadedBy: personId, ...file, status: 'READY' },
      },
      { table: dataKeys, row: { id: newId(), workspaceId, purpose: 'data', keyId: 'k', wrapped: 'w' } },
      {
        table: savedOperation,
        row: { id: newId(), workspaceId, createdBy: personId, name: 'Me', document: '{ me { id } }' },
      },
    ];
  },
});
