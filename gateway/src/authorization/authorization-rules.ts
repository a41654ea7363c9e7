import { type ConstValueNode, type DocumentNode, parse } from 'graphql';
import {
  argument,
  itemsOf,
  type LinkedDirectives,
  readLinkedDirectives,
  stringOf,
} from '../graphql/linked-directives.ts';
import { readFieldInputs } from './field-inputs.ts';
import { createFieldRequirements, type DemandReader } from './field-requirements.ts';
import { type Alternatives, allOf, isEmpty, NO_REQUIREMENT, type Requirement } from './requirement.ts';
import { readSupergraphTypes } from './supergraph-types.ts';

/** What the supergraph demands of whoever selects a field. */
export interface AuthorizationRules {
  /** Whether anything at all is protected. */
  readonly isEmpty: boolean;
  /** By type and field; the type is the static one of the selection set the field stands in. */
  requirementOf(typeName: string, fieldName: string): Requirement;
}

/**
 * Reads `@authenticated`, `@requiresScopes` and `@policy` of a supergraph. To select a field one needs
 *
 * - what the field, its type and the type it answers with demand;
 * - on an interface: what all types that implement it demand, since any of them may stand behind it;
 * - what the fields demand that are read to resolve it, by `@requires` or `@fromContext`. Apollo's composition refuses
 *   supergraphs where that would add something (since GHSA-m8jr-fxqx-8xx6); others compose them.
 *
 * Composition gives an interface the demands of the types that implement it. Those hold for the interface's fields, but
 * not for a field that answers with the interface: fragments may select from the other types.
 *
 * @throws GraphQLError when the text is no GraphQL
 */
export function readAuthorizationRules(supergraph: string | DocumentNode): AuthorizationRules {
  const document = typeof supergraph === 'string' ? parse(supergraph, { noLocation: true }) : supergraph;
  const nameOf = readLinkedDirectives(document);
  const types = readSupergraphTypes(document);
  const requirementOf = createFieldRequirements({
    types,
    demanded: createDemandReader(nameOf),
    inputsOf: readFieldInputs(types, nameOf),
    joinType: nameOf('join', 'type') ?? 'join__type',
  });
  const requirements = new Map<string, ReadonlyMap<string, Requirement>>();
  for (const type of types.values()) {
    const ofFields = [...type.fields.keys()].map((name) => [name, requirementOf(type.name, name)] as const);
    const needed = ofFields.filter(([, requirement]) => !isEmpty(requirement));
    if (needed.length > 0) requirements.set(type.name, new Map(needed));
  }
  return {
    isEmpty: requirements.size === 0,
    requirementOf: (typeName, fieldName) => requirements.get(typeName)?.get(fieldName) ?? NO_REQUIREMENT,
  };
}

function createDemandReader(nameOf: LinkedDirectives): DemandReader {
  const authenticated = nameOf('authenticated', 'authenticated');
  const requiresScopes = nameOf('requiresScopes', 'requiresScopes');
  const policy = nameOf('policy', 'policy');
  return (directives) => {
    const called = (name: string | undefined) =>
      directives.filter((directive) => name !== undefined && directive.name.value === name);
    return allOf([
      {
        authenticated: called(authenticated).length > 0,
        scopes: called(requiresScopes).map((directive) => alternativesOf(argument(directive, 'scopes'))),
        policies: called(policy).map((directive) => alternativesOf(argument(directive, 'policies'))),
      },
    ]);
  };
}

function alternativesOf(value: ConstValueNode | undefined): Alternatives {
  return itemsOf(value).map((names) => itemsOf(names).flatMap((name) => stringOf(name) ?? []));
}
