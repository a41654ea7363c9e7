import { mayRead, roleIn } from '@codexcontinue/platform/callers';
import { isId } from '@codexcontinue/platform/ids';
import type {
  DocumentResolvers,
  DocumentTextResolvers,
  PassageResolvers,
} from '../__generated__/resolvers-types.ts';
import type { DocumentRecord } from '../data/document-store.ts';
import type { MlContext } from './context.ts';
import type { DocumentParent } from './mappers.ts';

export const Document: DocumentResolvers = {
  // Whether a document exists is business's to say: here one that is not ingested is a document without text.
  __resolveReference: ({ id }) => ({ __typename: 'Document', id }),
  text: async (parent, _arguments, context) => (await recordOf(parent, context)) ?? null,
  passageCount: async (parent, _arguments, context) => (await recordOf(parent, context))?.passageCount ?? 0,
};

export const DocumentText: DocumentTextResolvers = {
  pages: ({ pages }) => [...pages],
};

export const Passage: PassageResolvers = {
  async __resolveReference({ id }, { caller, documents }) {
    const passage = isId(id) ? await documents.findPassage(id) : undefined;
    return passage && mayRead(roleIn(caller, passage.workspaceId)) ? passage : null;
  },
  document: ({ documentId }) => ({ __typename: 'Document', id: documentId }),
};

/** What the caller may see of a document's text. */
async function recordOf(
  { id, record }: DocumentParent,
  { caller, documents }: MlContext,
): Promise<DocumentRecord | undefined> {
  const found = record ?? (isId(id) ? await documents.find(id) : undefined);
  return found && mayRead(roleIn(caller, found.workspaceId)) ? found : undefined;
}
