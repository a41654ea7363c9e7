import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql';

type FieldedType = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** A variant of a supergraph, or the reasons why there is none. */
export type Contract =
  | { readonly supergraphSdl: string; readonly errors?: undefined }
  | { readonly supergraphSdl?: undefined; readonly errors: readonly string[] };

/** Marks what is not for clients of others: the gateway's own questions, and what only this web app needs. */
export const INTERNAL_TAG = 'internal';

const INACCESSIBLE: ConstDirectiveNode = {
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'inaccessible' },
};
const INACCESSIBLE_FEATURE = 'https://specs.apollo.dev/inaccessible/v0.2';

/** Which fields a variant has, by the tags (`@tag(name:)`) of the field or of the type it stands in. */
export interface ContractFilter {
  /** One of these is needed; left out: none is. */
  readonly include?: readonly string[];
  /** None of these may be there. */
  readonly exclude?: readonly string[];
}

/**
 * A contract variant of a supergraph: what its filter leaves out is made `@inaccessible`, so that the same gateway plans
 * it against the same subgraphs and clients see no more than was promised to them. Enums, inputs, scalars and unions are
 * in when a field that is in needs them.
 */
export function contractVariant(supergraphSdl: string, filter: ContractFilter): Contract {
  const document = parse(supergraphSdl);
  const types = new Map(
    document.definitions.filter(isTypeDefinitionNode).map((type) => [type.name.value, type]),
  );
  const included = includedFields(types, filter);
  const reached = reach(types, included);
  const errors = [...included].flatMap(([typeName, fields]) =>
    [...fields].flatMap((field) => missingTypes(types, included, typeName, field)),
  );
  if (errors.length > 0) return { errors };
  const isIn = (name: string) => included.has(name) || reached.has(name);

  const hidden = (definition: DefinitionNode): DefinitionNode => {
    if (!isTypeDefinitionNode(definition)) return definition;
    const { value: name } = definition.name;
    if (name.includes('__')) return definition;
    if (!isIn(name)) return { ...definition, directives: hide(definition.directives) };
    const fields = included.get(name);
    if (!fields || !isFielded(definition)) return definition;
    const shown = definition.fields?.map((field) =>
      fields.has(field) ? field : { ...field, directives: hide(field.directives) },
    );
    return { ...definition, ...(shown ? { fields: shown } : {}) };
  };
  const variant: DocumentNode = { ...document, definitions: document.definitions.map(hidden) };
  return { supergraphSdl: `${print(withInaccessible(variant)).trim()}\n` };
}

function includedFields(
  types: ReadonlyMap<string, TypeDefinitionNode>,
  { include, exclude = [] }: ContractFilter,
): Map<string, Set<FieldDefinitionNode>> {
  const included = new Map<string, Set<FieldDefinitionNode>>();
  for (const [name, type] of types) {
    if (!isFielded(type) || isHidden(type.directives)) continue;
    const fields = type.fields?.filter(({ directives }) => {
      const tags = [...tagsOf(type.directives), ...tagsOf(directives)];
      const isWanted = !include || include.some((tag) => tags.includes(tag));
      return isWanted && !isHidden(directives) && !exclude.some((tag) => tags.includes(tag));
    });
    if (fields?.length) included.set(name, new Set(fields));
  }
  return included;
}

/** Enums, inputs, scalars and unions that fields or inputs need. */
function reach(
  types: ReadonlyMap<string, TypeDefinitionNode>,
  included: ReadonlyMap<string, ReadonlySet<FieldDefinitionNode>>,
): Set<string> {
  const reached = new Set<string>();
  const need = (node: TypeNode): void => {
    const name = nameOf(node);
    const type = types.get(name);
    if (!type || isFielded(type) || reached.has(name)) return;
    reached.add(name);
    if (type.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
      for (const { type: inner } of type.fields ?? []) need(inner);
  };
  for (const fields of included.values()) {
    for (const field of fields) {
      need(field.type);
      for (const argument of field.arguments ?? []) need(argument.type);
    }
  }
  return reached;
}

/** Types that a field promises, but that are not in. */
function missingTypes(
  types: ReadonlyMap<string, TypeDefinitionNode>,
  included: ReadonlyMap<string, unknown>,
  typeName: string,
  field: FieldDefinitionNode,
): string[] {
  const type = types.get(nameOf(field.type));
  if (!type) return [];
  const promised =
    type.kind === Kind.UNION_TYPE_DEFINITION
      ? (type.types ?? []).map(({ name }) => name.value)
      : [type.name.value];
  return promised
    .filter((name) => {
      const each = types.get(name);
      return each && isFielded(each) && !included.has(name);
    })
    .map((name) => `${typeName}.${field.name.value} is in the variant, but nothing of its type ${name} is`);
}

/** The variant links what hides things, whether or not the supergraph did. */
function withInaccessible(document: DocumentNode): DocumentNode {
  const text = print(document);
  const isLinked = text.includes(INACCESSIBLE_FEATURE);
  const isDefined = /directive @inaccessible\b/.test(text);
  const extra = isDefined
    ? []
    : parse(
        'directive @inaccessible on FIELD_DEFINITION | OBJECT | INTERFACE | UNION | ARGUMENT_DEFINITION | SCALAR | ENUM | ENUM_VALUE | INPUT_OBJECT | INPUT_FIELD_DEFINITION',
      ).definitions;
  return {
    ...document,
    definitions: [
      ...document.definitions.map((definition) => {
        if (definition.kind !== Kind.SCHEMA_DEFINITION || isLinked) return definition;
        const [link] = parse(
          `extend schema @link(url: "${INACCESSIBLE_FEATURE}", for: SECURITY)`,
        ).definitions.flatMap((each) => (each.kind === Kind.SCHEMA_EXTENSION ? (each.directives ?? []) : []));
        return { ...definition, directives: [...(definition.directives ?? []), ...(link ? [link] : [])] };
      }),
      ...extra,
    ],
  };
}

const isFielded = (type: TypeDefinitionNode): type is FieldedType =>
  type.kind === Kind.OBJECT_TYPE_DEFINITION || type.kind === Kind.INTERFACE_TYPE_DEFINITION;

const isHidden = (directives: readonly ConstDirectiveNode[] = []): boolean =>
  directives.some(({ name }) => name.value === 'inaccessible');

function hide(directives: readonly ConstDirectiveNode[] = []): readonly ConstDirectiveNode[] {
  return isHidden(directives) ? directives : [...directives, INACCESSIBLE];
}

function tagsOf(directives: readonly ConstDirectiveNode[] = []): string[] {
  return directives.flatMap(({ name, arguments: given }) =>
    name.value === 'tag'
      ? (given ?? []).flatMap(({ value }) => (value.kind === Kind.STRING ? [value.value] : []))
      : [],
  );
}

function nameOf(node: TypeNode): string {
  return node.kind === Kind.NAMED_TYPE ? node.name.value : nameOf(node.type);
}
