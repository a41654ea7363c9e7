import { newId } from '@codexcontinue/platform/ids';
import { describeTenancy } from '../../../platform/test/contracts/tenancy.contract.ts';
import { dataKeys, documents, generations, passages, postings } from '../src/data/tables.ts';
import { migrations } from '../src/migrations.ts';

describeTenancy({
  migrations,
  shared: { deleted_document: 'ids of what is gone, and nothing else' },
  rowsOf(workspaceId, askerId) {
    const documentId = newId();
    const contentHash = 'a hash';
    return [
      {
        table: documents,
        row: {
          id: documentId,
          workspaceId,
          filename: 'a.txt',
          content: 'Pumps.',
          contentHash,
          pages: [],
          passageCount: 1,
          termCount: 1,
        },
      },
      {
        table: passages,
        row: {
          id: newId(),
          documentId,
          workspaceId,
          ordinal: 0,
          startOffset: 0,
          endOffset: 6,
          text: 'Pumps.',
          contentHash,
        },
      },
      {
        table: postings,
        row: { workspaceId, term: 'pump', documentId, ordinals: [0], counts: [1], lengths: [1] },
      },
      { table: dataKeys, row: { id: newId(), workspaceId, purpose: 'data', keyId: 'k', wrapped: 'w' } },
      {
        table: generations,
        row: {
          id: newId(),
          workspaceId,
          conversationId: newId(),
          messageId: newId(),
          askerId,
          question: 'Why?',
          history: [],
          createdAt: new Date(),
        },
      },
    ];
  },
});
