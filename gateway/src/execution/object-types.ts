import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql';

/** What an executor asks about types. */
export interface ObjectTypes {
  /** Whether an object of this `__typename` is of a type, or of one of an abstract type's. */
  isOfType(typename: string, typeCondition: string): boolean;
  /** Whether the name is an object type's. A subgraph that has an interface object knows only the interface's. */
  isObjectType(typename: unknown): boolean;
}

/** Answers from the schema, each question once. */
export function createObjectTypes(schema: GraphQLSchema): ObjectTypes {
  const known = new Map<string, Map<string, boolean>>();
  const isOfType = (typename: string, typeCondition: string): boolean => {
    if (typename === typeCondition) return true;
    let byCondition = known.get(typename);
    if (!byCondition) {
      // Type names come from subgraphs' replies: unknown ones are answered, but not kept.
      if (!schema.getType(typename)) return false;
      byCondition = new Map();
      known.set(typename, byCondition);
    }
    let answer = byCondition.get(typeCondition);
    if (answer === undefined) {
      answer = findOut(schema, typename, typeCondition);
      byCondition.set(typeCondition, answer);
    }
    return answer;
  };
  return {
    isOfType,
    isObjectType: (typename) => typeof typename === 'string' && isObjectType(schema.getType(typename)),
  };
}

function findOut(schema: GraphQLSchema, typename: string, typeCondition: string): boolean {
  const type = schema.getType(typename);
  const condition = schema.getType(typeCondition);
  if (!isAbstractType(condition) || !(isObjectType(type) || isInterfaceType(type))) return false;
  return schema.isSubType(condition, type);
}
