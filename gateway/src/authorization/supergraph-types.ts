import type { ConstDirectiveNode, DocumentNode, TypeNode } from 'graphql';

/** A field as it stands in the supergraph. */
export interface SupergraphField {
  /** The type it answers with, without lists and non-null. */
  readonly typeName: string;
  readonly directives: readonly ConstDirectiveNode[];
}

/** A type as it stands in the supergraph, `@inaccessible` ones too. */
export interface SupergraphType {
  readonly name: string;
  readonly isInterface: boolean;
  readonly directives: readonly ConstDirectiveNode[];
  readonly fields: ReadonlyMap<string, SupergraphField>;
  readonly interfaces: ReadonlySet<string>;
}

/** The output types of a supergraph by name. Interfaces of interfaces are written out on every type, as GraphQL demands. */
export type SupergraphTypes = ReadonlyMap<string, SupergraphType>;

interface TypeInMaking extends SupergraphType {
  readonly directives: ConstDirectiveNode[];
  readonly fields: Map<string, SupergraphField>;
  readonly interfaces: Set<string>;
}

export function readSupergraphTypes(supergraph: DocumentNode): SupergraphTypes {
  const types = new Map<string, TypeInMaking>();
  for (const definition of supergraph.definitions) {
    switch (definition.kind) {
      case 'ObjectTypeDefinition':
      case 'ObjectTypeExtension':
      case 'InterfaceTypeDefinition':
      case 'InterfaceTypeExtension':
      case 'UnionTypeDefinition':
      case 'ScalarTypeDefinition':
      case 'ScalarTypeExtension':
      case 'EnumTypeDefinition':
      case 'EnumTypeExtension':
        break;
      default:
        continue;
    }
    const name = definition.name.value;
    const type = types.get(name) ?? emptyType(name, definition.kind.startsWith('Interface'));
    types.set(name, type);
    type.directives.push(...(definition.directives ?? []));
    if (!('fields' in definition)) continue;
    for (const field of definition.fields ?? []) {
      type.fields.set(field.name.value, {
        typeName: namedTypeOf(field.type),
        directives: field.directives ?? [],
      });
    }
    for (const implemented of definition.interfaces ?? []) type.interfaces.add(implemented.name.value);
  }
  return types;
}

function emptyType(name: string, isInterface: boolean): TypeInMaking {
  return { name, isInterface, directives: [], fields: new Map(), interfaces: new Set() };
}

function namedTypeOf(type: TypeNode): string {
  return type.kind === 'NamedType' ? type.name.value : namedTypeOf(type.type);
}
