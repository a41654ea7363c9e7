import type { HastNode } from './hast-node.ts';
import { visibleText } from './hidden-characters.ts';

const SHOWN_PROPERTIES = ['alt', 'title', 'href', 'src'];

/**
 * Takes hidden characters out of a Markdown tree. The text was cleaned before it was read, but `&#x202E;` and
 * percent-decoding make new ones while it is.
 *
 * @param wereRemoved whether the text had some before: then it is said in any case
 */
export function rehypeVisibleText({ wereRemoved }: { wereRemoved: boolean }) {
  return (root: HastNode): void => {
    let removed = wereRemoved;
    const clean = (text: string): string => {
      const visible = visibleText(text);
      removed ||= visible.removed;
      return visible.text;
    };
    const visit = (node: HastNode): void => {
      if (node.type === 'text' && node.value !== undefined) node.value = clean(node.value);
      for (const name of SHOWN_PROPERTIES) {
        const value = node.properties?.[name];
        if (node.properties && typeof value === 'string') node.properties[name] = clean(value);
      }
      node.children?.forEach(visit);
    };
    visit(root);
    // Markdown itself never makes one: it stands for the notice.
    if (removed) root.children?.push({ type: 'element', tagName: 'aside', properties: {}, children: [] });
  };
}
