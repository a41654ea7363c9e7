import {
  type ArgumentNode,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  visit,
} from 'graphql';

/** A subscription that takes the cursor to go on after in a variable. */
export interface ResumableDocument {
  readonly query: string;
  /** The variable's name, without `$`. */
  readonly variable: string;
}

const name = (value: string) => ({ kind: Kind.NAME, value }) as const;

function unusedVariable(document: DocumentNode): string {
  const used = new Set<string>();
  visit(document, { Variable: (node) => void used.add(node.name.value) });
  let candidate = 'after';
  for (let number = 1; used.has(candidate); number += 1) candidate = `after${number}`;
  return candidate;
}

/**
 * Makes a person's subscription one that can be resumed: every subscription field of this API takes `after: Cursor`, but
 * few write it.
 *
 * @returns undefined where it is no single field, so that nothing can be added to it
 */
export function withResumeCursor(
  query: string,
  operationName: string | undefined,
): ResumableDocument | undefined {
  const document = parse(query);
  const operation = document.definitions.find(
    (definition): definition is OperationDefinitionNode =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      (operationName === undefined || definition.name?.value === operationName),
  );
  const [field, ...others] = operation?.selectionSet.selections ?? [];
  if (!operation || field?.kind !== Kind.FIELD || others.length > 0) return undefined;

  const given = field.arguments?.find((argument) => argument.name.value === 'after');
  if (given?.value.kind === Kind.VARIABLE) return { query, variable: given.value.name.value };

  const variable = unusedVariable(document);
  const reference = { kind: Kind.VARIABLE, name: name(variable) } as const;
  const after: ArgumentNode = { kind: Kind.ARGUMENT, name: name('after'), value: reference };
  const definition = {
    kind: Kind.VARIABLE_DEFINITION,
    variable: reference,
    type: { kind: Kind.NAMED_TYPE, name: name('Cursor') },
  } as const;
  const changed: OperationDefinitionNode = {
    ...operation,
    variableDefinitions: [...(operation.variableDefinitions ?? []), definition],
    selectionSet: {
      ...operation.selectionSet,
      selections: [
        { ...field, arguments: [...(field.arguments ?? []).filter((argument) => argument !== given), after] },
      ],
    },
  };
  const definitions = document.definitions.map((one) => (one === operation ? changed : one));
  return { query: print({ ...document, definitions }), variable };
}
