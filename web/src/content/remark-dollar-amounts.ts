/** As much of a Markdown tree node as is needed here. */
interface TreeNode {
  type: string;
  value?: string;
  children?: TreeNode[];
  data?: unknown;
  position?: { start: { offset?: number }; end: { offset?: number } };
}

/**
 * `$5 and $10` are amounts, no formula: between single dollars is a formula only when no space follows the first, none
 * precedes the second, and no digit follows that (Pandoc's rule, tex_math_dollars).
 */
export function remarkDollarAmounts() {
  return (root: TreeNode, file: { value: unknown }): void => {
    const source = String(file.value);
    const visit = (node: TreeNode): void => {
      if (node.type === 'inlineMath') {
        const end = node.position?.end.offset ?? 0;
        const written = source.slice(node.position?.start.offset ?? 0, end);
        if (isAmount(written, source.charAt(end)))
          Object.assign(node, { type: 'text', value: written, data: undefined });
      }
      node.children?.forEach(visit);
    };
    visit(root);
  };
}

function isAmount(written: string, next: string): boolean {
  if (written.startsWith('$$')) return false;
  return /^\$\s/.test(written) || /\s\$$/.test(written) || /\d/.test(next);
}
