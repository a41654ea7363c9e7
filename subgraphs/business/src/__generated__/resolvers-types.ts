import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { ConversationRecord, MessageRecord } from '../data/conversations-store.ts';
import type { DocumentRecord } from '../data/documents-store.ts';
import type { SavedOperationRecord } from '../data/saved-operations-store.ts';
import type { Reference } from '../data/references.ts';
import type { Context } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A point in time, RFC 3339 in UTC, for example `2026-11-23T08:00:00.000Z`. */
  DateTime: { input: string; output: string; }
  _FieldSet: { input: string; output: string; }
};

/** The last question of this conversation is still being answered. */
export type AnswerInProgress = Failure & {
  readonly __typename?: 'AnswerInProgress';
  /** The generation under way. */
  readonly generation: Generation;
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** An upload whose bytes are there. */
export type CompleteUploadInput = {
  /** The upload. */
  readonly uploadId: Scalars['ID']['input'];
};

/** What completing an upload answers. */
export type CompleteUploadResult = UploadCompleted | UploadIncomplete | UploadNotFound;

/** Questions and answers in order, in one workspace. */
export type Conversation = {
  readonly __typename?: 'Conversation';
  /** When it was begun. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Opaque and stable. */
  readonly id: Scalars['ID']['output'];
  /** The messages, oldest first. With `last` and `before` the page is read from the end. */
  readonly messages: MessageConnection;
  /** The model asked for; null lets the system choose. */
  readonly model?: Maybe<Scalars['String']['output']>;
  /** Its title; the first question's beginning until somebody names it. */
  readonly title: Scalars['String']['output'];
  /** When the last message was added. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** The workspace it belongs to. */
  readonly workspace: Workspace;
};


/** Questions and answers in order, in one workspace. */
export type ConversationMessagesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of conversations. */
export type ConversationConnection = {
  readonly __typename?: 'ConversationConnection';
  /** The conversations of this page with their cursors. */
  readonly edges: ReadonlyArray<ConversationEdge>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** The conversation is begun. */
export type ConversationCreated = {
  readonly __typename?: 'ConversationCreated';
  /** The new conversation. */
  readonly conversation: Conversation;
};

/** One conversation of a page. */
export type ConversationEdge = {
  readonly __typename?: 'ConversationEdge';
  /** Continue after this edge with it. */
  readonly cursor: Scalars['String']['output'];
  /** The conversation. */
  readonly node: Conversation;
};

/** No such conversation among the caller's. */
export type ConversationNotFound = Failure & {
  readonly __typename?: 'ConversationNotFound';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** A new conversation. */
export type CreateConversationInput = {
  /** The model to ask; chosen by the system where it is missing. */
  readonly model?: InputMaybe<Scalars['String']['input']>;
  /** A title, at most 200 characters; made from the first question where it is missing. */
  readonly title?: InputMaybe<Scalars['String']['input']>;
  /** The workspace. */
  readonly workspaceId: Scalars['ID']['input'];
};

/** What beginning a conversation answers. */
export type CreateConversationResult = ConversationCreated | InvalidInput;

/** A file that is about to be uploaded. */
export type CreateUploadInput = {
  /** The file's media type. */
  readonly contentType: Scalars['String']['input'];
  /** The file's name. */
  readonly filename: Scalars['String']['input'];
  /** The file's size in bytes. */
  readonly size: Scalars['Int']['input'];
  /** The workspace it goes to. */
  readonly workspaceId: Scalars['ID']['input'];
};

/** What announcing an upload answers. */
export type CreateUploadResult = InvalidInput | QuotaExceeded | UnsupportedContentType | UploadCreated | UploadTooLarge;

/** A document to delete. */
export type DeleteDocumentInput = {
  /** The document. */
  readonly documentId: Scalars['ID']['input'];
};

/** What deleting a document answers. */
export type DeleteDocumentResult = DocumentDeleted | DocumentNotFound;

/** A saved operation to delete. */
export type DeleteOperationInput = {
  /** The operation. */
  readonly id: Scalars['ID']['input'];
};

/** What deleting a saved operation answers. */
export type DeleteOperationResult = OperationDeleted | SavedOperationNotFound;

/** A file somebody uploaded to a workspace. */
export type Document = {
  readonly __typename?: 'Document';
  /** The media type, as the uploader declared it. */
  readonly contentType: Scalars['String']['output'];
  /** When the upload was completed. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Where the original can be fetched for the next few minutes, relative to the gateway. */
  readonly downloadUrl: Scalars['String']['output'];
  /** Why it could not be read; null unless `status` is FAILED. */
  readonly failure?: Maybe<DocumentFailure>;
  /** The name of the uploaded file. */
  readonly filename: Scalars['String']['output'];
  /** Opaque and stable. */
  readonly id: Scalars['ID']['output'];
  /** The size in bytes. */
  readonly size: Scalars['Int']['output'];
  /** How far it has come. */
  readonly status: DocumentStatus;
  /** Who uploaded it. */
  readonly uploadedBy: User;
  /** The workspace it belongs to. */
  readonly workspace: Workspace;
};

/** A page of documents. */
export type DocumentConnection = {
  readonly __typename?: 'DocumentConnection';
  /** The documents of this page with their cursors. */
  readonly edges: ReadonlyArray<DocumentEdge>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** The document is gone. */
export type DocumentDeleted = {
  readonly __typename?: 'DocumentDeleted';
  /** The id the document had. */
  readonly documentId: Scalars['ID']['output'];
};

/** One document of a page. */
export type DocumentEdge = {
  readonly __typename?: 'DocumentEdge';
  /** Continue after this edge with it. */
  readonly cursor: Scalars['String']['output'];
  /** The document. */
  readonly node: Document;
};

/** Why a document could not be read, and what to do. */
export type DocumentFailure = {
  readonly __typename?: 'DocumentFailure';
  /** The reason, for programs. */
  readonly code: DocumentFailureCode;
  /** The reason and what to do, for people. */
  readonly message: Scalars['String']['output'];
};

/** Why a document could not be read. */
export type DocumentFailureCode =
  /** Damaged. */
  | 'CORRUPT'
  /** Nothing in it. */
  | 'EMPTY'
  /** Protected by a password. */
  | 'ENCRYPTED'
  /** A fault of ours; the document can be tried again. */
  | 'INTERNAL'
  /** Pictures of pages without text (a scan). */
  | 'NO_TEXT'
  /** Reading took longer than is allowed. */
  | 'TIMED_OUT'
  /** More text or pages than one document may have. */
  | 'TOO_LARGE'
  /** Not one of the kinds that can be read, or not what its name says. */
  | 'UNSUPPORTED_TYPE';

/** No such document among the caller's. */
export type DocumentNotFound = Failure & {
  readonly __typename?: 'DocumentNotFound';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** How far a document has come. */
export type DocumentStatus =
  /** It could not be read; `failure` says why and what to do. */
  | 'FAILED'
  /** Waiting to be read, or being read; `workspaceEvents` shows how far it is. */
  | 'INGESTING'
  /** Answers can be grounded in it. */
  | 'READY';

/** What every expected failure tells: a sentence for a person that says what to do. */
export type Failure = {
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

export type Generation = {
  readonly __typename?: 'Generation';
  readonly id: Scalars['ID']['output'];
};

/** One setting of the strict profile (`HARDENED=1`), tried while it was asked for. */
export type HardeningCheck = {
  readonly __typename?: 'HardeningCheck';
  /** What was seen, and what to do where it did not hold. */
  readonly detail: Scalars['String']['output'];
  /** Names the check. */
  readonly id: Scalars['ID']['output'];
  /** Whether it held. */
  readonly passed: Scalars['Boolean']['output'];
  /** What should hold, in a few words. */
  readonly title: Scalars['String']['output'];
};

/** An input that was understood but cannot be accepted, with the field it stands in. */
export type InvalidInput = Failure & {
  readonly __typename?: 'InvalidInput';
  /** The input field at fault, as it is named in the input type. */
  readonly field: Scalars['String']['output'];
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** The document is not GraphQL that can be run. */
export type InvalidOperationDocument = Failure & {
  readonly __typename?: 'InvalidOperationDocument';
  /** The column at fault, from 1; null where the document as a whole is at fault. */
  readonly column?: Maybe<Scalars['Int']['output']>;
  /** The line at fault, from 1; null where the document as a whole is at fault. */
  readonly line?: Maybe<Scalars['Int']['output']>;
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** One turn of a conversation. */
export type Message = {
  readonly __typename?: 'Message';
  /** The person who wrote it; null for an answer. */
  readonly author?: Maybe<User>;
  /** The text, Markdown. Of an answer: empty until its generation has ended; follow `generation` meanwhile. */
  readonly content: Scalars['String']['output'];
  /** The conversation it belongs to. */
  readonly conversation: Conversation;
  /** When it was added. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The generation that makes or made this answer; null for a person's message. */
  readonly generation?: Maybe<Generation>;
  /** Opaque and stable. */
  readonly id: Scalars['ID']['output'];
  /** Who speaks. */
  readonly role: MessageRole;
};

/** A page of messages. */
export type MessageConnection = {
  readonly __typename?: 'MessageConnection';
  /** The messages of this page with their cursors. */
  readonly edges: ReadonlyArray<MessageEdge>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One message of a page. */
export type MessageEdge = {
  readonly __typename?: 'MessageEdge';
  /** Continue after this edge with it. */
  readonly cursor: Scalars['String']['output'];
  /** The message. */
  readonly node: Message;
};

/** Who speaks in a message. */
export type MessageRole =
  /** A model, or the built-in extractive engine. */
  | 'ASSISTANT'
  /** A person. */
  | 'USER';

/** The question is stored and its answer under way. */
export type MessageSent = {
  readonly __typename?: 'MessageSent';
  /** The answer's message; its content is filled when the generation has ended. */
  readonly answer: Message;
  /** The generation of the answer; follow it with `generationEvents`. */
  readonly generation: Generation;
  /** The question, as stored. */
  readonly message: Message;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Says that the bytes are there; the document is made and its ingestion begins. */
  readonly completeUpload: CompleteUploadResult;
  /** Begins a conversation. */
  readonly createConversation: CreateConversationResult;
  /** Announces a file and answers where to PUT its bytes. */
  readonly createUpload: CreateUploadResult;
  /** Deletes a document; it is gone from retrieval at once. */
  readonly deleteDocument: DeleteDocumentResult;
  /** Deletes a saved operation. */
  readonly deleteOperation: DeleteOperationResult;
  /** Keeps an operation, for oneself or for a workspace. */
  readonly saveOperation: SaveOperationResult;
  /** Adds a question and begins the generation of its answer. */
  readonly sendMessage: SendMessageResult;
  /** Changes a saved operation; what the input leaves out stays as it is. */
  readonly updateOperation: UpdateOperationResult;
};


export type MutationCompleteUploadArgs = {
  input: CompleteUploadInput;
};


export type MutationCreateConversationArgs = {
  input: CreateConversationInput;
};


export type MutationCreateUploadArgs = {
  input: CreateUploadInput;
};


export type MutationDeleteDocumentArgs = {
  input: DeleteDocumentInput;
};


export type MutationDeleteOperationArgs = {
  input: DeleteOperationInput;
};


export type MutationSaveOperationArgs = {
  input: SaveOperationInput;
};


export type MutationSendMessageArgs = {
  input: SendMessageInput;
};


export type MutationUpdateOperationArgs = {
  input: UpdateOperationInput;
};

/** The operation is gone. */
export type OperationDeleted = {
  readonly __typename?: 'OperationDeleted';
  /** The id the operation had. */
  readonly operationId: Scalars['ID']['output'];
};

/** The operation is kept. */
export type OperationSaved = {
  readonly __typename?: 'OperationSaved';
  /** The operation, as stored. */
  readonly operation: SavedOperation;
};

/** The operation is changed. */
export type OperationUpdated = {
  readonly __typename?: 'OperationUpdated';
  /** The operation, as it is now. */
  readonly operation: SavedOperation;
};

/** Where a page of a connection stands (Relay cursor connections specification). */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The cursor of the last edge of this page; null when the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether more edges follow this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether edges precede this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first edge of this page; null when the page is empty. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

export type Query = {
  readonly __typename?: 'Query';
  /** A conversation of one of the caller's workspaces; null for any other, existing or not. */
  readonly conversation?: Maybe<Conversation>;
  /** A document of one of the caller's workspaces; null for any other, existing or not. */
  readonly document?: Maybe<Document>;
  /** A saved operation of the caller's or of one of their workspaces; null for any other, existing or not. */
  readonly savedOperation?: Maybe<SavedOperation>;
  /** The caller's own saved operations and those shared in their workspaces, newest first. */
  readonly savedOperations: SavedOperationConnection;
  /** Tries how conversations and files are kept; for owners and admins of any workspace. Nothing of what is written for it stays. */
  readonly storageHardening: ReadonlyArray<HardeningCheck>;
};


export type QueryConversationArgs = {
  id: Scalars['ID']['input'];
};


export type QueryDocumentArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySavedOperationArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySavedOperationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  mine?: InputMaybe<Scalars['Boolean']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
  workspaceId?: InputMaybe<Scalars['ID']['input']>;
};

/** It would be more than the person, or the workspace, may have. */
export type QuotaExceeded = Failure & {
  readonly __typename?: 'QuotaExceeded';
  /** What is limited. */
  readonly kind: QuotaKind;
  /** The most there may be, a whole number. */
  readonly limit: Scalars['Float']['output'];
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
  /** When it is counted from nothing again; null for what is not counted in windows. */
  readonly resetsAt?: Maybe<Scalars['DateTime']['output']>;
};

/** What is limited. */
export type QuotaKind =
  /** What those operations are estimated to cost, in a minute. */
  | 'COST'
  /** Answers that are being made at the same time. */
  | 'PARALLEL_GENERATIONS'
  /** Operations in a minute. */
  | 'REQUESTS'
  /** Tokens that models read and write, in a day. */
  | 'TOKENS'
  /** Bytes of uploaded files, in a day. */
  | 'UPLOAD_BYTES';

/** An operation to keep. */
export type SaveOperationInput = {
  /** What it is good for, at most 2,000 characters. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** The GraphQL document, at most 64 KiB. */
  readonly document: Scalars['String']['input'];
  /** What people call it, 1 to 120 characters. */
  readonly name: Scalars['String']['input'];
  /** The variables to begin with, an object as JSON text, at most 64 KiB. */
  readonly variables?: InputMaybe<Scalars['String']['input']>;
  /** Share it with the members of this workspace; personal where it is missing. */
  readonly workspaceId?: InputMaybe<Scalars['ID']['input']>;
};

/** What keeping an operation answers. */
export type SaveOperationResult = InvalidInput | InvalidOperationDocument | OperationSaved | TooManySavedOperations;

/**
 * A GraphQL document somebody keeps, to run it again in the playground or in any client. It is personal, or shared with
 * every member of one workspace.
 */
export type SavedOperation = {
  readonly __typename?: 'SavedOperation';
  /** When it was saved first. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Who saved it. */
  readonly createdBy: User;
  /** What it is good for. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** The GraphQL document: one operation or several, with their fragments. */
  readonly document: Scalars['String']['output'];
  /** Opaque and stable. */
  readonly id: Scalars['ID']['output'];
  /** Whether the caller may change and delete it: who made it may, and the owners and admins of its workspace. */
  readonly mayChange: Scalars['Boolean']['output'];
  /** What people call it, at most 120 characters. */
  readonly name: Scalars['String']['output'];
  /** Whether every member of `workspace` reads it; otherwise only the person who made it. */
  readonly shared: Scalars['Boolean']['output'];
  /** When it was changed last. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** The variables to begin with, an object as JSON text; null for none. */
  readonly variables?: Maybe<Scalars['String']['output']>;
  /** The workspace it is shared with; null while it is personal. */
  readonly workspace?: Maybe<Workspace>;
};

/** A page of saved operations. */
export type SavedOperationConnection = {
  readonly __typename?: 'SavedOperationConnection';
  /** The operations of this page with their cursors. */
  readonly edges: ReadonlyArray<SavedOperationEdge>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One saved operation of a page. */
export type SavedOperationEdge = {
  readonly __typename?: 'SavedOperationEdge';
  /** Continue after this edge with it. */
  readonly cursor: Scalars['String']['output'];
  /** The operation. */
  readonly node: SavedOperation;
};

/** No such saved operation among those the caller sees. */
export type SavedOperationNotFound = Failure & {
  readonly __typename?: 'SavedOperationNotFound';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** A question. */
export type SendMessageInput = {
  /** The question, Markdown, 1 to 32,000 characters. */
  readonly content: Scalars['String']['input'];
  /** The conversation. */
  readonly conversationId: Scalars['ID']['input'];
  /** Sent again with the same key, a question is added once and answered with what the first made. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What sending a message answers. */
export type SendMessageResult = AnswerInProgress | ConversationNotFound | InvalidInput | MessageSent | QuotaExceeded;

/** A person keeps only so many operations. */
export type TooManySavedOperations = Failure & {
  readonly __typename?: 'TooManySavedOperations';
  /** The most one person may keep. */
  readonly maximum: Scalars['Int']['output'];
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** A file of this kind cannot be read. */
export type UnsupportedContentType = Failure & {
  readonly __typename?: 'UnsupportedContentType';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
  /** The media types that can be read. */
  readonly supported: ReadonlyArray<Scalars['String']['output']>;
};

/** A change of a saved operation; what is left out stays as it is. */
export type UpdateOperationInput = {
  /** Another description; null removes it. */
  readonly description?: InputMaybe<Scalars['String']['input']>;
  /** Another document, at most 64 KiB. */
  readonly document?: InputMaybe<Scalars['String']['input']>;
  /** The operation. */
  readonly id: Scalars['ID']['input'];
  /** Another name, 1 to 120 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Other variables; null removes them. */
  readonly variables?: InputMaybe<Scalars['String']['input']>;
  /** Share it with the members of this workspace; null makes it personal. Only who made it may change this. */
  readonly workspaceId?: InputMaybe<Scalars['ID']['input']>;
};

/** What changing a saved operation answers. */
export type UpdateOperationResult = InvalidInput | InvalidOperationDocument | OperationUpdated | SavedOperationNotFound;

/** The document is made; `workspaceEvents` shows its progress. */
export type UploadCompleted = {
  readonly __typename?: 'UploadCompleted';
  /** The new document. */
  readonly document: Document;
};

/** The bytes are expected. */
export type UploadCreated = {
  readonly __typename?: 'UploadCreated';
  /** Until when the bytes are accepted. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** Names the upload in `completeUpload`. */
  readonly uploadId: Scalars['ID']['output'];
  /** PUT the bytes here within the hour; relative to the gateway, signed, needs no other credentials. */
  readonly url: Scalars['String']['output'];
};

/** The bytes that arrived are not those that were announced. */
export type UploadIncomplete = Failure & {
  readonly __typename?: 'UploadIncomplete';
  /** How many bytes were announced. */
  readonly expectedBytes: Scalars['Int']['output'];
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
  /** How many bytes arrived. */
  readonly receivedBytes: Scalars['Int']['output'];
};

/** No such upload, or its time is over. */
export type UploadNotFound = Failure & {
  readonly __typename?: 'UploadNotFound';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** The file is larger than an upload may be. */
export type UploadTooLarge = Failure & {
  readonly __typename?: 'UploadTooLarge';
  /** The most an upload may have, in bytes. */
  readonly maximumBytes: Scalars['Int']['output'];
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

export type User = {
  readonly __typename?: 'User';
  readonly id: Scalars['ID']['output'];
};

export type Workspace = {
  readonly __typename?: 'Workspace';
  /** The conversations, most recently used first. */
  readonly conversations: ConversationConnection;
  /** The documents, newest first. */
  readonly documents: DocumentConnection;
  readonly id: Scalars['ID']['output'];
};


export type WorkspaceConversationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type WorkspaceDocumentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Conversation: Conversation;
  Document: Document;
  Message: Message;
  SavedOperation: SavedOperation;
  Workspace: Workspace;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Conversation:
    ( { __typename: 'Conversation' }
    & GraphQLRecursivePick<FederationTypes['Conversation'], {"id":true}> );
  Document:
    ( { __typename: 'Document' }
    & GraphQLRecursivePick<FederationTypes['Document'], {"id":true}> );
  Message:
    ( { __typename: 'Message' }
    & GraphQLRecursivePick<FederationTypes['Message'], {"id":true}> );
  SavedOperation:
    ( { __typename: 'SavedOperation' }
    & GraphQLRecursivePick<FederationTypes['SavedOperation'], {"id":true}> );
  Workspace:
    ( { __typename: 'Workspace' }
    & GraphQLRecursivePick<FederationTypes['Workspace'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  CompleteUploadResult:
    | ( Omit<UploadCompleted, 'document'> & { document: _RefType['Document'] } )
    | ( UploadIncomplete )
    | ( UploadNotFound )
  ;
  CreateConversationResult:
    | ( Omit<ConversationCreated, 'conversation'> & { conversation: _RefType['Conversation'] } )
    | ( InvalidInput )
  ;
  CreateUploadResult:
    | ( InvalidInput )
    | ( QuotaExceeded )
    | ( UnsupportedContentType )
    | ( UploadCreated )
    | ( UploadTooLarge )
  ;
  DeleteDocumentResult:
    | ( DocumentDeleted )
    | ( DocumentNotFound )
  ;
  DeleteOperationResult:
    | ( OperationDeleted )
    | ( SavedOperationNotFound )
  ;
  SaveOperationResult:
    | ( InvalidInput )
    | ( InvalidOperationDocument )
    | ( Omit<OperationSaved, 'operation'> & { operation: _RefType['SavedOperation'] } )
    | ( TooManySavedOperations )
  ;
  SendMessageResult:
    | ( Omit<AnswerInProgress, 'generation'> & { generation: _RefType['Generation'] } )
    | ( ConversationNotFound )
    | ( InvalidInput )
    | ( Omit<MessageSent, 'answer' | 'generation' | 'message'> & { answer: _RefType['Message'], generation: _RefType['Generation'], message: _RefType['Message'] } )
    | ( QuotaExceeded )
  ;
  UpdateOperationResult:
    | ( InvalidInput )
    | ( InvalidOperationDocument )
    | ( Omit<OperationUpdated, 'operation'> & { operation: _RefType['SavedOperation'] } )
    | ( SavedOperationNotFound )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Failure:
    | ( Omit<AnswerInProgress, 'generation'> & { generation: _RefType['Generation'] } )
    | ( ConversationNotFound )
    | ( DocumentNotFound )
    | ( InvalidInput )
    | ( InvalidOperationDocument )
    | ( QuotaExceeded )
    | ( SavedOperationNotFound )
    | ( TooManySavedOperations )
    | ( UnsupportedContentType )
    | ( UploadIncomplete )
    | ( UploadNotFound )
    | ( UploadTooLarge )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AnswerInProgress: ResolverTypeWrapper<Omit<AnswerInProgress, 'generation'> & { generation: ResolversTypes['Generation'] }>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  CompleteUploadInput: CompleteUploadInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CompleteUploadResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CompleteUploadResult']>;
  Conversation: ResolverTypeWrapper<ConversationRecord>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ConversationConnection: ResolverTypeWrapper<Omit<ConversationConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['ConversationEdge']> }>;
  ConversationCreated: ResolverTypeWrapper<Omit<ConversationCreated, 'conversation'> & { conversation: ResolversTypes['Conversation'] }>;
  ConversationEdge: ResolverTypeWrapper<Omit<ConversationEdge, 'node'> & { node: ResolversTypes['Conversation'] }>;
  ConversationNotFound: ResolverTypeWrapper<ConversationNotFound>;
  CreateConversationInput: CreateConversationInput;
  CreateConversationResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateConversationResult']>;
  CreateUploadInput: CreateUploadInput;
  CreateUploadResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateUploadResult']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteDocumentInput: DeleteDocumentInput;
  DeleteDocumentResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteDocumentResult']>;
  DeleteOperationInput: DeleteOperationInput;
  DeleteOperationResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DeleteOperationResult']>;
  Document: ResolverTypeWrapper<DocumentRecord>;
  DocumentConnection: ResolverTypeWrapper<Omit<DocumentConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['DocumentEdge']> }>;
  DocumentDeleted: ResolverTypeWrapper<DocumentDeleted>;
  DocumentEdge: ResolverTypeWrapper<Omit<DocumentEdge, 'node'> & { node: ResolversTypes['Document'] }>;
  DocumentFailure: ResolverTypeWrapper<DocumentFailure>;
  DocumentFailureCode: DocumentFailureCode;
  DocumentNotFound: ResolverTypeWrapper<DocumentNotFound>;
  DocumentStatus: DocumentStatus;
  Failure: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Failure']>;
  Generation: ResolverTypeWrapper<Reference>;
  HardeningCheck: ResolverTypeWrapper<HardeningCheck>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  InvalidInput: ResolverTypeWrapper<InvalidInput>;
  InvalidOperationDocument: ResolverTypeWrapper<InvalidOperationDocument>;
  Message: ResolverTypeWrapper<MessageRecord>;
  MessageConnection: ResolverTypeWrapper<Omit<MessageConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['MessageEdge']> }>;
  MessageEdge: ResolverTypeWrapper<Omit<MessageEdge, 'node'> & { node: ResolversTypes['Message'] }>;
  MessageRole: MessageRole;
  MessageSent: ResolverTypeWrapper<Omit<MessageSent, 'answer' | 'generation' | 'message'> & { answer: ResolversTypes['Message'], generation: ResolversTypes['Generation'], message: ResolversTypes['Message'] }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  OperationDeleted: ResolverTypeWrapper<OperationDeleted>;
  OperationSaved: ResolverTypeWrapper<Omit<OperationSaved, 'operation'> & { operation: ResolversTypes['SavedOperation'] }>;
  OperationUpdated: ResolverTypeWrapper<Omit<OperationUpdated, 'operation'> & { operation: ResolversTypes['SavedOperation'] }>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  QuotaExceeded: ResolverTypeWrapper<QuotaExceeded>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  QuotaKind: QuotaKind;
  SaveOperationInput: SaveOperationInput;
  SaveOperationResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SaveOperationResult']>;
  SavedOperation: ResolverTypeWrapper<SavedOperationRecord>;
  SavedOperationConnection: ResolverTypeWrapper<Omit<SavedOperationConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['SavedOperationEdge']> }>;
  SavedOperationEdge: ResolverTypeWrapper<Omit<SavedOperationEdge, 'node'> & { node: ResolversTypes['SavedOperation'] }>;
  SavedOperationNotFound: ResolverTypeWrapper<SavedOperationNotFound>;
  SendMessageInput: SendMessageInput;
  SendMessageResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SendMessageResult']>;
  TooManySavedOperations: ResolverTypeWrapper<TooManySavedOperations>;
  UnsupportedContentType: ResolverTypeWrapper<UnsupportedContentType>;
  UpdateOperationInput: UpdateOperationInput;
  UpdateOperationResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['UpdateOperationResult']>;
  UploadCompleted: ResolverTypeWrapper<Omit<UploadCompleted, 'document'> & { document: ResolversTypes['Document'] }>;
  UploadCreated: ResolverTypeWrapper<UploadCreated>;
  UploadIncomplete: ResolverTypeWrapper<UploadIncomplete>;
  UploadNotFound: ResolverTypeWrapper<UploadNotFound>;
  UploadTooLarge: ResolverTypeWrapper<UploadTooLarge>;
  User: ResolverTypeWrapper<Reference>;
  Workspace: ResolverTypeWrapper<Reference>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AnswerInProgress: Omit<AnswerInProgress, 'generation'> & { generation: ResolversParentTypes['Generation'] };
  String: Scalars['String']['output'];
  CompleteUploadInput: CompleteUploadInput;
  ID: Scalars['ID']['output'];
  CompleteUploadResult: ResolversUnionTypes<ResolversParentTypes>['CompleteUploadResult'];
  Conversation: ConversationRecord;
  Int: Scalars['Int']['output'];
  ConversationConnection: Omit<ConversationConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['ConversationEdge']> };
  ConversationCreated: Omit<ConversationCreated, 'conversation'> & { conversation: ResolversParentTypes['Conversation'] };
  ConversationEdge: Omit<ConversationEdge, 'node'> & { node: ResolversParentTypes['Conversation'] };
  ConversationNotFound: ConversationNotFound;
  CreateConversationInput: CreateConversationInput;
  CreateConversationResult: ResolversUnionTypes<ResolversParentTypes>['CreateConversationResult'];
  CreateUploadInput: CreateUploadInput;
  CreateUploadResult: ResolversUnionTypes<ResolversParentTypes>['CreateUploadResult'];
  DateTime: Scalars['DateTime']['output'];
  DeleteDocumentInput: DeleteDocumentInput;
  DeleteDocumentResult: ResolversUnionTypes<ResolversParentTypes>['DeleteDocumentResult'];
  DeleteOperationInput: DeleteOperationInput;
  DeleteOperationResult: ResolversUnionTypes<ResolversParentTypes>['DeleteOperationResult'];
  Document: DocumentRecord;
  DocumentConnection: Omit<DocumentConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['DocumentEdge']> };
  DocumentDeleted: DocumentDeleted;
  DocumentEdge: Omit<DocumentEdge, 'node'> & { node: ResolversParentTypes['Document'] };
  DocumentFailure: DocumentFailure;
  DocumentNotFound: DocumentNotFound;
  Failure: ResolversInterfaceTypes<ResolversParentTypes>['Failure'];
  Generation: Reference;
  HardeningCheck: HardeningCheck;
  Boolean: Scalars['Boolean']['output'];
  InvalidInput: InvalidInput;
  InvalidOperationDocument: InvalidOperationDocument;
  Message: MessageRecord;
  MessageConnection: Omit<MessageConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['MessageEdge']> };
  MessageEdge: Omit<MessageEdge, 'node'> & { node: ResolversParentTypes['Message'] };
  MessageSent: Omit<MessageSent, 'answer' | 'generation' | 'message'> & { answer: ResolversParentTypes['Message'], generation: ResolversParentTypes['Generation'], message: ResolversParentTypes['Message'] };
  Mutation: Record<PropertyKey, never>;
  OperationDeleted: OperationDeleted;
  OperationSaved: Omit<OperationSaved, 'operation'> & { operation: ResolversParentTypes['SavedOperation'] };
  OperationUpdated: Omit<OperationUpdated, 'operation'> & { operation: ResolversParentTypes['SavedOperation'] };
  PageInfo: PageInfo;
  Query: Record<PropertyKey, never>;
  QuotaExceeded: QuotaExceeded;
  Float: Scalars['Float']['output'];
  SaveOperationInput: SaveOperationInput;
  SaveOperationResult: ResolversUnionTypes<ResolversParentTypes>['SaveOperationResult'];
  SavedOperation: SavedOperationRecord;
  SavedOperationConnection: Omit<SavedOperationConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['SavedOperationEdge']> };
  SavedOperationEdge: Omit<SavedOperationEdge, 'node'> & { node: ResolversParentTypes['SavedOperation'] };
  SavedOperationNotFound: SavedOperationNotFound;
  SendMessageInput: SendMessageInput;
  SendMessageResult: ResolversUnionTypes<ResolversParentTypes>['SendMessageResult'];
  TooManySavedOperations: TooManySavedOperations;
  UnsupportedContentType: UnsupportedContentType;
  UpdateOperationInput: UpdateOperationInput;
  UpdateOperationResult: ResolversUnionTypes<ResolversParentTypes>['UpdateOperationResult'];
  UploadCompleted: Omit<UploadCompleted, 'document'> & { document: ResolversParentTypes['Document'] };
  UploadCreated: UploadCreated;
  UploadIncomplete: UploadIncomplete;
  UploadNotFound: UploadNotFound;
  UploadTooLarge: UploadTooLarge;
  User: Reference;
  Workspace: Reference;
};

export type AnswerInProgressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AnswerInProgress'] = ResolversParentTypes['AnswerInProgress']> = {
  generation?: Resolver<ResolversTypes['Generation'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CompleteUploadResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CompleteUploadResult'] = ResolversParentTypes['CompleteUploadResult']> = {
  __resolveType: TypeResolveFn<'UploadCompleted' | 'UploadIncomplete' | 'UploadNotFound', ParentType, ContextType>;
};

export type ConversationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Conversation'] = ResolversParentTypes['Conversation'], FederationReferenceType extends FederationReferenceTypes['Conversation'] = FederationReferenceTypes['Conversation']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Conversation']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  messages?: Resolver<ResolversTypes['MessageConnection'], ParentType, ContextType, Partial<ConversationMessagesArgs>>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  workspace?: Resolver<ResolversTypes['Workspace'], ParentType, ContextType>;
};

export type ConversationConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConversationConnection'] = ResolversParentTypes['ConversationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ConversationEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ConversationCreatedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConversationCreated'] = ResolversParentTypes['ConversationCreated']> = {
  conversation?: Resolver<ResolversTypes['Conversation'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConversationEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConversationEdge'] = ResolversParentTypes['ConversationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Conversation'], ParentType, ContextType>;
};

export type ConversationNotFoundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConversationNotFound'] = ResolversParentTypes['ConversationNotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CreateConversationResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateConversationResult'] = ResolversParentTypes['CreateConversationResult']> = {
  __resolveType: TypeResolveFn<'ConversationCreated' | 'InvalidInput', ParentType, ContextType>;
};

export type CreateUploadResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateUploadResult'] = ResolversParentTypes['CreateUploadResult']> = {
  __resolveType: TypeResolveFn<'InvalidInput' | 'QuotaExceeded' | 'UnsupportedContentType' | 'UploadCreated' | 'UploadTooLarge', ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteDocumentResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteDocumentResult'] = ResolversParentTypes['DeleteDocumentResult']> = {
  __resolveType: TypeResolveFn<'DocumentDeleted' | 'DocumentNotFound', ParentType, ContextType>;
};

export type DeleteOperationResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeleteOperationResult'] = ResolversParentTypes['DeleteOperationResult']> = {
  __resolveType: TypeResolveFn<'OperationDeleted' | 'SavedOperationNotFound', ParentType, ContextType>;
};

export type DocumentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Document'] = ResolversParentTypes['Document'], FederationReferenceType extends FederationReferenceTypes['Document'] = FederationReferenceTypes['Document']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Document']> | FederationReferenceType, FederationReferenceType, ContextType>;
  contentType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  downloadUrl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['DocumentFailure']>, ParentType, ContextType>;
  filename?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DocumentStatus'], ParentType, ContextType>;
  uploadedBy?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  workspace?: Resolver<ResolversTypes['Workspace'], ParentType, ContextType>;
};

