import {
  type ConstDirectiveNode,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';

/** A key of an entity: the selections of `@key(fields:)`. */
export type KeySelection = SelectionSetNode;

/** What a supergraph says about entities, and about what its answers are tagged with. */
export interface SupergraphKeys {
  isEntity(typename: string): boolean;
  /** The object types that may stand behind a type's name. */
  objectTypesOf(typename: string): readonly string[];
  keysOf(typename: string): readonly KeySelection[];
  /** The formats of a field's `@cacheTag`. */
  fieldTagFormats(typename: string, field: string): readonly string[];
  /** The formats of an entity's `@cacheTag`. */
  entityTagFormats(typename: string): readonly string[];
}

/** Reads `join__type(key:)` and `@cacheTag` (Apollo's cacheTag specification v0.1) as composition writes them. */
export function readSupergraphKeys(supergraph: GraphQLSchema): SupergraphKeys {
  const keys = new Map<string, readonly KeySelection[]>();
  const tagFormats = new Map<string, readonly string[]>();
  for (const type of Object.values(supergraph.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    const directives = type.astNode?.directives ?? [];
    const texts = new Set(directives.flatMap((directive) => stringArgument(directive, 'join__type', 'key')));
    if (texts.size > 0) keys.set(type.name, [...texts].map(parseKey));
    tagFormats.set(type.name, cacheTagsOf(directives));
    for (const field of Object.values(type.getFields())) {
      const formats = cacheTagsOf(field.astNode?.directives ?? []);
      if (formats.length > 0) tagFormats.set(`${type.name}.${field.name}`, formats);
    }
  }
  return {
    isEntity: (typename) => keys.has(typename),
    objectTypesOf(typename) {
      const type = supergraph.getType(typename);
      if (isAbstractType(type)) return supergraph.getPossibleTypes(type).map(({ name }) => name);
      return isObjectType(type) ? [type.name] : [];
    },
    keysOf: (typename) => keys.get(typename) ?? [],
    fieldTagFormats: (typename, field) => tagFormats.get(`${typename}.${field}`) ?? [],
    entityTagFormats: (typename) => tagFormats.get(typename) ?? [],
  };
}

function parseKey(text: string): KeySelection {
  const [definition] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  if (definition?.kind !== 'OperationDefinition') throw new Error(`"${text}" is no key.`);
  return definition.selectionSet;
}

function stringArgument(directive: ConstDirectiveNode, name: string, argument: string): string[] {
  if (directive.name.value !== name) return [];
  const value = directive.arguments?.find((each) => each.name.value === argument)?.value;
  return value?.kind === 'StringValue' ? [value.value] : [];
}

function cacheTagsOf(directives: readonly ConstDirectiveNode[]): string[] {
  return directives.flatMap((directive) => {
    if (stringArgument(directive, 'join__directive', 'name')[0] !== 'federation__cacheTag') return [];
    const args = directive.arguments?.find(({ name }) => name.value === 'args')?.value;
    const format = args && (valueFromASTUntyped(args) as { format?: unknown }).format;
    return typeof format === 'string' ? [format] : [];
  });
}
