import type { ConstDirectiveNode, SelectionSetNode } from 'graphql';
import { argument } from '../graphql/linked-directives.ts';
import type { FieldInputs } from './field-inputs.ts';
import { allOf, implies, NO_REQUIREMENT, type Requirement } from './requirement.ts';
import type { SupergraphField, SupergraphType, SupergraphTypes } from './supergraph-types.ts';

/** What the directives of a type or field demand. */
export type DemandReader = (directives: readonly ConstDirectiveNode[]) => Requirement;

/** What stands directly at a field, and the fields it leads to. */
interface Links {
  readonly demands: readonly Requirement[];
  readonly fields: readonly (readonly [typeName: string, fieldName: string])[];
}

/**
 * Says what a field needs: its own demands and those of every field it can be read out of, however long the way and
 * whether or not it goes round in circles.
 */
export function createFieldRequirements(supergraph: {
  readonly types: SupergraphTypes;
  readonly demanded: DemandReader;
  readonly inputsOf: FieldInputs;
  /** The name of `@join__type`. */
  readonly joinType: string;
}): (typeName: string, fieldName: string) => Requirement {
  const { types, demanded, inputsOf } = supergraph;
  const implementations = findImplementations(types);

  /** What a type demands by itself, beyond what composition has gathered from the types that implement it. */
  function demandOfAnswer(typeName: string): Requirement {
    const type = types.get(typeName);
    if (!type) return NO_REQUIREMENT;
    const own = demanded(type.directives);
    if (!type.isInterface) return own;
    const gathered = allOf((implementations.get(typeName) ?? []).map((each) => demanded(each.directives)));
    return implies(gathered, own) ? NO_REQUIREMENT : own;
  }

  function fieldsOf(typeName: string, { selections }: SelectionSetNode): Links['fields'] {
    return selections.flatMap((selection) => {
      if (selection.kind === 'FragmentSpread') return [];
      if (selection.kind === 'InlineFragment') {
        return fieldsOf(selection.typeCondition?.name.value ?? typeName, selection.selectionSet);
      }
      const field = types.get(typeName)?.fields.get(selection.name.value);
      if (!field) return [];
      const nested = selection.selectionSet ? fieldsOf(field.typeName, selection.selectionSet) : [];
      return [[typeName, selection.name.value] as const, ...nested];
    });
  }

  function linksOfInputs(type: SupergraphType, field: SupergraphField): Links {
    const inputs = inputsOf(type, field);
    return {
      demands: inputs.map(({ typeName }) => demandOfAnswer(typeName)),
      fields: inputs.flatMap(({ typeName, selectionSet }) => fieldsOf(typeName, selectionSet)),
    };
  }

  /** A field that an interface object adds is declared, and resolved, at the interface. */
  function linksOfInterfaceObjects(type: SupergraphType, fieldName: string): Links[] {
    return [...type.interfaces].flatMap((name) => {
      const declaring = types.get(name);
      const field = declaring?.fields.get(fieldName);
      if (!declaring || !field || !isInterfaceObject(declaring, supergraph.joinType)) return [];
      const { demands, fields } = linksOfInputs({ ...declaring, name: type.name }, field);
      return [{ demands: [demanded(field.directives), ...demands], fields }];
    });
  }

  function linksOf(typeName: string, fieldName: string): Links {
    const type = types.get(typeName);
    const field = type?.fields.get(fieldName);
    if (!type || !field) return { demands: [], fields: [] };
    const others = [linksOfInputs(type, field), ...linksOfInterfaceObjects(type, fieldName)];
    return {
      demands: [
        demanded(type.directives),
        demanded(field.directives),
        demandOfAnswer(field.typeName),
        ...others.flatMap(({ demands }) => demands),
      ],
      fields: [
        ...others.flatMap(({ fields }) => fields),
        ...(implementations.get(typeName) ?? []).map(({ name }) => [name, fieldName] as const),
      ],
    };
  }

  return (typeName, fieldName) => {
    const demands: Requirement[] = [];
    const seen = new Set<string>();
    const ahead: (readonly [string, string])[] = [[typeName, fieldName]];
    for (const [type, field] of ahead) {
      if (seen.has(`${type}.${field}`)) continue;
      seen.add(`${type}.${field}`);
      const links = linksOf(type, field);
      demands.push(...links.demands);
      ahead.push(...links.fields);
    }
    return allOf(demands);
  };
}

/** The object types behind each interface. */
function findImplementations(types: SupergraphTypes): Map<string, SupergraphType[]> {
  const implementations = new Map<string, SupergraphType[]>();
  for (const type of types.values()) {
    if (type.isInterface) continue;
    for (const name of type.interfaces) {
      implementations.set(name, [...(implementations.get(name) ?? []), type]);
    }
  }
  return implementations;
}

function isInterfaceObject({ directives }: SupergraphType, joinType: string): boolean {
  return directives.some((directive) => {
    const value = directive.name.value === joinType ? argument(directive, 'isInterfaceObject') : undefined;
    return value?.kind === 'BooleanValue' && value.value;
  });
}
