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

const aliases = (count: number, field: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field(index)}`).join(' ');

function nestedValue(depth: number): Record<string, unknown> {
  let value: Record<string, unknown> = {};
  for (let level = 0; level < depth; level += 1) value = { value };
  return value;
}

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
  { name: 'A1 101 __typename aliases', query: `{ ${aliases(101, () => '__typename')} }` },
  {
    name: 'A2 100 aliased sign-ins',
    query: `mutation { ${aliases(100, (index) => `signIn(name: "p${index}") { id }`)} }`,
  },
  { name: 'A4 one field 500 times', query: `{ me { ${'id '.repeat(500)} } }` },
  { name: 'A7 a page of a million', query: '{ shelf(first: 1000000) { id } }' },
  {
    name: 'A8 a page of a million, by a variable',
    query: 'query ($first: Int) { shelf(first: $first) { id } }',
    variables: { first: 1_000_000 },
  },
  {
    name: 'A8 a page of a million, by a default',
    query: 'query ($first: Int = 1000000) { shelf(first: $first) { id } }',
  },
  {
    name: 'A11 introspection in circles',
    query: `{ __schema { types { ${'fields { type { '.repeat(8)} name ${'} } '.repeat(8)} } } }`,
  },
  { name: 'A15 variables nested deep', query: '{ me { id } }', variables: nestedValue(1_000) },
  { name: 'A20 a prototype as an alias', query: '{ __proto__: me { constructor: id } }' },
  {
    name: 'A20 a prototype in variables',
    query: 'query ($constructor: ID!) { thing(id: $constructor) { id } }',
    variables: { constructor: 't1' },
  },
  { name: 'A12 a typo', query: '{ mee { id } }' },
  { name: 'A14 a field name of 90 KB', query: `{ ${'x'.repeat(90_000)} }` },
  { name: 'too many tokens', query: `{ ${'me { id } '.repeat(2_000)} }` },
];
