import { useMemo } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import type { AnswerGenerationFragment } from '../../__generated__/operations.ts';
import { CodeBlock, InlineCode } from '../../content/CodeBlock.tsx';
import { HiddenCharactersNotice } from '../../content/HiddenCharactersNotice.tsx';
import { visibleText } from '../../content/hidden-characters.ts';
import { OutsideImage, OutsideLink } from '../../content/OutsideLink.tsx';
import { rehypeOpenBlocks } from '../../content/rehype-open-blocks.ts';
import { rehypeVisibleText } from '../../content/rehype-visible-text.ts';
import { remarkDollarAmounts } from '../../content/remark-dollar-amounts.ts';
import classes from './Markdown.module.css';
import { remarkCitations } from './remark-citations.ts';
import type { Source } from './SourceDrawer.tsx';
import { safeLink } from './safe-link.ts';

interface MarkdownProps {
  text: string;
  citations: AnswerGenerationFragment['citations'];
  onSource?: ((source: Source) => void) | undefined;
}

/** An answer's Markdown: no HTML, nothing loaded from elsewhere, nothing hidden, links only to where a person agrees to go. */
export function Markdown({ text, citations, onSource }: MarkdownProps) {
  const { plugins, components } = useMemo(() => {
    const byNumber = new Map(citations.map((citation) => [citation.number, citation]));
    return {
      plugins: [remarkGfm, remarkMath, remarkDollarAmounts, remarkCitations(new Set(byNumber.keys()))],
      components: componentsFor(byNumber, onSource),
    };
  }, [citations, onSource]);
  const visible = visibleText(text);
  return (
    <div className={classes.markdown}>
      <ReactMarkdown
        remarkPlugins={plugins}
        rehypePlugins={[rehypeOpenBlocks, [rehypeVisibleText, { wereRemoved: visible.removed }]]}
        components={components}
        urlTransform={(url) => safeLink(url) ?? ''}
        skipHtml
      >
        {visible.text}
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
    img: ({ src, alt }) => <OutsideImage src={typeof src === 'string' ? src : undefined} alt={alt} />,
    pre: ({ node }) => <CodeBlock node={node} />,
    code: ({ node }) => <InlineCode node={node} />,
    aside: () => <HiddenCharactersNotice />,
    sup: ({ node, children }) => {
      const number = Number(node?.properties['data-citation'] ?? node?.properties.dataCitation);
      const citation = byNumber.get(number);
      if (citation === undefined) return <sup>{children}</sup>;
      return (
        <button
          type="button"
          className={classes.marker}
          onClick={() => onSource?.(citation)}
          aria-label={`Source ${number}: ${visibleText(citation.document.filename).text}`}
          title={visibleText(citation.quote).text}
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
