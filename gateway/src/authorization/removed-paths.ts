import {
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import type { Removal } from './filter-operation.ts';

const MAXIMUM_PATHS = 100;

/**
 * The places of what was taken out of an operation, by response keys, `@` for the items of a list as Apollo Router
 * writes them: `["products", "@", "price"]`. For logs; the errors of a result name real places.
 */
export function removedPaths({ operation, fragments, removed, touched }: Removal, schema: GraphQLSchema) {
  const paths: string[][] = [];

  function follow(
    selectionSet: SelectionSetNode,
    typeName: string | undefined,
    path: readonly string[],
  ): void {
    if (!touched.has(selectionSet) || paths.length >= MAXIMUM_PATHS) return;
    for (const selection of selectionSet.selections) {
      if (selection.kind === 'InlineFragment') {
        follow(selection.selectionSet, selection.typeCondition?.name.value ?? typeName, path);
      } else if (selection.kind === 'FragmentSpread') {
        const fragment = fragments.get(selection.name.value);
        if (fragment) follow(fragment.selectionSet, fragment.typeCondition.name.value, path);
      } else {
        const place = [...path, (selection.alias ?? selection.name).value];
        if (removed.has(selection)) paths.push(place);
        const type = fieldType(schema, typeName, selection.name.value);
        if (!selection.selectionSet || removed.has(selection) || !type) continue;
        follow(selection.selectionSet, getNamedType(type).name, [...place, ...itemMarks(type)]);
      }
    }
  }

  follow(operation.selectionSet, schema.getRootType(operation.operation)?.name, []);
  return paths.slice(0, MAXIMUM_PATHS);
}

function fieldType(schema: GraphQLSchema, typeName: string | undefined, fieldName: string) {
  const type = schema.getType(typeName ?? '');
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[fieldName]?.type : undefined;
}

function itemMarks(type: GraphQLOutputType): string[] {
  if (isNonNullType(type)) return itemMarks(type.ofType);
  return isListType(type) ? ['@', ...itemMarks(type.ofType)] : [];
}
