import DOMPurify from 'dompurify';
import type { DrawnDiagram } from './draw-diagram.ts';

/** A picture that may be shown. */
export interface SafePicture {
  /** A `data:` address. */
  readonly source: string;
  readonly width: number;
  readonly height: number;
}

const SVG = 'http://www.w3.org/2000/svg';
const MAXIMUM_CHARACTERS = 2_000_000;
const MAXIMUM_PIXELS = 8_000;

/**
 * Makes a picture of a diagram whoever drew it. What could run, link or load is taken out, and what is left is shown as an
 * image, in which a browser runs no script and loads nothing: it never becomes part of the page.
 *
 * @throws Error when it holds no picture of a size that can be shown
 */
export function pictureOf({ svg, css }: DrawnDiagram): SafePicture {
  if (svg.length + css.length > MAXIMUM_CHARACTERS) throw new Error('The picture is too large.');
  const clean = DOMPurify.sanitize(svg, {
    USE_PROFILES: { svg: true, svgFilters: true },
    FORBID_TAGS: ['a', 'foreignObject', 'image', 'script', 'feImage', 'use', 'style'],
    FORBID_ATTR: ['href', 'xlink:href', 'src'],
    ALLOW_DATA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  const root = clean.querySelector('svg');
  if (root === null) throw new Error('There is no picture.');
  for (const element of [root, ...root.querySelectorAll('*')]) {
    for (const { name, value } of [...element.attributes]) {
      const safe = withoutAddresses(value);
      if (safe !== value) element.setAttribute(name, safe);
    }
  }
  const [, , width = 0, height = 0] = (root.getAttribute('viewBox') ?? '').split(/[\s,]+/).map(Number);
  if (!isSize(width) || !isSize(height)) throw new Error('The picture has no size.');
  root.setAttribute('width', String(width));
  root.setAttribute('height', String(height));
  // Nothing of this is in the page: its policy has no say about the style.
  const style = document.createElementNS(SVG, 'style');
  style.textContent = withoutAddresses(css);
  root.prepend(style);
  const text = new XMLSerializer().serializeToString(root);
  return { source: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`, width, height };
}

/** Only what is inside the picture may be referred to: arrow heads and gradients. */
function withoutAddresses(text: string): string {
  return text.replace(/@import[^;]*;?/gi, '').replace(/url\(\s*(?!["']?#)[^)]*\)?/gi, 'none');
}

function isSize(value: number): boolean {
  return Number.isFinite(value) && value > 0 && value <= MAXIMUM_PIXELS;
}