export type DocumentConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentConnection'] = ResolversParentTypes['DocumentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DocumentEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type DocumentDeletedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentDeleted'] = ResolversParentTypes['DocumentDeleted']> = {
  documentId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DocumentEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentEdge'] = ResolversParentTypes['DocumentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Document'], ParentType, ContextType>;
};

export type DocumentFailureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentFailure'] = ResolversParentTypes['DocumentFailure']> = {
  code?: Resolver<ResolversTypes['DocumentFailureCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DocumentNotFoundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DocumentNotFound'] = ResolversParentTypes['DocumentNotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FailureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Failure'] = ResolversParentTypes['Failure']> = {
  __resolveType: TypeResolveFn<'AnswerInProgress' | 'ConversationNotFound' | 'DocumentNotFound' | 'InvalidInput' | 'InvalidOperationDocument' | 'QuotaExceeded' | 'SavedOperationNotFound' | 'TooManySavedOperations' | 'UnsupportedContentType' | 'UploadIncomplete' | 'UploadNotFound' | 'UploadTooLarge', ParentType, ContextType>;
};

export type GenerationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Generation'] = ResolversParentTypes['Generation']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type HardeningCheckResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HardeningCheck'] = ResolversParentTypes['HardeningCheck']> = {
  detail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  passed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type InvalidInputResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidInput'] = ResolversParentTypes['InvalidInput']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidOperationDocumentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidOperationDocument'] = ResolversParentTypes['InvalidOperationDocument']> = {
  column?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  line?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MessageResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Message'] = ResolversParentTypes['Message'], FederationReferenceType extends FederationReferenceTypes['Message'] = FederationReferenceTypes['Message']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Message']> | FederationReferenceType, FederationReferenceType, ContextType>;
  author?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  conversation?: Resolver<ResolversTypes['Conversation'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  generation?: Resolver<Maybe<ResolversTypes['Generation']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['MessageRole'], ParentType, ContextType>;
};

