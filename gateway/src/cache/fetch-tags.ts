import {
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  parse,
  type SelectionNode,
  valueFromASTUntyped,
} from 'graphql';
import type { CompiledFetch } from '../execution/compiled-plan.ts';
import type { DataObject } from '../execution/response-data.ts';
import { entityTag, typeTag } from './cache-tags.ts';
import type { KeySelection, SupergraphKeys } from './supergraph-keys.ts';

type Values = Readonly<Record<string, unknown>>;

/** What the answer of a fetch is made of. */
export interface FetchTags {
  /** Everything but the entities that were asked for by their keys. */
  ofAnswer(variables: Values): string[];
  /** One entity that was asked for. */
  ofEntity(representation: DataObject): string[];
}

/**
 * Works out the tags of a fetch once. An entity that was asked for by its key has its own tag; of every other entity
 * type that is selected the answer depends as a whole, since new ones would belong to its lists.
 */
export function tagsOfFetch(
  fetch: CompiledFetch,
  supergraph: GraphQLSchema,
  keys: SupergraphKeys,
): FetchTags {
  const [definition] = parse(fetch.operation, { noLocation: true }).definitions;
  if (definition?.kind !== 'OperationDefinition') throw new Error('A fetch sends an operation.');
  const root = supergraph.getRootType(definition.operation)?.name ?? '';
  const types = new Set<string>();
  const rootFields: FieldNode[] = [];

  function visit(typename: string, selections: readonly SelectionNode[]): void {
    for (const selection of selections) {
      if (selection.kind === 'InlineFragment') {
        visit(selection.typeCondition?.name.value ?? typename, selection.selectionSet.selections);
      } else if (selection.kind === 'Field') {
        if (typename === root) rootFields.push(selection);
        visitField(typename, selection);
      }
    }
  }

  function visitField(typename: string, { name, selectionSet }: FieldNode): void {
    if (!selectionSet) return;
    if (name.value === '_entities') {
      // Its fragments name the types; the entities themselves are tagged one by one.
      visit('', selectionSet.selections);
      return;
    }
    const type = supergraph.getType(typename);
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined;
    if (!field) return;
    const inner = getNamedType(field.type).name;
    for (const each of keys.objectTypesOf(inner)) if (keys.isEntity(each)) types.add(each);
    visit(inner, selectionSet.selections);
  }

  visit(root, definition.selectionSet.selections);
  const typeTags = [...types].map(typeTag);
  return {
    ofAnswer: (variables) => [
      ...typeTags,
      ...rootFields.flatMap((field) =>
        keys
          .fieldTagFormats(root, field.name.value)
          .map((format) => formatTag(format, { args: argumentsOf(field, variables) })),
      ),
    ],
    ofEntity(representation) {
      const typename = String(representation.__typename);
      const values = keys.keysOf(typename).flatMap((key) => keyValues(representation, key));
      return [
        ...keys.objectTypesOf(typename).flatMap((each) => values.map((key) => entityTag(each, key))),
        ...keys.entityTagFormats(typename).map((format) => formatTag(format, { key: representation })),
      ];
    },
  };
}

/** The values of a key, or none where one is missing. */
function keyValues(object: DataObject, { selections }: KeySelection): DataObject[] {
  const values: DataObject = {};
  for (const selection of selections) {
    if (selection.kind !== 'Field') return [];
    const value = object[selection.name.value];
    if (value === undefined) return [];
    const nested = selection.selectionSet;
    if (!nested || typeof value !== 'object' || value === null) values[selection.name.value] = value;
    else {
      const [inner] = keyValues(value as DataObject, nested);
      if (!inner) return [];
      values[selection.name.value] = inner;
    }
  }
  return [values];
}

function argumentsOf(field: FieldNode, variables: Values): Values {
  return Object.fromEntries(
    (field.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value, variables)]),
  );
}

/** Fills `{$args.first}` or `{$key.id}` into a format. */
function formatTag(format: string, values: Readonly<Record<string, Values>>): string {
  return format.replaceAll(/\{\$(\w+(?:\.\w+)+)\}/g, (_, path: string) => {
    let value: unknown = values;
    for (const step of path.split('.')) {
      value = typeof value === 'object' && value !== null ? (value as Values)[step] : undefined;
    }
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null');
  });
}
