import { lazy, Suspense } from 'react';
import { classesOf, type HastNode, textOf } from './hast-node.ts';

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
        <Suspense fallback={plain}>
          <Formula tex={code.trim()} isBlock />
        </Suspense>
      );
    case 'mermaid':
      return (
        <Suspense fallback={plain}>
          <Diagram code={code} />
        </Suspense>
      );
    default:
      return (
        <pre data-language={language}>
          <code>
            <Suspense fallback={code}>
              <Highlighted code={code} language={language} />
            </Suspense>
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
    <Suspense fallback={<code>{code}</code>}>
      <Formula tex={code} isBlock={false} />
    </Suspense>
  );
}
