import 'katex/dist/katex.min.css';
import katex from 'katex';
import { useLayoutEffect, useRef } from 'react';

/** Beyond this a formula is shown as it is written. */
const MAXIMUM_CHARACTERS = 4_000;

/**
 * A formula as KaTeX draws it. Nothing it could do but draw is allowed: no links, no images, no HTML (`trust`), no macro
 * that expands without end, no box larger than the page.
 */
export function Formula({ tex, isBlock }: { tex: string; isBlock: boolean }) {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    element.textContent = tex;
    if (tex.length > MAXIMUM_CHARACTERS) return;
    try {
      // Builds elements, never parses HTML.
      katex.render(tex, element, {
        displayMode: isBlock,
        trust: false,
        maxExpand: 100,
        maxSize: 20,
        strict: 'ignore',
        throwOnError: true,
        macros: {},
      });
    } catch {
      // What is no formula, or too much of one, is shown as it is written.
      element.textContent = isBlock ? tex : `$${tex}$`;
    }
  }, [tex, isBlock]);
  return <span ref={place} data-formula />;
}
