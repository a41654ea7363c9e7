import { resolverTypes } from '../../schema/src/resolver-types.ts';

export default resolverTypes('../resolvers/context.ts#MlContext', {
  Generation: '../domain/generation.ts#Generation as GenerationRecord',
  Document: '../resolvers/mappers.ts#DocumentParent',
  DocumentText: '../data/document-store.ts#DocumentRecord',
  Passage: '../data/document-store.ts#PassageRecord',
  Citation: '../domain/generation.ts#Citation as CitationRecord',
  Conversation: '../resolvers/mappers.ts#ConversationReference',
});
