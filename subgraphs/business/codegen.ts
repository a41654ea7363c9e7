import { resolverTypes } from '../../schema/src/resolver-types.ts';

export default resolverTypes('../context.ts#Context', {
  Conversation: '../data/conversations-store.ts#ConversationRecord',
  Message: '../data/conversations-store.ts#MessageRecord',
  Document: '../data/documents-store.ts#DocumentRecord',
  SavedOperation: '../data/saved-operations-store.ts#SavedOperationRecord',
  User: '../data/references.ts#Reference',
  Generation: '../data/references.ts#Reference',
  Workspace: '../data/references.ts#Reference',
});
