/** An operation that must be refused before it runs, whatever it comes over. */
export interface Attack {
  readonly name: string;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

const nested = (depth: number) => `{ me { ${'friends { '.repeat(depth)} id ${'} '.repeat(depth)} } }`;

const bomb = Array.from(
  { length: 20 },
  (_, index) =>
    `fragment F${index} on User { a: friends { ...F${index + 1} } b: friends { ...F${index + 1} } }`,
).join(' ');

/** One row for each attack on the document or its variables; a new rule is a new row. */
export const ATTACKS: readonly Attack[] = [
  {
    name: 'A5 unknown directives',
    query: `{ me { id ${Array.from({ length: 10 }, (_, i) => `@d${i}`).join(' ')} } }`,
  },
  { name: 'A6 depth 15', query: nested(13) },
  { name: 'A6 depth 500', query: nested(498) },
  { name: 'A9 a fragment bomb', query: `{ me { ...F0 } } ${bomb} fragment F20 on User { id }` },
  {
    name: 'A10 a fragment cycle',
    query: '{ me { ...A } } fragment A on User { friends { ...B } } fragment B on User { friends { ...A } }',
  },
  { name: 'A12 a typo', query: '{ mee { id } }' },
  { name: 'A14 a field name of 90 KB', query: `{ ${'x'.repeat(90_000)} }` },
  { name: 'too many tokens', query: `{ ${'me { id } '.repeat(2_000)} }` },
];
