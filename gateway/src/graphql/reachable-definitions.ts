import { type FragmentDefinitionNode, type OperationDefinitionNode, visit } from 'graphql';

/** An operation and the fragments it uses, each once. */
export function reachableFrom(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): (OperationDefinitionNode | FragmentDefinitionNode)[] {
  const reached: (OperationDefinitionNode | FragmentDefinitionNode)[] = [operation];
  const seen = new Set<string>();
  for (const definition of reached) {
    visit(definition, {
      FragmentSpread({ name }) {
        const fragment = seen.has(name.value) ? undefined : fragments.get(name.value);
        seen.add(name.value);
        if (fragment) reached.push(fragment);
      },
    });
  }
  return reached;
}
