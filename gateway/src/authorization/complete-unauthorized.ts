import {
  type ExecutionResult,
  type FieldNode,
  GraphQLError,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { createFieldReader } from './field-reader.ts';
import type { Removal } from './filter-operation.ts';

type Path = readonly (string | number)[];
type ObjectValue = Readonly<Record<string, unknown>>;

/** A list of thousands needs no thousand errors. */
const MAXIMUM_ERRORS_PER_FIELD = 20;
/** Once there are so many, every further field has one. */
const MANY_ERRORS = 100;

/** The code Apollo Router gives it. */
export const UNAUTHORIZED_CODE = 'UNAUTHORIZED_FIELD_OR_TYPE';

/** What a client reads in place of a field it may not select. What would be needed is not said. */
export function unauthorizedError(path: Path): GraphQLError {
  return new GraphQLError('You may not select this field: it needs an authority you do not have.', {
    path,
    extensions: { code: UNAUTHORIZED_CODE },
  });
}

/**
 * Gives the result of what was left of an operation the form of the whole: every field that was taken out is null, with
 * an error at its place, exactly as if its resolver had failed; where the schema forbids null its parent is null instead
 * (GraphQL specification, Handling Execution Errors). Nothing is said about fields of objects that are not there.
 *
 * @param result of the remaining operation; `{ data: {} }` where nothing was left to run
 * @param schema what clients see
 * @param variables as the client sent them
 */
export function completeUnauthorized<Result extends Pick<ExecutionResult, 'data' | 'errors'>>(
  result: Result,
  removal: Removal,
  schema: GraphQLSchema,
  variables: Readonly<Record<string, unknown>>,
): Result {
  const root = schema.getRootType(removal.operation.operation);
  if (!result.data || !root) return result;
  const { typenameKey } = removal;
  const fieldsOf = createFieldReader(removal, schema, variables);
  const errors: GraphQLError[] = [];
  const errorsOf = new Map<FieldNode, number>();

  function report(field: FieldNode, path: Path): void {
    const count = errorsOf.get(field) ?? 0;
    errorsOf.set(field, count + 1);
    const maximum = errors.length < MANY_ERRORS ? MAXIMUM_ERRORS_PER_FIELD : 1;
    if (count < maximum) errors.push(unauthorizedError(path));
  }

  function completeValue(
    selectionSets: readonly SelectionSetNode[],
    type: GraphQLOutputType,
    value: unknown,
    path: Path,
  ): unknown {
    if (value === null || value === undefined) return null;
    if (isNonNullType(type)) return completeValue(selectionSets, type.ofType, value, path);
    if (isListType(type)) {
      if (!Array.isArray(value)) return null;
      const items = value.map((item, index) =>
        completeValue(selectionSets, type.ofType, item, [...path, index]),
      );
      return isNonNullType(type.ofType) && items.includes(null) ? null : items;
    }
    const typeName = (value as ObjectValue)[typenameKey];
    const runtimeType = typeof typeName === 'string' ? schema.getType(typeName) : getNamedType(type);
    return isObjectType(runtimeType)
      ? completeObject(selectionSets, runtimeType, value as ObjectValue, path)
      : null;
  }

  function completeObject(
    selectionSets: readonly SelectionSetNode[],
    type: GraphQLObjectType,
    value: ObjectValue,
    path: Path,
  ): ObjectValue | null {
    const completed: Record<string, unknown> = Object.create(null);
    let isNull = false;
    for (const { key, type: fieldType, refused, inside } of fieldsOf(type, selectionSets)) {
      const place = [...path, key];
      if (refused) report(refused, place);
      const given = refused ? null : value[key];
      const field = inside && fieldType ? completeValue(inside, fieldType, given, place) : given;
      if (field === undefined) continue;
      completed[key] = field;
      isNull ||= field === null && isNonNullType(fieldType);
    }
    return isNull ? null : completed;
  }

  const data = completeObject([removal.operation.selectionSet], root, result.data as ObjectValue, []);
  return { ...result, data, ...(errors.length > 0 ? { errors: [...(result.errors ?? []), ...errors] } : {}) };
}