export type MessageConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageConnection'] = ResolversParentTypes['MessageConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MessageEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MessageEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageEdge'] = ResolversParentTypes['MessageEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
};

export type MessageSentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MessageSent'] = ResolversParentTypes['MessageSent']> = {
  answer?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
  generation?: Resolver<ResolversTypes['Generation'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['Message'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  completeUpload?: Resolver<ResolversTypes['CompleteUploadResult'], ParentType, ContextType, RequireFields<MutationCompleteUploadArgs, 'input'>>;
  createConversation?: Resolver<ResolversTypes['CreateConversationResult'], ParentType, ContextType, RequireFields<MutationCreateConversationArgs, 'input'>>;
  createUpload?: Resolver<ResolversTypes['CreateUploadResult'], ParentType, ContextType, RequireFields<MutationCreateUploadArgs, 'input'>>;
  deleteDocument?: Resolver<ResolversTypes['DeleteDocumentResult'], ParentType, ContextType, RequireFields<MutationDeleteDocumentArgs, 'input'>>;
  deleteOperation?: Resolver<ResolversTypes['DeleteOperationResult'], ParentType, ContextType, RequireFields<MutationDeleteOperationArgs, 'input'>>;
  saveOperation?: Resolver<ResolversTypes['SaveOperationResult'], ParentType, ContextType, RequireFields<MutationSaveOperationArgs, 'input'>>;
  sendMessage?: Resolver<ResolversTypes['SendMessageResult'], ParentType, ContextType, RequireFields<MutationSendMessageArgs, 'input'>>;
  updateOperation?: Resolver<ResolversTypes['UpdateOperationResult'], ParentType, ContextType, RequireFields<MutationUpdateOperationArgs, 'input'>>;
};

export type OperationDeletedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OperationDeleted'] = ResolversParentTypes['OperationDeleted']> = {
  operationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OperationSavedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OperationSaved'] = ResolversParentTypes['OperationSaved']> = {
  operation?: Resolver<ResolversTypes['SavedOperation'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OperationUpdatedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OperationUpdated'] = ResolversParentTypes['OperationUpdated']> = {
  operation?: Resolver<ResolversTypes['SavedOperation'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  conversation?: Resolver<Maybe<ResolversTypes['Conversation']>, ParentType, ContextType, RequireFields<QueryConversationArgs, 'id'>>;
  document?: Resolver<Maybe<ResolversTypes['Document']>, ParentType, ContextType, RequireFields<QueryDocumentArgs, 'id'>>;
  savedOperation?: Resolver<Maybe<ResolversTypes['SavedOperation']>, ParentType, ContextType, RequireFields<QuerySavedOperationArgs, 'id'>>;
  savedOperations?: Resolver<ResolversTypes['SavedOperationConnection'], ParentType, ContextType, RequireFields<QuerySavedOperationsArgs, 'first' | 'mine'>>;
  storageHardening?: Resolver<ReadonlyArray<ResolversTypes['HardeningCheck']>, ParentType, ContextType>;
};

export type QuotaExceededResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuotaExceeded'] = ResolversParentTypes['QuotaExceeded']> = {
  kind?: Resolver<ResolversTypes['QuotaKind'], ParentType, ContextType>;
  limit?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  resetsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SaveOperationResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SaveOperationResult'] = ResolversParentTypes['SaveOperationResult']> = {
  __resolveType: TypeResolveFn<'InvalidInput' | 'InvalidOperationDocument' | 'OperationSaved' | 'TooManySavedOperations', ParentType, ContextType>;
};

export type SavedOperationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SavedOperation'] = ResolversParentTypes['SavedOperation'], FederationReferenceType extends FederationReferenceTypes['SavedOperation'] = FederationReferenceTypes['SavedOperation']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['SavedOperation']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  document?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  mayChange?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  shared?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  variables?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  workspace?: Resolver<Maybe<ResolversTypes['Workspace']>, ParentType, ContextType>;
};

