import { GraphQLError, type SelectionSetNode, type ValidationContext, type ValidationRule } from 'graphql';

/** How many selections an operation may have when all fragments are spread out. */
export interface SelectionLimits {
  readonly maximum: number;
  /** Within `__schema` and `__type`: the planner never sees them, and the tools' standard query has many. */
  readonly maximumIntrospection: number;
}

interface Count {
  readonly plain: number;
  readonly introspection: number;
}

const NOTHING: Count = { plain: 0, introspection: 0 };

/**
 * Refuses operations that spread out to too many selections: fragments within fragments are short to write and keep the
 * query planner busy for seconds. Apollo Server's option for this counts introspection with the rest.
 */
export function createSelectionLimitRule({ maximum, maximumIntrospection }: SelectionLimits): ValidationRule {
  return (context) => {
    const count = createCounter(context);
    return {
      OperationDefinition(operation) {
        const { plain, introspection } = count(operation.selectionSet);
        if (plain <= maximum && introspection <= maximumIntrospection) return;
        context.reportError(
          new GraphQLError('The operation selects too many fields when its fragments are spread out.', {
            nodes: operation,
            extensions: { limit: 'selections' },
          }),
        );
      },
    };
  };
}

/** Counts each fragment once, however often it is spread. */
function createCounter(context: ValidationContext): (selectionSet: SelectionSetNode) => Count {
  const countOfFragment = new Map<string, Count>();

  function countFragment(name: string): Count {
    const known = countOfFragment.get(name);
    if (known) return known;
    // Another rule refuses cycles; this keeps them from being followed.
    countOfFragment.set(name, NOTHING);
    const fragment = context.getFragment(name);
    const result = fragment ? count(fragment.selectionSet) : NOTHING;
    countOfFragment.set(name, result);
    return result;
  }

  function count(selectionSet: SelectionSetNode): Count {
    let plain = 0;
    let introspection = 0;
    for (const selection of selectionSet.selections) {
      plain += 1;
      const nested = selection.kind === 'FragmentSpread' ? countFragment(selection.name.value) : undefined;
      const inner =
        nested ??
        ('selectionSet' in selection && selection.selectionSet ? count(selection.selectionSet) : NOTHING);
      const introspects =
        selection.kind === 'Field' &&
        (selection.name.value === '__schema' || selection.name.value === '__type');
      plain += introspects ? 0 : inner.plain;
      introspection += inner.introspection + (introspects ? inner.plain : 0);
    }
    return { plain, introspection };
  }

  return count;
}
