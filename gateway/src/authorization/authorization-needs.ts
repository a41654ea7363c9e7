import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { reachableFrom } from '../graphql/reachable-definitions.ts';
import type { AuthorizationRules } from './authorization-rules.ts';
import { isEmpty, type Requirement, requirementKey } from './requirement.ts';

/** What an operation needs of whoever runs it. */
export interface AuthorizationNeeds {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** The document's fragments by name. */
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Each once; empty when nothing protected is selected. */
  readonly requirements: readonly Requirement[];
  /** The protected fields of the document, and which of the requirements each has. */
  readonly protectedFields: ReadonlyMap<FieldNode, number>;
  /** All policies worth asking about. */
  readonly policies: readonly string[];
}

/**
 * Finds the protected fields an operation selects. What a field needs depends on the type of the selection set it stands
 * in and on nothing around that, so each fragment is read once. Meant to be done once per document.
 *
 * @param document valid against the schema
 * @param schema what clients see
 * @returns undefined where the document has no such operation
 */
export function analyzeAuthorization(
  document: DocumentNode,
  operationName: string | undefined,
  rules: AuthorizationRules,
  schema: GraphQLSchema,
): AuthorizationNeeds | undefined {
  const operation = getOperationAST(document, operationName);
  if (!operation) return undefined;
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === 'FragmentDefinition' ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const indexes = new Map<string, number>();
  const requirements: Requirement[] = [];
  const protectedFields = new Map<FieldNode, number>();

  const indexOf = (requirement: Requirement): number => {
    const key = requirementKey(requirement);
    const known = indexes.get(key);
    if (known !== undefined) return known;
    indexes.set(key, requirements.length);
    return requirements.push(requirement) - 1;
  };

  const typeInfo = new TypeInfo(schema);
  const visitor = visitWithTypeInfo(typeInfo, {
    Field(field) {
      // Introspection answers from the schema clients may see anyway.
      if (field.name.value.startsWith('__')) return false;
      const parent = typeInfo.getParentType();
      if (!parent) return;
      const requirement = rules.requirementOf(parent.name, field.name.value);
      if (!isEmpty(requirement)) protectedFields.set(field, indexOf(requirement));
    },
  });
  if (!rules.isEmpty) {
    for (const definition of reachableFrom(operation, fragments)) visit(definition, visitor);
  }
  const policies = new Set(requirements.flatMap((requirement) => requirement.policies.flat(2)));
  return { document, operation, fragments, requirements, protectedFields, policies: [...policies].sort() };
}
