import type { IngestionFailure } from '../domain/ingestion-failure.ts';
import type { SplitDocument } from '../domain/split-document.ts';
import type { FileKind } from './file-kind.ts';

/** The stages of an ingestion, in order, as `IngestionStage` has them. */
export type IngestionStage = 'READING' | 'SPLITTING' | 'INDEXING';

/** How far an ingestion has come. */
export interface IngestionProgress {
  readonly stage: IngestionStage;
  readonly completed: number;
  readonly total: number;
}

/** What the parsing thread is told. */
export interface ParseTask {
  readonly kind: FileKind;
  readonly bytes: Uint8Array;
}

/** What the parsing thread tells. */
export type ParseMessage =
  | { readonly kind: 'PROGRESS'; readonly progress: IngestionProgress }
  | { readonly kind: 'DONE'; readonly document: SplitDocument }
  | { readonly kind: 'FAILED'; readonly failure: IngestionFailure; readonly cause: string };
