import type { Citation } from './generation.ts';
import type { RetrievedPassage } from './retrieved-passage.ts';
import { splitSentences } from './sentences.ts';
import { type PageSpan, pageAt, type Span } from './spans.ts';
import { termsOf } from './terms.ts';

/** `[1]`, and several in one: `[1, 2]`. Not preceded by a backslash, not a link. */
const MARKER = /(?<!\\)\[(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\](?!\()/g;

/**
 * The sources an answer names by `[n]`: for each number the sentence of passage n that is most like a sentence of the
 * answer that carries the marker. A number without a passage is no source.
 *
 * @param passages passage n stands at n - 1
 */
export function citationsOf(answer: string, passages: readonly RetrievedPassage[]): Citation[] {
  const best = new Map<number, { citation: Citation; similarity: number }>();
  for (const { number, claim } of claimsOf(answer)) {
    const passage = passages[number - 1];
    if (!passage) continue;
    const { span, similarity } = mostSimilarSentence(passage.text, claim);
    const known = best.get(number);
    if (!known || similarity > known.similarity)
      best.set(number, { citation: cite(number, passage, span), similarity });
  }
  return [...best.values()]
    .map(({ citation }) => citation)
    .toSorted((left, right) => left.number - right.number);
}

/** A citation of a stretch of a passage, on the passage's page until it is verified. */
export function cite(number: number, passage: RetrievedPassage, span: Span): Citation {
  return {
    number,
    documentId: passage.documentId,
    page: passage.page,
    startOffset: passage.startOffset + span.startOffset,
    endOffset: passage.startOffset + span.endOffset,
    contentHash: passage.contentHash,
    quote: passage.text.slice(span.startOffset, span.endOffset),
  };
}

/** What a document holds now, to verify a quote against. */
export interface QuotedDocument {
  readonly id: string;
  readonly content: string;
  readonly contentHash: string;
  readonly pages: readonly PageSpan[];
}

/** Only those citations whose words stand in their document, at that place; each with the page of that place. */
export function verifiedCitations(
  citations: readonly Citation[],
  documents: readonly QuotedDocument[],
): Citation[] {
  return citations.flatMap((citation) => {
    const document = documents.find(({ id }) => id === citation.documentId);
    const holds =
      document !== undefined &&
      citation.quote !== '' &&
      document.contentHash === citation.contentHash &&
      document.content.slice(citation.startOffset, citation.endOffset) === citation.quote;
    return holds ? [{ ...citation, page: pageAt(document.pages, citation.startOffset) }] : [];
  });
}

function claimsOf(answer: string): { number: number; claim: string }[] {
  const sentences = splitSentences(answer);
  return [...answer.matchAll(MARKER)].flatMap((marker) => {
    const index = sentences.findIndex(
      ({ startOffset, endOffset }) => startOffset <= marker.index && marker.index < endOffset,
    );
    const sentence = sentences[index];
    if (!sentence || !marker[1]) return [];
    // A marker after the full stop belongs to the sentence before it.
    const leads = answer.slice(sentence.startOffset, marker.index).replace(MARKER, '').trim() === '';
    const carrier = leads ? (sentences[index - 1] ?? sentence) : sentence;
    const claim = answer.slice(carrier.startOffset, carrier.endOffset).replace(MARKER, ' ');
    return marker[1].split(/[,;]/).map((number) => ({ number: Number(number), claim }));
  });
}

function mostSimilarSentence(passage: string, claim: string): { span: Span; similarity: number } {
  const wanted = new Set(termsOf(claim));
  let best = { span: { startOffset: 0, endOffset: passage.length } as Span, similarity: -1 };
  for (const span of splitSentences(passage)) {
    const terms = new Set(termsOf(passage.slice(span.startOffset, span.endOffset)));
    const shared = [...terms].filter((term) => wanted.has(term)).length;
    const similarity = terms.size + wanted.size === 0 ? 0 : (2 * shared) / (terms.size + wanted.size);
    if (similarity > best.similarity) best = { span, similarity };
  }
  return best;
}
