import type { AuditTrail } from '@codexcontinue/platform/audit/audit-trail';
import { isId } from '@codexcontinue/platform/ids';
import type { Logger } from '@codexcontinue/platform/log';
import {
  BlobNotFoundError,
  type BlobStorage,
  BlobTooLargeError,
} from '@codexcontinue/platform/storage/storage';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { blobKeyOf, type DocumentsStore, UploadCompletedError } from './data/documents-store.ts';
import { MAXIMUM_UPLOAD_BYTES } from './domain/documents.ts';
import type { SignedPurpose, SignedQuery, UrlSigner } from './domain/signed-urls.ts';

/** What the HTTP routes beside GraphQL need. */
export interface RouteDependencies {
  readonly documents: DocumentsStore;
  readonly storage: BlobStorage;
  readonly urlSigner: UrlSigner;
  /** Absent: reads are not audited. */
  readonly readTrail?: AuditTrail | undefined;
  /** Whether it may name files: not where names are stored encrypted. */
  readonly namesInAudit: boolean;
  readonly logger: Logger;
}

interface SignedRequest {
  Params: { id: string };
  Querystring: Partial<SignedQuery>;
}

const REFUSED = {
  code: 'FORBIDDEN',
  message: 'This address is not valid, or not any more. Ask for a new one.',
};

/** `PUT /uploads/{id}` takes a file's bytes, `GET /downloads/{id}` gives them back; both by signed address only. */
export function registerBlobRoutes(
  app: FastifyInstance,
  { documents, storage, urlSigner, readTrail, namesInAudit, logger }: RouteDependencies,
): void {
  const isSigned = (purpose: SignedPurpose, { id }: { id: string }, query: SignedRequest['Querystring']) =>
    isId(id) && urlSigner.verify(purpose, id, { expires: '', person: '', signature: '', ...query });

  app.register(async (scope) => {
    // The body is streamed to the storage, whatever its type says.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    scope.put<SignedRequest>('/uploads/:id', { bodyLimit: MAXIMUM_UPLOAD_BYTES }, async (request, reply) => {
      if (!isSigned('upload', request.params, request.query)) return reply.code(403).send(REFUSED);
      const upload = await documents.findUpload(request.params.id);
      if (!upload || upload.completedAt) return replyWithCompleted(reply);
      try {
        // It may have been completed while this was sent: a document's bytes are never changed.
        const { sizeBytes } = await storage.put(blobKeyOf(upload.id), request.raw, upload.size, (place) =>
          documents.whileOpen(upload.id, place),
        );
        return reply.code(201).send({ receivedBytes: sizeBytes });
      } catch (error) {
        if (error instanceof UploadCompletedError) return replyWithCompleted(reply);
        if (!(error instanceof BlobTooLargeError)) throw error;
        logger.info({ uploadId: upload.id }, 'an upload had more bytes than announced');
        return reply
          .code(413)
          .header('connection', 'close')
          .send({
            code: 'TOO_LARGE',
            message: `More than the announced ${upload.size} bytes arrived. Announce the file's real size.`,
          });
      }
    });
  });

  app.register(async (scope) => {
    scope.get<SignedRequest>('/downloads/:id', async (request, reply) => {
      if (!isSigned('download', request.params, request.query)) return reply.code(403).send(REFUSED);
      const document = await documents.findById(request.params.id);
      if (!document) return replyWithDeleted(reply);
      const bytes = await storage.read(blobKeyOf(document.id), document.size).catch((error: unknown) => {
        if (error instanceof BlobNotFoundError) return undefined;
        throw error;
      });
      if (!bytes) return replyWithDeleted(reply);
      await readTrail?.record({
        action: 'document.downloaded',
        outcome: 'SUCCEEDED',
        // The address was made for this person; who has it may download.
        actorId: request.query.person ?? null,
        sessionId: null,
        workspaceId: document.workspaceId,
        targetType: 'Document',
        targetId: document.id,
        requestId: request.id,
        details: namesInAudit ? { filename: document.filename } : {},
      });
      // Never shown by a browser as a page of ours, whatever it really is.
      return reply
        .header('content-type', 'application/octet-stream')
        .header(
          'content-disposition',
          `attachment; filename*=UTF-8''${encodeExtendedValue(document.filename)}`,
        )
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', 'sandbox')
        .header('cache-control', 'private, no-store')
        .send(bytes);
    });
  });
}

function replyWithCompleted(reply: FastifyReply): FastifyReply {
  return reply.code(409).send({ code: 'CONFLICT', message: 'This upload is completed.' });
}

function replyWithDeleted(reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ code: 'NOT_FOUND', message: 'This document has been deleted.' });
}

/** A parameter value as RFC 8187 has it: `encodeURIComponent` leaves characters alone that end or split it. */
function encodeExtendedValue(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
