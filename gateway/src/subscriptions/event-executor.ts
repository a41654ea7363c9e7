import type { JsonObject } from '@codexcontinue/platform/event-log/event-log';
import { type ExecutionResult, execute, type FormattedExecutionResult, type GraphQLError } from 'graphql';
import { completeResponse } from '../execution/complete-response.ts';
import { executePlanNode } from '../execution/plan-executor.ts';
import type { DataObject } from '../execution/response-data.ts';
import { applyRewrites } from '../execution/rewrites.ts';
import { formatAndMask, isInternal, withRequestId } from '../graphql/error-masking.ts';
import type { RequestContext } from '../graphql/request-context.ts';
import { completeResult, type SupergraphRuntime } from '../supergraph/supergraph-runtime.ts';
import type { PreparedSubscription } from './prepared-subscription.ts';
import type { ServedSubscription } from './subscription-service.ts';
import type { SubscriptionSupergraph } from './supergraph.ts';

/** Answers a subscription's operation for one event. */
export type EventExecutor = (
  subscription: Pick<ServedSubscription, 'prepared' | 'complete'>,
  variables: Readonly<Record<string, unknown>>,
  event: JsonObject,
  context: RequestContext,
) => Promise<FormattedExecutionResult>;

/**
 * The event answers its own part, the subgraphs the rest. Whatever fails is an error in the result, so that no event is
 * dropped.
 */
export function createEventExecutor(
  runtime: SupergraphRuntime,
  { eventsSchema }: SubscriptionSupergraph,
): EventExecutor {
  const { callSubgraph, types } = runtime;

  async function run(
    prepared: PreparedSubscription,
    variables: Readonly<Record<string, unknown>>,
    event: JsonObject,
    context: RequestContext,
  ): Promise<ExecutionResult> {
    const rootValue = { [prepared.source.fieldName]: event };
    if (prepared.eventOnly) {
      const completed = completeResponse(rootValue, prepared.shapeWith(variables), {}, 'fieldName');
      return { data: completed.data, ...(completed.faults.length > 0 ? { errors: completed.faults } : {}) };
    }
    const primary = await execute({
      schema: eventsSchema,
      document: prepared.primaryDocument,
      variableValues: variables,
      rootValue,
    });
    const data = (primary.data ?? {}) as DataObject;
    const errors: GraphQLError[] = [...(primary.errors ?? [])];
    applyRewrites(prepared.primary.outputRewrites, data, types);
    if (prepared.rest) {
      await executePlanNode(prepared.rest, { variables, context, callSubgraph, types, data, errors });
    }
    return completeResult(data, errors, prepared, variables);
  }

  return async ({ prepared, complete }, variables, event, context) => {
    try {
      return mask(complete(await run(prepared, variables, event, context), variables), context);
    } catch (error) {
      return mask({ data: null, errors: [error as never] }, context);
    }
  };
}

function mask({ data, errors }: ExecutionResult, context: RequestContext): FormattedExecutionResult {
  const formatted = errors?.map((error) => {
    const masked = formatAndMask(error);
    if (isInternal(masked)) context.logger.error({ err: error }, 'an event could not be answered in full');
    return withRequestId(masked, context.requestId);
  });
  return { data: data ?? null, ...(formatted ? { errors: formatted } : {}) };
}
