import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import { MASKED_MESSAGE } from './error-masking.ts';
import type { Logger } from './request-context.ts';

type Result = Pick<ExecutionResult, 'extensions'> & { errors?: ReadonlyArray<GraphQLFormattedError> };

/**
 * Apollo's executor notes values that a subgraph should not have left null in `extensions.valueCompletion` and answers
 * without an error. A client must be able to tell such a null from a real one, so they become (masked) errors.
 */
export function promoteUnfinishedValues(result: Result, logger: Logger): void {
  const { valueCompletion, ...others } = (result.extensions ?? {}) as Record<string, unknown>;
  if (!Array.isArray(valueCompletion)) return;
  logger.error({ valueCompletion }, 'a subgraph left out values that must be there');
  result.errors = [
    ...(result.errors ?? []),
    ...valueCompletion.map(({ path }: { path?: (string | number)[] }) => ({
      message: MASKED_MESSAGE,
      ...(path ? { path } : {}),
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    })),
  ];
  Object.assign(result, { extensions: Object.keys(others).length > 0 ? others : undefined });
}
