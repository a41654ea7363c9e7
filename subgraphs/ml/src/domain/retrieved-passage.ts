import type { Span } from './spans.ts';

/** A passage that retrieval found for a question. */
export interface RetrievedPassage extends Span {
  readonly documentId: string;
  readonly filename: string;
  readonly page: number | null;
  readonly text: string;
  readonly contentHash: string;
  /** BM25; comparable within one search only. */
  readonly score: number;
}
