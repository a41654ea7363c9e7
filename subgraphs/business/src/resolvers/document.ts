import { requirePerson } from '@codexcontinue/platform/callers';
import type { DocumentResolvers } from '../__generated__/resolvers-types.ts';
import { findDocument } from './access.ts';

const DOWNLOAD_LIFETIME_MILLISECONDS = 5 * 60 * 1_000;

export const Document: DocumentResolvers = {
  __resolveReference: async ({ id }, context) => (await findDocument(context, id)) ?? null,
  workspace: ({ workspaceId }) => ({ id: workspaceId }),
  uploadedBy: ({ uploadedBy }) => ({ id: uploadedBy }),
  createdAt: ({ createdAt }) => createdAt.toISOString(),
  downloadUrl: ({ id }, _arguments, { caller, urlSigner }) => {
    const expiresAt = new Date(Date.now() + DOWNLOAD_LIFETIME_MILLISECONDS);
    return urlSigner.sign('download', id, requirePerson(caller).personId, expiresAt);
  },
};
