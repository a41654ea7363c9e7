import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Generation as GenerationRecord, Citation as CitationRecord } from '../domain/generation.ts';
import type { DocumentParent, ConversationReference } from '../resolvers/mappers.ts';
import type { DocumentRecord, PassageRecord } from '../data/document-store.ts';
import type { MlContext } from '../resolvers/context.ts';
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

/** A source of an answer. */
export type Citation = {
  readonly __typename?: 'Citation';
  /** The content hash of the text the quote was verified against. */
  readonly contentHash: Scalars['String']['output'];
  /** The document that is quoted. */
  readonly document: Document;
  /** Where the quote ends in the document's text, exclusive. */
  readonly endOffset: Scalars['Int']['output'];
  /** The number the answer's text refers to it by, as in `[1]`. */
  readonly number: Scalars['Int']['output'];
  /** The page the quote begins on, from 1; null for a document without pages. */
  readonly page?: Maybe<Scalars['Int']['output']>;
  /** The words of the document. */
  readonly quote: Scalars['String']['output'];
  /** Where the quote begins in the document's text. */
  readonly startOffset: Scalars['Int']['output'];
};

export type Conversation = {
  readonly __typename?: 'Conversation';
  readonly id: Scalars['ID']['output'];
};

export type Document = {
  readonly __typename?: 'Document';
  readonly id: Scalars['ID']['output'];
  /** How many passages it was cut into; 0 until it is ready. */
  readonly passageCount: Scalars['Int']['output'];
  /** The text that was read from it, which citations point into; null until it is ready. */
  readonly text?: Maybe<DocumentText>;
};

/** Where one page stands in a document's text. */
export type DocumentPage = {
  readonly __typename?: 'DocumentPage';
  /** Where it ends in the text, exclusive. */
  readonly endOffset: Scalars['Int']['output'];
  /** From 1. */
  readonly number: Scalars['Int']['output'];
  /** Where it begins in the text. */
  readonly startOffset: Scalars['Int']['output'];
};

/** The text of a document, as it was read. */
export type DocumentText = {
  readonly __typename?: 'DocumentText';
  /** The text. Offsets of passages and citations count UTF-16 code units in it. */
  readonly content: Scalars['String']['output'];
  /** SHA-256 of the text in UTF-8, lower-case hexadecimal. */
  readonly contentHash: Scalars['String']['output'];
  /** The pages of a paged document, in order; empty for one without pages. */
  readonly pages: ReadonlyArray<DocumentPage>;
};

