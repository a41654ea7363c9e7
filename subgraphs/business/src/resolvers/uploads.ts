import { requirePerson } from '@codexcontinue/platform/callers';
import { isId } from '@codexcontinue/platform/ids';
import type { MutationResolvers } from '../__generated__/resolvers-types.ts';
import { blobKeyOf, IncompleteFile } from '../data/documents-store.ts';
import {
  MAXIMUM_UPLOAD_BYTES,
  readAnnouncedFile,
  SUPPORTED_CONTENT_TYPES,
  UPLOAD_LIFETIME_SECONDS,
} from '../domain/documents.ts';
import { findDocument, requireWriter } from './access.ts';
import { quotaExceeded } from './quota-exceeded.ts';

export const createUpload: MutationResolvers['createUpload'] = async (_parent, { input }, context) => {
  const person = requireWriter(context, input.workspaceId);
  const file = readAnnouncedFile(input);
  if ('kind' in file) {
    switch (file.kind) {
      case 'InvalidInput':
        return { __typename: 'InvalidInput', field: file.field, message: file.message };
      case 'UploadTooLarge':
        return { __typename: 'UploadTooLarge', message: file.message, maximumBytes: MAXIMUM_UPLOAD_BYTES };
      case 'UnsupportedContentType':
        return {
          __typename: 'UnsupportedContentType',
          message: file.message,
          supported: [...SUPPORTED_CONTENT_TYPES],
        };
      default:
        return file satisfies never;
    }
  }
  const exceeded = await context.quotas.takeUpload(input.workspaceId, file.size);
  if (exceeded) return quotaExceeded(exceeded);
  const expiresAt = new Date(Date.now() + UPLOAD_LIFETIME_SECONDS * 1_000);
  const upload = await context.documents.announce({
    ...file,
    workspaceId: input.workspaceId,
    createdBy: person.personId,
    expiresAt,
  });
  return {
    __typename: 'UploadCreated',
    uploadId: upload.id,
    url: context.urlSigner.sign('upload', upload.id, person.personId, expiresAt),
    expiresAt: expiresAt.toISOString(),
  };
};

export const completeUpload: MutationResolvers['completeUpload'] = async (_parent, { input }, context) => {
  const { personId } = requirePerson(context.caller);
  const upload = isId(input.uploadId) ? await context.documents.findUpload(input.uploadId) : undefined;
  const notFound = {
    __typename: 'UploadNotFound',
    message: 'There is no such upload, or its time is over. Upload the file again.',
  } as const;
  if (upload?.createdBy !== personId) return notFound;
  requireWriter(context, upload.workspaceId);
  if (!upload.completedAt && upload.expiresAt < new Date()) return notFound;
  const outcome = await context.documents.complete(
    upload,
    async () => (await context.storage.sizeBytes(blobKeyOf(upload.id))) ?? 0,
  );
  if (outcome instanceof IncompleteFile) {
    return {
      __typename: 'UploadIncomplete',
      message: `${outcome.receivedBytes} of ${upload.size} bytes arrived. Send the file to the upload's URL again.`,
      expectedBytes: upload.size,
      receivedBytes: outcome.receivedBytes,
    };
  }
  return outcome ? { __typename: 'UploadCompleted', document: outcome } : notFound;
};

export const deleteDocument: MutationResolvers['deleteDocument'] = async (_parent, { input }, context) => {
  requirePerson(context.caller);
  const document = await findDocument(context, input.documentId);
  const deleted =
    document &&
    (await context.documents.delete(document.id, requireWriter(context, document.workspaceId).personId));
  if (!document || !deleted) {
    return {
      __typename: 'DocumentNotFound',
      message: 'There is no such document among yours. It may have been deleted.',
    };
  }
  await context.storage.delete(blobKeyOf(document.id));
  return { __typename: 'DocumentDeleted', documentId: document.id };
};
