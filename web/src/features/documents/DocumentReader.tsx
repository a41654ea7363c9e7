import { Alert, Text } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import type { ReadDocumentQuery } from '../../__generated__/operations.ts';
import { PageLoading } from '../../app/PageLoading.tsx';
import { Retry } from '../../app/Retry.tsx';
import { HiddenCharactersNotice } from '../../content/HiddenCharactersNotice.tsx';
import { visibleText } from '../../content/hidden-characters.ts';
import classes from './DocumentReader.module.css';
import { layOutText, type TextRange } from './text-layout.ts';
import { useDocument } from './useDocument.ts';

export interface Quote extends TextRange {
  /** The content hash the quote was verified against. */
  contentHash?: string | undefined;
}

interface DocumentReaderProps {
  documentId: string;
  quote?: Quote | undefined;
}

/** The text of a document as it was read, scrolled to what is quoted. */
export function DocumentReader({ documentId, quote }: DocumentReaderProps) {
  const { document, problem, reload } = useDocument(documentId);
  if (document === null) return <Text c="dimmed">This document has been deleted.</Text>;
  if (document === undefined) {
    return problem === undefined ? <PageLoading inside /> : <Retry problem={problem} onRetry={reload} />;
  }
  if (document.text === null) return <DocumentWithoutText document={document} />;
  return <DocumentText text={document.text} quote={quote} />;
}

type LoadedDocument = NonNullable<ReadDocumentQuery['document']>;

function DocumentWithoutText({ document }: { document: LoadedDocument }) {
  if (document.failure !== null) return <Alert color="red">{document.failure.message}</Alert>;
  return <Text c="dimmed">The text shows here as soon as the document has been read.</Text>;
}

function DocumentText({
  text,
  quote,
}: {
  text: NonNullable<LoadedDocument['text']>;
  quote: Quote | undefined;
}) {
  const hasChanged = quote?.contentHash !== undefined && quote.contentHash !== text.contentHash;
  const start = hasChanged ? undefined : quote?.start;
  const end = quote?.end;
  const sections = useMemo(
    () =>
      layOutText(
        text.content,
        text.pages,
        start === undefined || end === undefined ? undefined : { start, end },
      ),
    [text, start, end],
  );
  const hasHidden = useMemo(() => visibleText(text.content).removed, [text]);
  const mark = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new layout has a new mark
  useEffect(() => {
    mark.current?.scrollIntoView({ block: 'center' });
  }, [sections]);

  let isFirstMark = true;
  return (
    <div>
      {hasHidden ? <HiddenCharactersNotice /> : null}
      {hasChanged ? (
        <Alert color="orange" mb="md">
          This document was read again since it was quoted, so the quote cannot be shown in its place.
        </Alert>
      ) : null}
      {sections.map(({ page, parts }, index) => (
        <section key={page ?? index} aria-label={page === undefined ? 'Text' : `Page ${page}`}>
          {page === undefined ? null : <div className={classes.page}>Page {page}</div>}
          <div className={classes.text}>
            {parts.map((part, position) => {
              // Cut by offsets first: those count the hidden characters, too.
              const visible = visibleText(part.text).text;
              if (!part.isQuoted) return visible;
              const ref = isFirstMark ? mark : undefined;
              isFirstMark = false;
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
                <mark key={position} ref={ref} className={classes.mark}>
                  {visible}
                </mark>
              );
            })}
          </div>
        </section>
      ))}
    </div>
  );
}
