import { type DocumentNode, type OperationDefinitionNode, type SelectionNode, visit } from 'graphql';

/** Whether a selection's `@skip` and `@include` let it stand. */
export function isIncluded(selection: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean {
  for (const directive of selection.directives ?? []) {
    const name = directive.name.value;
    if (name !== 'skip' && name !== 'include') continue;
    const value = directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
    const condition =
      value?.kind === 'Variable'
        ? variables[value.name.value] === true
        : value?.kind === 'BooleanValue' && value.value;
    if (condition === (name === 'skip')) return false;
  }
  return true;
}

/** The variables that decide about `@skip` or `@include` anywhere in a document, in one order. */
export function inclusionVariables(document: DocumentNode | OperationDefinitionNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(directive) {
      if (directive.name.value !== 'skip' && directive.name.value !== 'include') return;
      for (const { value } of directive.arguments ?? []) {
        if (value.kind === 'Variable') names.add(value.name.value);
      }
    },
  });
  return [...names].sort();
}
