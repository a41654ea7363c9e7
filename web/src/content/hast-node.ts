/** As much of an HTML syntax tree's node as is needed here. */
export interface HastNode {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: HastNode[];
  position?: { start: { offset?: number }; end: { offset?: number } };
}

/** All text below a node. */
export function textOf(node: HastNode): string {
  return node.value ?? (node.children ?? []).map(textOf).join('');
}

/** The names of a node's classes. */
export function classesOf(node: HastNode): string[] {
  const names = node.properties?.className;
  return Array.isArray(names) ? names.map(String) : [];
}
