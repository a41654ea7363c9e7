import { splitCitationMarkers } from './citation-markers.ts';

/** As much of a Markdown tree node as is needed here. */
interface TreeNode {
  type: string;
  value?: string;
  children?: TreeNode[];
  data?: { hName: string; hProperties: Record<string, string> };
}

/** Markdown plugin: `[n]` of a known citation becomes `<sup data-citation="n">`, outside of code and links. */
export function remarkCitations(known: ReadonlySet<number>) {
  function visit(node: TreeNode): void {
    if (node.children === undefined || node.type === 'link') return;
    node.children = node.children.flatMap((child) => {
      if (child.type !== 'text' || child.value === undefined) {
        visit(child);
        return [child];
      }
      return splitCitationMarkers(child.value, known).map((piece) =>
        'text' in piece ? { type: 'text', value: piece.text } : marker(piece.citation),
      );
    });
  }
  return () => visit;
}

function marker(citation: number): TreeNode {
  const number = String(citation);
  return {
    type: 'citation',
    data: { hName: 'sup', hProperties: { 'data-citation': number } },
    children: [{ type: 'text', value: number }],
  };
}
