import { type GraphQLNamedType, isEnumType, isScalarType } from 'graphql';

/** Gives a leaf value as it goes to the client; undefined for one that its type does not allow. */
export type LeafCheck = (value: unknown) => unknown;

const MAXIMUM_INT = 2 ** 31 - 1;
const MINIMUM_INT = -(2 ** 31);

const BUILT_IN: Readonly<Record<string, LeafCheck>> = {
  Int: (value) =>
    Number.isInteger(value) && (value as number) <= MAXIMUM_INT && (value as number) >= MINIMUM_INT
      ? value
      : undefined,
  Float: (value) => (typeof value === 'number' ? value : undefined),
  String: (value) => (typeof value === 'string' ? value : undefined),
  Boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  // Serialised as a string, whatever a subgraph keeps (GraphQL specification, 3.5.5).
  ID: (value) =>
    typeof value === 'string' ? value : Number.isSafeInteger(value) ? String(value) : undefined,
};

/** How values of a scalar or enum are checked; undefined where anything goes, as with custom scalars. */
export function leafCheckOf(type: GraphQLNamedType): LeafCheck | undefined {
  if (isEnumType(type)) {
    const values = new Set(type.getValues().map(({ name }) => name));
    return (value) => (typeof value === 'string' && values.has(value) ? value : undefined);
  }
  return isScalarType(type) ? BUILT_IN[type.name] : undefined;
}
