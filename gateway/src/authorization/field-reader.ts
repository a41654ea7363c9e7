import type {
  FieldNode,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';
import { createFieldCollector } from './collect-fields.ts';
import type { Removal } from './filter-operation.ts';

/** A field of an object as the client asked for it, and what became of it. */
export interface CompletedField {
  readonly key: string;
  /** Absent for introspection. */
  readonly type: GraphQLOutputType | undefined;
  /** The selection the caller was refused; the value is null. */
  readonly refused: FieldNode | undefined;
  /** Selections out of which something was taken; absent where the value stays as it is. */
  readonly inside: readonly SelectionSetNode[] | undefined;
}

/** Reads what an operation asks of objects of one type, each combination once: lists hold many alike. */
export function createFieldReader(
  removal: Removal,
  schema: GraphQLSchema,
  variables: Readonly<Record<string, unknown>>,
): (type: GraphQLObjectType, selectionSets: readonly SelectionSetNode[]) => readonly CompletedField[] {
  const collect = createFieldCollector(removal, schema, variables);
  const known = new Map<readonly SelectionSetNode[], Map<GraphQLObjectType, CompletedField[]>>();

  const read = (type: GraphQLObjectType, key: string, nodes: readonly FieldNode[]): CompletedField => {
    const kept = nodes.filter((node) => !removal.removed.has(node));
    const [removed] = nodes.filter((node) => removal.removed.has(node));
    const selectionSets = kept.flatMap(({ selectionSet }) => selectionSet ?? []);
    return {
      key,
      type: type.getFields()[nodes[0]?.name.value ?? '']?.type,
      // Selected at an interface and again at a type: a leaf is read by the second, of an object parts would be missing.
      refused: removed && (kept.length === 0 || removed.selectionSet) ? removed : undefined,
      inside: selectionSets.some((set) => removal.touched.has(set)) ? selectionSets : undefined,
    };
  };

  return (type, selectionSets) => {
    const byType = known.get(selectionSets) ?? new Map<GraphQLObjectType, CompletedField[]>();
    known.set(selectionSets, byType);
    const ready = byType.get(type);
    if (ready) return ready;
    const fields = [...collect(type, selectionSets)].map(([key, nodes]) => read(type, key, nodes));
    byType.set(type, fields);
    return fields;
  };
}
