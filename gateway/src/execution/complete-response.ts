import { GraphQLError } from 'graphql';
import type { DataObject } from './response-data.ts';
import { isDataObject, ownValue } from './response-data.ts';
import type { FieldShape, SelectionShape, TypeShape } from './response-shape.ts';

/** The response, and what is wrong with it. */
export interface CompletedResponse {
  readonly data: DataObject | null;
  /** Values that subgraphs should not have left null, or that their types do not allow. */
  readonly faults: readonly GraphQLError[];
}

/** The value cannot be, and neither can what holds it (null bubbles up to the next nullable place). */
const INVALID = Symbol('invalid');

/**
 * Builds what the client gets from what subgraphs answered: the fields it asked for in its order, nulls where values are
 * missing, nulls in place of objects that lack what they must have.
 *
 * @param introspection the values of `__schema` and `__type`, by response name
 * @param keyedBy what the data's keys are: subgraphs answer by response names, events are stored by field names
 */
export function completeResponse(
  data: DataObject,
  shape: TypeShape,
  introspection: Readonly<Record<string, unknown>>,
  keyedBy: 'responseName' | 'fieldName' = 'responseName',
): CompletedResponse {
  const faults: GraphQLError[] = [];
  const path: (string | number)[] = [];
  /** Entities stand at many places and look the same at each; what has faults is not kept, since those name places. */
  const completed = new Map<SelectionShape, Map<DataObject, DataObject>>();

  function fault(message: string): void {
    faults.push(
      new GraphQLError(message, { path: [...path], extensions: { code: 'INTERNAL_SERVER_ERROR' } }),
    );
  }

  function completeObject(source: DataObject, type: TypeShape): DataObject | typeof INVALID {
    const output: DataObject = {};
    for (const field of type.fields) {
      const value = completeField(source, field, type);
      if (value === INVALID) return INVALID;
      output[field.responseName] = value;
    }
    return output;
  }

  function completeField(source: DataObject, field: FieldShape, type: TypeShape): unknown {
    if (field.fieldName === '__typename') return type.typename;
    if (field.fieldName.startsWith('__')) return introspection[field.responseName] ?? null;
    path.push(field.responseName);
    const value = completeValue(ownValue(source, field[keyedBy]) ?? null, field, 0);
    path.pop();
    return value;
  }

  function completeValue(value: unknown, field: FieldShape, level: number): unknown {
    const list = field.levels[level];
    const nonNull = list ? list.nonNull : field.nonNull;
    const before = faults.length;
    const result =
      value === null ? null : list ? completeList(value, field, level) : completeInner(value, field);
    if (result !== null || !nonNull) return result;
    if (faults.length === before) fault('A value that must be there is missing.');
    return INVALID;
  }

  function completeList(value: unknown, field: FieldShape, level: number): unknown[] | null {
    if (!Array.isArray(value)) {
      fault('A subgraph answered with something else where a list belongs.');
      return null;
    }
    const output: unknown[] = new Array(value.length);
    let valid = true;
    for (let index = 0; index < value.length; index += 1) {
      path.push(index);
      const element = completeValue(value[index] ?? null, field, level + 1);
      path.pop();
      if (element === INVALID) valid = false;
      output[index] = element;
    }
    return valid ? output : null;
  }

  function completeInner(value: unknown, { selection, leaf }: FieldShape): unknown {
    if (selection) return isDataObject(value) ? completeSelection(value, selection) : wrong();
    if (!leaf) return value;
    const checked = leaf(value);
    return checked === undefined ? wrong() : checked;
  }

  function completeSelection(value: DataObject, selection: SelectionShape): DataObject | null {
    const known = completed.get(selection)?.get(value);
    if (known) return known;
    const typename = ownValue(value, '__typename');
    const type = selection.fieldsOf(typeof typename === 'string' ? typename : undefined);
    if (!type) return wrong();
    const before = faults.length;
    const output = completeObject(value, type);
    if (output === INVALID) return null;
    if (faults.length === before) {
      const bySelection = completed.get(selection) ?? new Map<DataObject, DataObject>();
      completed.set(selection, bySelection);
      bySelection.set(value, output);
    }
    return output;
  }

  function wrong(): null {
    fault('A subgraph answered with a value that its type does not allow.');
    return null;
  }

  const output = completeObject(data, shape);
  return { data: output === INVALID ? null : output, faults };
}
