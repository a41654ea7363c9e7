import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from './inclusion.ts';
import { type LeafCheck, leafCheckOf } from './leaf-values.ts';

/** What a client asked of one field. */
export interface FieldShape {
  readonly responseName: string;
  readonly fieldName: string;
  /** Which list levels the type has, outermost first, and whether each level may be null. */
  readonly levels: readonly { readonly nonNull: boolean }[];
  /** Whether the innermost value may be null. */
  readonly nonNull: boolean;
  /** Of an object, interface or union; absent for leaves. */
  readonly selection?: SelectionShape;
  /** Of a scalar or enum. */
  readonly leaf?: LeafCheck;
}

/** What a client asked of an object, by the object's type. */
export interface SelectionShape {
  /** @returns undefined for a type that the schema does not have here */
  fieldsOf(typename: string | undefined): TypeShape | undefined;
}

/** What a client asked of objects of one type, in the order of the response. */
export interface TypeShape {
  readonly typename: string;
  readonly fields: readonly FieldShape[];
}

/**
 * Works out once what the response to an operation looks like: which fields of which types in which order, with
 * fragments merged as the GraphQL specification's CollectFields says.
 *
 * @param variables decide `@skip` and `@include`; the shape holds for all requests in which those are the same
 */
export function shapeOfOperation(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
  variables: Readonly<Record<string, unknown>>,
): TypeShape {
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`The schema has no ${operation.operation} type.`);

  function selectionShape(sets: readonly SelectionSetNode[], declared: GraphQLOutputType): SelectionShape {
    const byTypename = new Map<string, TypeShape>();
    const only = isObjectType(declared) ? declared : undefined;
    const shapeOf = (type: GraphQLObjectType): TypeShape => {
      const known = byTypename.get(type.name);
      if (known) return known;
      const shape = typeShape(sets, type);
      byTypename.set(type.name, shape);
      return shape;
    };
    return {
      fieldsOf(typename) {
        if (typename !== undefined) {
          const known = byTypename.get(typename);
          if (known) return known;
          const type = schema.getType(typename);
          if (isObjectType(type)) return shapeOf(type);
        }
        // An object's type is known without being told.
        return only && typename === undefined ? shapeOf(only) : undefined;
      },
    };
  }

  function typeShape(sets: readonly SelectionSetNode[], type: GraphQLObjectType): TypeShape {
    const collected = new Map<string, FieldNode[]>();
    for (const set of sets) collect(set.selections, type, collected, new Set());
    const fields = [...collected].flatMap(([responseName, nodes]) => fieldShape(responseName, nodes, type));
    return { typename: type.name, fields };
  }

  function collect(
    selections: readonly SelectionNode[],
    type: GraphQLObjectType,
    collected: Map<string, FieldNode[]>,
    visited: Set<string>,
  ): void {
    for (const selection of selections) {
      if (!isIncluded(selection, variables)) continue;
      if (selection.kind === 'Field') {
        const responseName = selection.alias?.value ?? selection.name.value;
        const nodes = collected.get(responseName);
        if (nodes) nodes.push(selection);
        else collected.set(responseName, [selection]);
        continue;
      }
      const named = selection.kind === 'FragmentSpread' ? fragments[selection.name.value] : undefined;
      if (selection.kind === 'FragmentSpread') {
        if (!named || visited.has(selection.name.value)) continue;
        visited.add(selection.name.value);
      }
      const fragment = selection.kind === 'InlineFragment' ? selection : named;
      if (!fragment || !applies(fragment.typeCondition?.name.value, type)) continue;
      collect(fragment.selectionSet.selections, type, collected, visited);
    }
  }

  function applies(typeCondition: string | undefined, type: GraphQLObjectType): boolean {
    if (typeCondition === undefined || typeCondition === type.name) return true;
    const condition = schema.getType(typeCondition);
    return condition !== undefined && 'resolveType' in condition && schema.isSubType(condition, type);
  }

  function fieldShape(
    responseName: string,
    nodes: readonly FieldNode[],
    type: GraphQLObjectType,
  ): FieldShape[] {
    const fieldName = nodes[0]?.name.value ?? '';
    if (fieldName.startsWith('__')) {
      return [{ responseName, fieldName, levels: [], nonNull: fieldName !== '__type' }];
    }
    const field = type.getFields()[fieldName];
    if (!field) return [];
    const { levels, nonNull } = levelsOf(field.type);
    const named = getNamedType(field.type);
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (sets.length > 0) {
      return [{ responseName, fieldName, levels, nonNull, selection: selectionShape(sets, named) }];
    }
    const leaf = isEnumType(named) || 'parseValue' in named ? leafCheckOf(named) : undefined;
    return [{ responseName, fieldName, levels, nonNull, ...(leaf ? { leaf } : {}) }];
  }

  return typeShape([operation.selectionSet], root);
}

function levelsOf(type: GraphQLOutputType): { levels: { nonNull: boolean }[]; nonNull: boolean } {
  const nonNull = isNonNullType(type);
  const nullable = isNonNullType(type) ? (type.ofType as GraphQLOutputType) : type;
  if (!isListType(nullable)) return { levels: [], nonNull };
  const inner = levelsOf(nullable.ofType);
  return { levels: [{ nonNull }, ...inner.levels], nonNull: inner.nonNull };
}
