import { type GraphQLSchema, isAbstractType, isInterfaceType, isObjectType } from 'graphql';

/** Whether an object whose `__typename` is known is of a type, or of one of an abstract type's. */
export type TypeTest = (typename: string, typeCondition: string) => boolean;

/** Answers from the schema, each question once. */
export function createTypeTest(schema: GraphQLSchema): TypeTest {
  const known = new Map<string, Map<string, boolean>>();
  return (typename, typeCondition) => {
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
      answer = isOfType(schema, typename, typeCondition);
      byCondition.set(typeCondition, answer);
    }
    return answer;
  };
}

function isOfType(schema: GraphQLSchema, typename: string, typeCondition: string): boolean {
  const type = schema.getType(typename);
  const condition = schema.getType(typeCondition);
  if (!isAbstractType(condition) || !(isObjectType(type) || isInterfaceType(type))) return false;
  return schema.isSubType(condition, type);
}
