import { useMemo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import type { AnswerGenerationFragment } from '../../__generated__/operations.ts';
import classes from './Markdown.module.css';
import { remarkCitations } from './remark-citations.ts';
import type { Source } from './SourceDrawer.tsx';
import { safeLink } from './safe-link.ts';

interface MarkdownProps {
  text: string;
  citations: AnswerGenerationFragment['citations'];
  onSource?: ((source: Source) => void) | undefined;
}

/** An answer's Markdown: no HTML, nothing loaded, links only to where a person may want to go. */
export function Markdown({ text, citations, onSource }: MarkdownProps) {
  const { plugins, components } = useMemo(() => {
    const byNumber = new Map(citations.map((citation) => [citation.number, citation]));
    return {
      plugins: [remarkGfm, remarkCitations(new Set(byNumber.keys()))],
      components: componentsFor(byNumber, onSource),
    };
  }, [citations, onSource]);
  return (
    <div className={classes.markdown}>
      <ReactMarkdown
        remarkPlugins={plugins}
        components={components}
        urlTransform={(url) => safeLink(url) ?? ''}
        skipHtml
      >
        {text}
      </ReactMarkdown>
    </div>
  );
}

type Citation = AnswerGenerationFragment['citations'][number];

function componentsFor(
  byNumber: ReadonlyMap<number, Citation>,
  onSource: MarkdownProps['onSource'],
): Components {
  return {
    a: ({ href, children }) => <OutsideLink href={href}>{children}</OutsideLink>,
    // A picture would tell its server who reads the answer.
    img: ({ src, alt }) => (
      <OutsideLink href={typeof src === 'string' ? src : undefined}>
        {alt === undefined || alt === '' ? src : alt}
      </OutsideLink>
    ),
    sup: ({ node, children }) => {
      const number = Number(node?.properties['data-citation'] ?? node?.properties.dataCitation);
      const citation = byNumber.get(number);
      if (citation === undefined) return <sup>{children}</sup>;
      return (
        <button
          type="button"
          className={classes.marker}
          onClick={() => onSource?.(citation)}
          aria-label={`Source ${number}: ${citation.document.filename}`}
          title={citation.quote}
        >
          {number}
        </button>
      );
    },
    // The page has its own first two levels of headings.
    h1: ({ children }) => <h3>{children}</h3>,
    h2: ({ children }) => <h4>{children}</h4>,
    h3: ({ children }) => <h5>{children}</h5>,
    table: ({ children }) => (
      <div className={classes.table}>
        <table>{children}</table>
      </div>
    ),
  };
}

function OutsideLink({ href, children }: { href: string | undefined; children: React.ReactNode }) {
  if (href === undefined || href === '') return <span>{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}
