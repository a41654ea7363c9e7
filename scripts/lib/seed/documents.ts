import { type ApiClient, ApiError, expectDone, type Refusal } from '../api-client.ts';
import type { DemoDocument } from './domains.ts';

interface ListedDocument {
  readonly filename: string;
  readonly status: 'INGESTING' | 'READY' | 'FAILED';
  readonly failure: { readonly message: string } | null;
}

/** A demo workspace has a handful; somebody's own documents may stand before them. */
const MOST_PAGES = 50;

/** The documents of a workspace. */
export async function listDocuments(client: ApiClient, workspaceId: string): Promise<ListedDocument[]> {
  const documents: ListedDocument[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { workspace }: { workspace: { documents: Page } } = await client.ask(
      `query ($id: ID!, $after: String) {
        workspace(id: $id) {
          documents(first: 100, after: $after) {
            edges { node { filename status failure { message } } }
            pageInfo { hasNextPage endCursor }
          }
        }
      }`,
      { id: workspaceId, after },
    );
    documents.push(...workspace.documents.edges.map(({ node }) => node));
    after = workspace.documents.pageInfo.endCursor;
    if (!workspace.documents.pageInfo.hasNextPage) break;
  }
  return documents;
}

interface Page {
  readonly edges: readonly { readonly node: ListedDocument }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface UploadCreated {
  readonly __typename: 'UploadCreated';
  readonly uploadId: string;
  readonly url: string;
}

/** Uploads a Markdown document; its ingestion goes on. */
export async function uploadDocument(
  client: ApiClient,
  workspaceId: string,
  { filename, content }: DemoDocument,
): Promise<void> {
  const contentType = 'text/markdown';
  const { createUpload } = await client.ask<{ createUpload: UploadCreated | Refusal }>(
    `mutation ($input: CreateUploadInput!) {
      createUpload(input: $input) { __typename ... on UploadCreated { uploadId url } ... on Failure { message } }
    }`,
    { input: { workspaceId, filename, contentType, size: content.length } },
  );
  const { uploadId, url } = expectDone(createUpload, 'UploadCreated') as UploadCreated;
  await client.put(url, contentType, content);
  const { completeUpload } = await client.ask<{ completeUpload: { __typename: string } }>(
    'mutation ($input: CompleteUploadInput!) { completeUpload(input: $input) { __typename ... on Failure { message } } }',
    { input: { uploadId } },
  );
  expectDone(completeUpload, 'UploadCompleted');
}

const READING_LIMIT_MILLISECONDS = 120_000;

/** Waits until every document of a workspace is read, told by the workspace's events. @throws ApiError */
export async function untilRead(client: ApiClient, workspaceId: string): Promise<void> {
  const limit = AbortSignal.timeout(READING_LIMIT_MILLISECONDS);
  const { events, close } = await client.subscribe<unknown>(
    'subscription ($id: ID!) { workspaceEvents(workspaceId: $id) { kind documentId } }',
    { id: workspaceId },
    limit,
  );
  try {
    let documents = await listDocuments(client, workspaceId);
    while (documents.some(({ status }) => status === 'INGESTING')) {
      await events.next();
      documents = await listDocuments(client, workspaceId);
    }
    const failed = documents.find(({ status }) => status === 'FAILED');
    if (failed) throw new ApiError(`${failed.filename} could not be read: ${failed.failure?.message}`);
  } catch (error) {
    if (!limit.aborted) throw error;
    throw new ApiError('The documents were not read within two minutes. Look into the output of the server.');
  } finally {
    close();
  }
}