/** What every expected failure tells: a sentence for a person that says what to do. */
export type Failure = {
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** The making of one answer. */
export type Generation = {
  readonly __typename?: 'Generation';
  /** The sources of the answer; each quote was verified to stand in its document. */
  readonly citations: ReadonlyArray<Citation>;
  /** The conversation it answers in. */
  readonly conversation: Conversation;
  /** When it was asked for. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** What produces the answer; null until it is chosen. */
  readonly engine?: Maybe<GenerationEngine>;
  /** Why it failed; null unless `status` is FAILED. */
  readonly failure?: Maybe<GenerationFailure>;
  /** When it ended. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Opaque and stable. */
  readonly id: Scalars['ID']['output'];
  /** The model that answers; null until one is chosen. */
  readonly model?: Maybe<Scalars['String']['output']>;
  /** When its turn came. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How far it has come. */
  readonly status: GenerationStatus;
  /** The text so far; of an ended generation the whole text, exactly as it was streamed. */
  readonly text: Scalars['String']['output'];
  /** What it took; null until it has ended. */
  readonly usage?: Maybe<GenerationUsage>;
};

/** The generation had ended before. */
export type GenerationAlreadyEnded = Failure & {
  readonly __typename?: 'GenerationAlreadyEnded';
  /** The generation, as it ended. */
  readonly generation: Generation;
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** What produces an answer. */
export type GenerationEngine =
  /** The built-in extractive engine: sentences found in the documents, no language model. */
  | 'EXTRACTIVE'
  /** A language model served by Ollama. */
  | 'OLLAMA';

/** Why a generation failed, and what to do. */
export type GenerationFailure = {
  readonly __typename?: 'GenerationFailure';
  /** The reason, for programs. */
  readonly code: GenerationFailureCode;
  /** The reason and what to do, for people. */
  readonly message: Scalars['String']['output'];
};

/** Why a generation failed. */
export type GenerationFailureCode =
  /** A fault of ours. */
  | 'INTERNAL'
  /** The model asked for is not installed. */
  | 'MODEL_NOT_FOUND'
  /** The model server's stream broke off or made no sense. */
  | 'MODEL_STREAM_BROKEN'
  /** The first token did not come in time, or the stream stalled. */
  | 'MODEL_TIMED_OUT'
  /** The model server does not answer or refuses more work. */
  | 'MODEL_UNAVAILABLE'
  /** The documents could not be searched. */
  | 'RETRIEVAL_FAILED';

/** No such generation among the caller's. */
export type GenerationNotFound = Failure & {
  readonly __typename?: 'GenerationNotFound';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** How far a generation has come. */
export type GenerationStatus =
  /** Ended by itself. */
  | 'COMPLETED'
  /** Ended by a failure; `failure` says which. */
  | 'FAILED'
  /** Ended because its worker was lost; the text until then is kept. */
  | 'INTERRUPTED'
  /** Waiting for its turn. */
  | 'QUEUED'
  /** Answering. */
  | 'RUNNING'
  /** Ended because somebody stopped it. */
  | 'STOPPED';

/** The generation is stopped, or will be within a second. */
export type GenerationStopped = {
  readonly __typename?: 'GenerationStopped';
  /** The generation. */
  readonly generation: Generation;
};

/** The log of a generation's events, as the gateway follows it. */
export type GenerationStream = {
  readonly __typename?: 'GenerationStream';
  /** The generation. */
  readonly generationId: Scalars['ID']['output'];
  /** The last sequence number that is stored; 0 before the first event. */
  readonly lastSequence: Scalars['Int']['output'];
};

/** What an answer took. */
export type GenerationUsage = {
  readonly __typename?: 'GenerationUsage';
  /** Tokens of the answer: reported by the model, or estimated. */
  readonly completionTokens: Scalars['Int']['output'];
  /** From the start of the generation to its end, in milliseconds. */
  readonly durationMilliseconds: Scalars['Int']['output'];
  /** From the start of the generation to its first token, in milliseconds; null if none came. */
  readonly firstTokenMilliseconds?: Maybe<Scalars['Int']['output']>;
  /** Whether the counts are estimates, because the model did not report them: of the extractive engine, and of answers that did not end by themselves. Null for answers from before this was kept. */
  readonly isEstimated?: Maybe<Scalars['Boolean']['output']>;
  /** How many earlier messages were left out to keep within the budget. */
  readonly messagesOmitted: Scalars['Int']['output'];
  /** How many passages were put into the prompt. */
  readonly passagesUsed: Scalars['Int']['output'];
  /** How many tokens the prompt was allowed to have. */
  readonly promptTokenBudget: Scalars['Int']['output'];
  /** Tokens of the prompt, as far as a model read it: reported by the model, or estimated. */
  readonly promptTokens: Scalars['Int']['output'];
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

/** A model that can answer. */
export type Model = {
  readonly __typename?: 'Model';
  /** What it can do, as Ollama names it (`completion`, `tools`, `vision`, `thinking`, …). */
  readonly capabilities: ReadonlyArray<Scalars['String']['output']>;
  /** What serves it. */
  readonly engine: GenerationEngine;
  /** Its name, as `createConversation` takes it. */
  readonly name: Scalars['String']['output'];
  /** The size of its weights in bytes; null for the extractive engine. */
  readonly sizeBytes?: Maybe<Scalars['Float']['output']>;
};

/** What answers questions right now. */
export type ModelService = {
  readonly __typename?: 'ModelService';
  /** The model that serves when no model is named. */
  readonly defaultModel: Scalars['String']['output'];
  /** The engine that serves when no model is named. */
  readonly engine: GenerationEngine;
  /** What a person should know: what serves, and what to do for more. */
  readonly message: Scalars['String']['output'];
  /** The models that can be asked for, the default first. */
  readonly models: ReadonlyArray<Model>;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Stops a generation; what was written until then is kept. */
  readonly stopGeneration: StopGenerationResult;
};


export type MutationStopGenerationArgs = {
  input: StopGenerationInput;
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

/** A stretch of a document's text that retrieval can find. */
export type Passage = {
  readonly __typename?: 'Passage';
  /** The document's content hash when this passage was made. */
  readonly contentHash: Scalars['String']['output'];
  /** The document it stands in. */
  readonly document: Document;
  /** Where it ends in the document's text, exclusive. */
  readonly endOffset: Scalars['Int']['output'];
  /** Opaque; a document that is ingested again has new passages. */
  readonly id: Scalars['ID']['output'];
  /** From 0, in the order of the document. */
  readonly ordinal: Scalars['Int']['output'];
  /** The page it begins on, from 1; null for a document without pages. */
  readonly page?: Maybe<Scalars['Int']['output']>;
  /** Where it begins in the document's text. */
  readonly startOffset: Scalars['Int']['output'];
  /** The passage itself. */
  readonly text: Scalars['String']['output'];
};

/** The passages that answer a search best, best first. */
export type PassageConnection = {
  readonly __typename?: 'PassageConnection';
  /** The passages with their scores. */
  readonly edges: ReadonlyArray<PassageEdge>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One passage that was found. */
export type PassageEdge = {
  readonly __typename?: 'PassageEdge';
  /** Names this edge. */
  readonly cursor: Scalars['String']['output'];
  /** The passage. */
  readonly node: Passage;
  /** Its BM25 score; comparable within one search only. */
  readonly score: Scalars['Float']['output'];
};

export type Query = {
  readonly __typename?: 'Query';
  /** A generation in one of the caller's workspaces; null for any other, existing or not. */
  readonly generation?: Maybe<Generation>;
  /** Makes sure that all events of a generation can be followed from the first, restoring them from durable storage where the live log has let them go; null for a generation the caller may not see. */
  readonly generationStream?: Maybe<GenerationStream>;
  /** Tries how texts of documents and the search index are kept; for owners and admins of any workspace. Nothing of what is written for it stays. */
  readonly indexHardening: ReadonlyArray<HardeningCheck>;
  /** What answers questions right now. */
  readonly modelService: ModelService;
  /** The passages of a workspace's documents that match best. */
  readonly search: PassageConnection;
};


export type QueryGenerationArgs = {
  id: Scalars['ID']['input'];
};


export type QueryGenerationStreamArgs = {
  generationId: Scalars['ID']['input'];
};


export type QuerySearchArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  query: Scalars['String']['input'];
  workspaceId: Scalars['ID']['input'];
};

/** A generation to stop. */
export type StopGenerationInput = {
  /** The generation. */
  readonly generationId: Scalars['ID']['input'];
};

/** What stopping answers. */
export type StopGenerationResult = GenerationAlreadyEnded | GenerationNotFound | GenerationStopped;



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
  Document: Document;
  Generation: Generation;
  Passage: Passage;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Document:
    ( { __typename: 'Document' }
    & GraphQLRecursivePick<FederationTypes['Document'], {"id":true}> );
  Generation:
    ( { __typename: 'Generation' }
    & GraphQLRecursivePick<FederationTypes['Generation'], {"id":true}> );
  Passage:
    ( { __typename: 'Passage' }
    & GraphQLRecursivePick<FederationTypes['Passage'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  StopGenerationResult:
    | ( Omit<GenerationAlreadyEnded, 'generation'> & { generation: _RefType['Generation'] } )
    | ( GenerationNotFound )
    | ( Omit<GenerationStopped, 'generation'> & { generation: _RefType['Generation'] } )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Failure:
    | ( Omit<GenerationAlreadyEnded, 'generation'> & { generation: _RefType['Generation'] } )
    | ( GenerationNotFound )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Citation: ResolverTypeWrapper<CitationRecord>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Conversation: ResolverTypeWrapper<ConversationReference>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Document: ResolverTypeWrapper<DocumentParent>;
  DocumentPage: ResolverTypeWrapper<DocumentPage>;
  DocumentText: ResolverTypeWrapper<DocumentRecord>;
  Failure: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Failure']>;
  Generation: ResolverTypeWrapper<GenerationRecord>;
  GenerationAlreadyEnded: ResolverTypeWrapper<Omit<GenerationAlreadyEnded, 'generation'> & { generation: ResolversTypes['Generation'] }>;
  GenerationEngine: GenerationEngine;
  GenerationFailure: ResolverTypeWrapper<GenerationFailure>;
  GenerationFailureCode: GenerationFailureCode;
  GenerationNotFound: ResolverTypeWrapper<GenerationNotFound>;
  GenerationStatus: GenerationStatus;
  GenerationStopped: ResolverTypeWrapper<Omit<GenerationStopped, 'generation'> & { generation: ResolversTypes['Generation'] }>;
  GenerationStream: ResolverTypeWrapper<GenerationStream>;
  GenerationUsage: ResolverTypeWrapper<GenerationUsage>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  HardeningCheck: ResolverTypeWrapper<HardeningCheck>;
  Model: ResolverTypeWrapper<Model>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  ModelService: ResolverTypeWrapper<ModelService>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Passage: ResolverTypeWrapper<PassageRecord>;
  PassageConnection: ResolverTypeWrapper<Omit<PassageConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['PassageEdge']> }>;
  PassageEdge: ResolverTypeWrapper<Omit<PassageEdge, 'node'> & { node: ResolversTypes['Passage'] }>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  StopGenerationInput: StopGenerationInput;
  StopGenerationResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['StopGenerationResult']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Citation: CitationRecord;
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  Conversation: ConversationReference;
  ID: Scalars['ID']['output'];
  DateTime: Scalars['DateTime']['output'];
  Document: DocumentParent;
  DocumentPage: DocumentPage;
  DocumentText: DocumentRecord;
  Failure: ResolversInterfaceTypes<ResolversParentTypes>['Failure'];
  Generation: GenerationRecord;
  GenerationAlreadyEnded: Omit<GenerationAlreadyEnded, 'generation'> & { generation: ResolversParentTypes['Generation'] };
  GenerationFailure: GenerationFailure;
  GenerationNotFound: GenerationNotFound;
  GenerationStopped: Omit<GenerationStopped, 'generation'> & { generation: ResolversParentTypes['Generation'] };
  GenerationStream: GenerationStream;
  GenerationUsage: GenerationUsage;
  Boolean: Scalars['Boolean']['output'];
  HardeningCheck: HardeningCheck;
  Model: Model;
  Float: Scalars['Float']['output'];
  ModelService: ModelService;
  Mutation: Record<PropertyKey, never>;
  PageInfo: PageInfo;
  Passage: PassageRecord;
  PassageConnection: Omit<PassageConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['PassageEdge']> };
  PassageEdge: Omit<PassageEdge, 'node'> & { node: ResolversParentTypes['Passage'] };
  Query: Record<PropertyKey, never>;
  StopGenerationInput: StopGenerationInput;
  StopGenerationResult: ResolversUnionTypes<ResolversParentTypes>['StopGenerationResult'];
};

export type CitationResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['Citation'] = ResolversParentTypes['Citation']> = {
  contentHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  document?: Resolver<ResolversTypes['Document'], ParentType, ContextType>;
  endOffset?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  page?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  quote?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startOffset?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ConversationResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['Conversation'] = ResolversParentTypes['Conversation']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DocumentResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['Document'] = ResolversParentTypes['Document'], FederationReferenceType extends FederationReferenceTypes['Document'] = FederationReferenceTypes['Document']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Document']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  passageCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['DocumentText']>, ParentType, ContextType>;
};

export type DocumentPageResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['DocumentPage'] = ResolversParentTypes['DocumentPage']> = {
  endOffset?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  startOffset?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DocumentTextResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['DocumentText'] = ResolversParentTypes['DocumentText']> = {
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  contentHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pages?: Resolver<ReadonlyArray<ResolversTypes['DocumentPage']>, ParentType, ContextType>;
};

export type FailureResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['Failure'] = ResolversParentTypes['Failure']> = {
  __resolveType: TypeResolveFn<'GenerationAlreadyEnded' | 'GenerationNotFound', ParentType, ContextType>;
};

export type GenerationResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['Generation'] = ResolversParentTypes['Generation'], FederationReferenceType extends FederationReferenceTypes['Generation'] = FederationReferenceTypes['Generation']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Generation']> | FederationReferenceType, FederationReferenceType, ContextType>;
  citations?: Resolver<ReadonlyArray<ResolversTypes['Citation']>, ParentType, ContextType>;
  conversation?: Resolver<ResolversTypes['Conversation'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  engine?: Resolver<Maybe<ResolversTypes['GenerationEngine']>, ParentType, ContextType>;
  failure?: Resolver<Maybe<ResolversTypes['GenerationFailure']>, ParentType, ContextType>;
  finishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['GenerationStatus'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['GenerationUsage']>, ParentType, ContextType>;
};

export type GenerationAlreadyEndedResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['GenerationAlreadyEnded'] = ResolversParentTypes['GenerationAlreadyEnded']> = {
  generation?: Resolver<ResolversTypes['Generation'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GenerationFailureResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['GenerationFailure'] = ResolversParentTypes['GenerationFailure']> = {
  code?: Resolver<ResolversTypes['GenerationFailureCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type GenerationNotFoundResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['GenerationNotFound'] = ResolversParentTypes['GenerationNotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GenerationStoppedResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['GenerationStopped'] = ResolversParentTypes['GenerationStopped']> = {
  generation?: Resolver<ResolversTypes['Generation'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GenerationStreamResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['GenerationStream'] = ResolversParentTypes['GenerationStream']> = {
  generationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastSequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type GenerationUsageResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['GenerationUsage'] = ResolversParentTypes['GenerationUsage']> = {
  completionTokens?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  durationMilliseconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  firstTokenMilliseconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  isEstimated?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  messagesOmitted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  passagesUsed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  promptTokenBudget?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  promptTokens?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type HardeningCheckResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['HardeningCheck'] = ResolversParentTypes['HardeningCheck']> = {
  detail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  passed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ModelResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['Model'] = ResolversParentTypes['Model']> = {
  capabilities?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  engine?: Resolver<ResolversTypes['GenerationEngine'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sizeBytes?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ModelServiceResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['ModelService'] = ResolversParentTypes['ModelService']> = {
  defaultModel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  engine?: Resolver<ResolversTypes['GenerationEngine'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  models?: Resolver<ReadonlyArray<ResolversTypes['Model']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  stopGeneration?: Resolver<ResolversTypes['StopGenerationResult'], ParentType, ContextType, RequireFields<MutationStopGenerationArgs, 'input'>>;
};

export type PageInfoResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PassageResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['Passage'] = ResolversParentTypes['Passage'], FederationReferenceType extends FederationReferenceTypes['Passage'] = FederationReferenceTypes['Passage']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Passage']> | FederationReferenceType, FederationReferenceType, ContextType>;
  contentHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  document?: Resolver<ResolversTypes['Document'], ParentType, ContextType>;
  endOffset?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  ordinal?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  page?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  startOffset?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PassageConnectionResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['PassageConnection'] = ResolversParentTypes['PassageConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PassageEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PassageEdgeResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['PassageEdge'] = ResolversParentTypes['PassageEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Passage'], ParentType, ContextType>;
  score?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  generation?: Resolver<Maybe<ResolversTypes['Generation']>, ParentType, ContextType, RequireFields<QueryGenerationArgs, 'id'>>;
  generationStream?: Resolver<Maybe<ResolversTypes['GenerationStream']>, ParentType, ContextType, RequireFields<QueryGenerationStreamArgs, 'generationId'>>;
  indexHardening?: Resolver<ReadonlyArray<ResolversTypes['HardeningCheck']>, ParentType, ContextType>;
  modelService?: Resolver<ResolversTypes['ModelService'], ParentType, ContextType>;
  search?: Resolver<ResolversTypes['PassageConnection'], ParentType, ContextType, RequireFields<QuerySearchArgs, 'first' | 'query' | 'workspaceId'>>;
};

export type StopGenerationResultResolvers<ContextType = MlContext, ParentType extends ResolversParentTypes['StopGenerationResult'] = ResolversParentTypes['StopGenerationResult']> = {
  __resolveType: TypeResolveFn<'GenerationAlreadyEnded' | 'GenerationNotFound' | 'GenerationStopped', ParentType, ContextType>;
};

export type Resolvers<ContextType = MlContext> = {
  Citation?: CitationResolvers<ContextType>;
  Conversation?: ConversationResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  Document?: DocumentResolvers<ContextType>;
  DocumentPage?: DocumentPageResolvers<ContextType>;
  DocumentText?: DocumentTextResolvers<ContextType>;
  Failure?: FailureResolvers<ContextType>;
  Generation?: GenerationResolvers<ContextType>;
  GenerationAlreadyEnded?: GenerationAlreadyEndedResolvers<ContextType>;
  GenerationFailure?: GenerationFailureResolvers<ContextType>;
  GenerationNotFound?: GenerationNotFoundResolvers<ContextType>;
  GenerationStopped?: GenerationStoppedResolvers<ContextType>;
  GenerationStream?: GenerationStreamResolvers<ContextType>;
  GenerationUsage?: GenerationUsageResolvers<ContextType>;
  HardeningCheck?: HardeningCheckResolvers<ContextType>;
  Model?: ModelResolvers<ContextType>;
  ModelService?: ModelServiceResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Passage?: PassageResolvers<ContextType>;
  PassageConnection?: PassageConnectionResolvers<ContextType>;
  PassageEdge?: PassageEdgeResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  StopGenerationResult?: StopGenerationResultResolvers<ContextType>;
};

