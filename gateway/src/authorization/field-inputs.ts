import { type ConstDirectiveNode, type ConstValueNode, parse, type SelectionSetNode } from 'graphql';
import {
  argument,
  itemsOf,
  type LinkedDirectives,
  stringArgument,
  stringOf,
} from '../graphql/linked-directives.ts';
import type { SupergraphField, SupergraphType, SupergraphTypes } from './supergraph-types.ts';

/** Fields of a type whose values the gateway reads to resolve another field. */
export interface FieldInput {
  readonly typeName: string;
  readonly selectionSet: SelectionSetNode;
}

/** Says what the gateway reads and hands to a subgraph, unseen by the client, to resolve a field. */
export type FieldInputs = (type: SupergraphType, field: SupergraphField) => readonly FieldInput[];

/** Reads `@requires` and `@fromContext` as composition has written them down in `@join__field`. */
export function readFieldInputs(types: SupergraphTypes, nameOf: LinkedDirectives): FieldInputs {
  const joinField = nameOf('join', 'field') ?? 'join__field';
  const typesOfContext = readContexts(types, nameOf('context', 'context'));
  return (type, field) =>
    field.directives
      .filter(({ name }) => name.value === joinField)
      .flatMap((join) => [
        ...readRequires(type, join),
        ...readContextArguments(join).flatMap(({ context, selection }) =>
          (typesOfContext.get(context) ?? []).map((typeName) => ({ typeName, selectionSet: selection })),
        ),
      ]);
}

function readContexts(types: SupergraphTypes, directive: string | undefined): Map<string, string[]> {
  const typesOfContext = new Map<string, string[]>();
  if (directive === undefined) return typesOfContext;
  for (const { name, directives } of types.values()) {
    for (const applied of directives) {
      const context = applied.name.value === directive ? stringArgument(applied, 'name') : undefined;
      if (context !== undefined) typesOfContext.set(context, [...(typesOfContext.get(context) ?? []), name]);
    }
  }
  return typesOfContext;
}

function readRequires(type: SupergraphType, join: ConstDirectiveNode): FieldInput[] {
  const requires = stringArgument(join, 'requires');
  return requires === undefined
    ? []
    : [{ typeName: type.name, selectionSet: parseSelection(`{ ${requires} }`) }];
}

function readContextArguments(
  join: ConstDirectiveNode,
): { readonly context: string; readonly selection: SelectionSetNode }[] {
  return itemsOf(argument(join, 'contextArguments')).flatMap((item) => {
    const context = stringField(item, 'context');
    const selection = stringField(item, 'selection')?.trim();
    if (context === undefined || selection === undefined) return [];
    return [
      { context, selection: parseSelection(selection.startsWith('{') ? selection : `{ ${selection} }`) },
    ];
  });
}

function stringField(value: ConstValueNode, name: string): string | undefined {
  if (value.kind !== 'ObjectValue') return undefined;
  return stringOf(value.fields.find((field) => field.name.value === name)?.value);
}

function parseSelection(text: string): SelectionSetNode {
  const [definition] = parse(text, { noLocation: true }).definitions;
  if (definition?.kind !== 'OperationDefinition') throw new Error(`"${text}" is no selection of fields.`);
  return definition.selectionSet;
}