export type SavedOperationConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SavedOperationConnection'] = ResolversParentTypes['SavedOperationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SavedOperationEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type SavedOperationEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SavedOperationEdge'] = ResolversParentTypes['SavedOperationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SavedOperation'], ParentType, ContextType>;
};

export type SavedOperationNotFoundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SavedOperationNotFound'] = ResolversParentTypes['SavedOperationNotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SendMessageResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SendMessageResult'] = ResolversParentTypes['SendMessageResult']> = {
  __resolveType: TypeResolveFn<'AnswerInProgress' | 'ConversationNotFound' | 'InvalidInput' | 'MessageSent' | 'QuotaExceeded', ParentType, ContextType>;
};

export type TooManySavedOperationsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TooManySavedOperations'] = ResolversParentTypes['TooManySavedOperations']> = {
  maximum?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UnsupportedContentTypeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnsupportedContentType'] = ResolversParentTypes['UnsupportedContentType']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  supported?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UpdateOperationResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UpdateOperationResult'] = ResolversParentTypes['UpdateOperationResult']> = {
  __resolveType: TypeResolveFn<'InvalidInput' | 'InvalidOperationDocument' | 'OperationUpdated' | 'SavedOperationNotFound', ParentType, ContextType>;
};

export type UploadCompletedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UploadCompleted'] = ResolversParentTypes['UploadCompleted']> = {
  document?: Resolver<ResolversTypes['Document'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UploadCreatedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UploadCreated'] = ResolversParentTypes['UploadCreated']> = {
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  uploadId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UploadIncompleteResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UploadIncomplete'] = ResolversParentTypes['UploadIncomplete']> = {
  expectedBytes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  receivedBytes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UploadNotFoundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UploadNotFound'] = ResolversParentTypes['UploadNotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UploadTooLargeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UploadTooLarge'] = ResolversParentTypes['UploadTooLarge']> = {
  maximumBytes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type WorkspaceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Workspace'] = ResolversParentTypes['Workspace'], FederationReferenceType extends FederationReferenceTypes['Workspace'] = FederationReferenceTypes['Workspace']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Workspace']> | FederationReferenceType, FederationReferenceType, ContextType>;
  conversations?: Resolver<ResolversTypes['ConversationConnection'], ParentType, ContextType, RequireFields<WorkspaceConversationsArgs, 'first'>>;
  documents?: Resolver<ResolversTypes['DocumentConnection'], ParentType, ContextType, RequireFields<WorkspaceDocumentsArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AnswerInProgress?: AnswerInProgressResolvers<ContextType>;
  CompleteUploadResult?: CompleteUploadResultResolvers<ContextType>;
  Conversation?: ConversationResolvers<ContextType>;
  ConversationConnection?: ConversationConnectionResolvers<ContextType>;
  ConversationCreated?: ConversationCreatedResolvers<ContextType>;
  ConversationEdge?: ConversationEdgeResolvers<ContextType>;
  ConversationNotFound?: ConversationNotFoundResolvers<ContextType>;
  CreateConversationResult?: CreateConversationResultResolvers<ContextType>;
  CreateUploadResult?: CreateUploadResultResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteDocumentResult?: DeleteDocumentResultResolvers<ContextType>;
  DeleteOperationResult?: DeleteOperationResultResolvers<ContextType>;
  Document?: DocumentResolvers<ContextType>;
  DocumentConnection?: DocumentConnectionResolvers<ContextType>;
  DocumentDeleted?: DocumentDeletedResolvers<ContextType>;
  DocumentEdge?: DocumentEdgeResolvers<ContextType>;
  DocumentFailure?: DocumentFailureResolvers<ContextType>;
  DocumentNotFound?: DocumentNotFoundResolvers<ContextType>;
  Failure?: FailureResolvers<ContextType>;
  Generation?: GenerationResolvers<ContextType>;
  HardeningCheck?: HardeningCheckResolvers<ContextType>;
  InvalidInput?: InvalidInputResolvers<ContextType>;
  InvalidOperationDocument?: InvalidOperationDocumentResolvers<ContextType>;
  Message?: MessageResolvers<ContextType>;
  MessageConnection?: MessageConnectionResolvers<ContextType>;
  MessageEdge?: MessageEdgeResolvers<ContextType>;
  MessageSent?: MessageSentResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  OperationDeleted?: OperationDeletedResolvers<ContextType>;
  OperationSaved?: OperationSavedResolvers<ContextType>;
  OperationUpdated?: OperationUpdatedResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  QuotaExceeded?: QuotaExceededResolvers<ContextType>;
  SaveOperationResult?: SaveOperationResultResolvers<ContextType>;
  SavedOperation?: SavedOperationResolvers<ContextType>;
  SavedOperationConnection?: SavedOperationConnectionResolvers<ContextType>;
  SavedOperationEdge?: SavedOperationEdgeResolvers<ContextType>;
  SavedOperationNotFound?: SavedOperationNotFoundResolvers<ContextType>;
  SendMessageResult?: SendMessageResultResolvers<ContextType>;
  TooManySavedOperations?: TooManySavedOperationsResolvers<ContextType>;
  UnsupportedContentType?: UnsupportedContentTypeResolvers<ContextType>;
  UpdateOperationResult?: UpdateOperationResultResolvers<ContextType>;
  UploadCompleted?: UploadCompletedResolvers<ContextType>;
  UploadCreated?: UploadCreatedResolvers<ContextType>;
  UploadIncomplete?: UploadIncompleteResolvers<ContextType>;
  UploadNotFound?: UploadNotFoundResolvers<ContextType>;
  UploadTooLarge?: UploadTooLargeResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  Workspace?: WorkspaceResolvers<ContextType>;
};

