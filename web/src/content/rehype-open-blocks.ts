import type { HastNode } from './hast-node.ts';

/** The last line of a block that has ended: the fence that closes it. */
const CLOSING_FENCE = /\n[ \t>]*(?:`{3,}|~{3,}|\${2,})[ \t]*$/;

/**
 * Marks blocks of code, formulas and diagrams whose end is not there yet (`data-open`): they are shown as they come, and
 * not drawn before they are whole.
 */
export function rehypeOpenBlocks() {
  return (root: HastNode, file: { value: unknown }): void => {
    const source = String(file.value);
    const visit = (node: HastNode): void => {
      if (node.tagName === 'pre' && node.properties) {
        const { start, end } = node.position ?? {};
        const block = source.slice(start?.offset ?? 0, end?.offset ?? 0);
        node.properties.dataOpen = isFenced(block) && !CLOSING_FENCE.test(block);
      }
      node.children?.forEach(visit);
    };
    visit(root);
  };
}

function isFenced(block: string): boolean {
  return /^[ \t>]*(?:`{3}|~{3}|\$\$)/.test(block);
}
