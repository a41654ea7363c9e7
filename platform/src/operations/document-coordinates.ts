import {
  type ArgumentNode,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  separateOperations,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/**
 * The schema coordinates (GraphQL specification, RFC 64: `Type.field`, `Type.field(argument:)`, `Enum.VALUE`,
 * `Input.field`, `Type`) that an operation depends on, sorted. What a variable will hold is not known: an input type it
 * is declared with counts with all its fields and values. What is asked of an interface counts for its types too.
 *
 * @param operationName absent: everything in the document
 */
export function coordinatesOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName?: string | undefined,
): readonly string[] {
  const found = new Set<string>();
  const types = new TypeInfo(schema);
  const relevant = (operationName && separateOperations(document)[operationName]) || document;
  const expanded = new Set<string>();
  visit(
    relevant,
    visitWithTypeInfo(types, {
      Field(node) {
        const parent = types.getParentType();
        const field = types.getFieldDef();
        if (!parent || !field || field.name.startsWith('__') || parent.name.startsWith('__')) return;
        const parents = isInterfaceType(parent) ? [parent, ...schema.getPossibleTypes(parent)] : [parent];
        for (const { name } of parents) addField(name, field.name, node.arguments ?? []);
        for (const { name } of parents) found.add(name);
        found.add(getNamedType(field.type).name);
      },
      InlineFragment({ typeCondition }) {
        if (typeCondition) found.add(typeCondition.name.value);
      },
      FragmentDefinition({ typeCondition }) {
        found.add(typeCondition.name.value);
      },
      VariableDefinition({ type }) {
        const declared = typeFromAST(schema, type as never) as GraphQLInputType | undefined;
        if (declared) addInput(getNamedType(declared));
      },
      ObjectField({ name }) {
        const parent = getNamedType(types.getParentInputType());
        const type = getNamedType(types.getInputType());
        if (isInputObjectType(parent)) found.add(`${parent.name}.${name.value}`);
        if (type) found.add(type.name);
      },
      EnumValue({ value }) {
        const type = getNamedType(types.getInputType());
        if (isEnumType(type)) found.add(`${type.name}.${value}`);
      },
      Argument() {
        const type = getNamedType(types.getInputType());
        if (type) found.add(type.name);
      },
    }),
  );

  function addField(typeName: string, fieldName: string, args: readonly ArgumentNode[]): void {
    found.add(`${typeName}.${fieldName}`);
    for (const { name } of args) found.add(`${typeName}.${fieldName}(${name.value}:)`);
  }

  function addInput(type: GraphQLNamedType): void {
    if (expanded.has(type.name)) return;
    expanded.add(type.name);
    found.add(type.name);
    if (isEnumType(type)) for (const { name } of type.getValues()) found.add(`${type.name}.${name}`);
    if (!isInputObjectType(type)) return;
    for (const field of Object.values(type.getFields())) {
      found.add(`${type.name}.${field.name}`);
      addInput(getNamedType(field.type));
    }
  }

  return [...found].sort();
}

/** Those of the coordinates that the schema calls deprecated. */
export function deprecatedAmong(schema: GraphQLSchema, coordinates: readonly string[]): readonly string[] {
  return coordinates.filter((coordinate) => isDeprecated(schema, coordinate));
}

function isDeprecated(schema: GraphQLSchema, coordinate: string): boolean {
  const [, typeName = '', member = '', argument] =
    /^(\w+)(?:\.(\w+))?(?:\((\w+):\))?$/.exec(coordinate) ?? [];
  const type = schema.getType(typeName);
  if (isEnumType(type)) return type.getValue(member)?.deprecationReason != null;
  if (!type || !('getFields' in type)) return false;
  const field = type.getFields()[member];
  if (argument === undefined) return field?.deprecationReason != null;
  const args = field && 'args' in field ? field.args : [];
  return args.find(({ name }) => name === argument)?.deprecationReason != null;
}
