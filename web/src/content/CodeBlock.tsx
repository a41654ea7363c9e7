import { lazy } from 'react';
import { classesOf, type HastNode, textOf } from './hast-node.ts';
import { PlainBoundary } from './PlainBoundary.tsx';

const Highlighted = lazy(async () => ({ default: (await import('./Highlighted.tsx')).Highlighted }));
const Formula = lazy(async () => ({ default: (await import('./Formula.tsx')).Formula }));
const Diagram = lazy(async () => ({ default: (await import('./Diagram.tsx')).Diagram }));

/** A block of code, a formula or a diagram; as plain text until it is whole and what draws it is there. */
export function CodeBlock({ node }: { node: HastNode | undefined }) {
  const inner = node?.children?.[0];
  if (inner === undefined) return null;
  const code = textOf(inner).replace(/\n$/, '');
  const plain = (
    <pre>
      <code>{code}</code>
    </pre>
  );
  if (node?.properties?.dataOpen === true) return plain;
  const language = classesOf(inner)
    .find((name) => name.startsWith('language-'))
    ?.slice('language-'.length)
    .toLowerCase();
  switch (language) {
    case undefined:
      return plain;
    case 'math':
      return (
        <PlainBoundary plain={plain} text={code}>
          <Formula tex={code.trim()} isBlock />
        </PlainBoundary>
      );
    case 'mermaid':
      return (
        <PlainBoundary plain={plain} text={code}>
          <Diagram code={code} />
        </PlainBoundary>
      );
    default:
      return (
        <pre data-language={language}>
          <code>
            <PlainBoundary plain={code} text={code}>
              <Highlighted code={code} language={language} />
            </PlainBoundary>
          </code>
        </pre>
      );
  }
}

/** Code or a formula within a line. */
export function InlineCode({ node }: { node: HastNode | undefined }) {
  if (node === undefined) return null;
  const code = textOf(node);
  if (!classesOf(node).includes('math-inline')) return <code>{code}</code>;
  return (
    <PlainBoundary plain={<code>{code}</code>} text={code}>
      <Formula tex={code} isBlock={false} />
    </PlainBoundary>
  );
}
