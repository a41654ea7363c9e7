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

/** Answers a subscription's operation for one event, at once where no subgraph has to be asked. */
export type EventExecutor = (
  subscription: Pick<ServedSubscription, 'prepared' | 'complete'>,
  variables: Readonly<Record<string, unknown>>,
  event: JsonObject,
  context: RequestContext,
) => FormattedExecutionResult | Promise<FormattedExecutionResult>;

/**
 * The event answers its own part, the subgraphs the rest. Whatever fails is an error in the result, so that no event is
 * dropped.
 */
export function createEventExecutor(
  runtime: SupergraphRuntime,
  { eventsSchema }: SubscriptionSupergraph,
): EventExecutor {
  const { callSubgraph, types } = runtime;

  async function join(
    prepared: PreparedSubscription,
    variables: Readonly<Record<string, unknown>>,
    event: JsonObject,
    context: RequestContext,
  ): Promise<ExecutionResult> {
    const rootValue = { [prepared.source.fieldName]: event };
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

  return ({ prepared, complete }, variables, event, context) => {
    const present = (result: ExecutionResult) => mask(complete(result, variables), context);
    const fail = (error: unknown) => mask({ data: null, errors: [error as never] }, context);
    if (!prepared.eventOnly) return join(prepared, variables, event, context).then(present).catch(fail);
    try {
      return present(answerAlone(prepared, variables, event));
    } catch (error) {
      return fail(error);
    }
  };
}

/** What an event says is all that is asked for. */
function answerAlone(
  prepared: PreparedSubscription,
  variables: Readonly<Record<string, unknown>>,
  event: JsonObject,
): ExecutionResult {
  const rootValue = { [prepared.source.fieldName]: event };
  const { data, faults } = completeResponse(rootValue, prepared.shapeWith(variables), {}, 'fieldName');
  return { data, ...(faults.length > 0 ? { errors: faults } : {}) };
}

function mask({ data, errors }: ExecutionResult, context: RequestContext): FormattedExecutionResult {
  const formatted = errors?.map((error) => {
    const masked = formatAndMask(error);
    if (isInternal(masked)) context.logger.error({ err: error }, 'an event could not be answered in full');
    return withRequestId(masked, context.requestId);
  });
  return { data: data ?? null, ...(formatted ? { errors: formatted } : {}) };
}
