import { mayRead, roleIn } from '@codexcontinue/platform/callers';
import { isId } from '@codexcontinue/platform/ids';
import type {
  DocumentResolvers,
  DocumentTextResolvers,
  PassageResolvers,
} from '../__generated__/resolvers-types.ts';

export const Document: DocumentResolvers = {
  // Whether a document exists is business's to say: here one that is not ingested is a document without text.
  __resolveReference: ({ id }, { caller }) =>
    caller.kind === 'person' ? { __typename: 'Document', id } : null,
  async text({ id }, _arguments, { caller, documents, audit }) {
    const record = isId(id) ? await documents.find(id) : undefined;
    if (!record || !mayRead(roleIn(caller, record.workspaceId))) return null;
    await audit.noteRead(readingOf(record));
    return record;
  },
  async passageCount({ id }, _arguments, { caller, documents }) {
    const summary = isId(id) ? await documents.summarise(id) : undefined;
    return summary && mayRead(roleIn(caller, summary.workspaceId)) ? summary.passageCount : 0;
  },
};

export const DocumentText: DocumentTextResolvers = {
  pages: ({ pages }) => [...pages],
};

export const Passage: PassageResolvers = {
  async __resolveReference({ id }, { caller, documents, audit }) {
    const passage = isId(id) ? await documents.findPassage(id) : undefined;
    if (!passage || !mayRead(roleIn(caller, passage.workspaceId))) return null;
    await audit.noteRead(readingOf({ id: passage.documentId, workspaceId: passage.workspaceId }));
    return passage;
  },
  document: ({ documentId }) => ({ __typename: 'Document', id: documentId }),
};

const readingOf = ({ id, workspaceId }: { readonly id: string; readonly workspaceId: string }) => ({
  action: 'document.read',
  workspaceId,
  targetType: 'Document',
  targetId: id,
});
