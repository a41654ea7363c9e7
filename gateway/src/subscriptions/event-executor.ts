import { executeQueryPlan, type GraphQLDataSource, type ServiceMap } from '@apollo/gateway';
import type { JsonObject } from '@codexcontinue/platform/event-log/event-log';
import { type ExecutionResult, execute, type FormattedExecutionResult } from 'graphql';
import { formatAndMask, isInternal, withRequestId } from '../graphql/error-masking.ts';
import type { RequestContext } from '../graphql/request-context.ts';
import { promoteUnfinishedValues } from '../graphql/unfinished-values.ts';
import type { PreparedSubscription } from './prepared-subscription.ts';
import { EVENTS_SUBGRAPH, type SubscriptionSupergraph } from './supergraph.ts';

type PlanRequestContext = Parameters<typeof executeQueryPlan>[2];

/** Answers a subscription's operation for one event. */
export type EventExecutor = (
  prepared: PreparedSubscription,
  variables: Readonly<Record<string, unknown>>,
  event: JsonObject,
  context: RequestContext,
) => Promise<FormattedExecutionResult>;

/**
 * The event answers its own part, the subgraphs the rest. Whatever fails is an error in the result, so that no event is
 * dropped.
 */
export function createEventExecutor(
  supergraph: SubscriptionSupergraph,
  dataSources: ReadonlyMap<string, GraphQLDataSource>,
): EventExecutor {
  async function run(
    ...[prepared, variables, event, context]: Parameters<EventExecutor>
  ): Promise<ExecutionResult> {
    const rootValue = { [prepared.source.fieldName]: event };
    const { eventsSchema } = supergraph;
    if (prepared.eventOnly) {
      const { document, operationName } = prepared;
      return execute({ schema: eventsSchema, document, operationName, variableValues: variables, rootValue });
    }
    const eventSource: GraphQLDataSource = {
      process: async ({ request }) => {
        const document = prepared.primaryDocument;
        const result = await execute({
          schema: eventsSchema,
          document,
          variableValues: request.variables,
          rootValue,
        });
        return {
          data: result.data,
          ...(result.errors ? { errors: result.errors.map((error) => error.toJSON()) } : {}),
        };
      },
    };
    const services: ServiceMap = { ...Object.fromEntries(dataSources), [EVENTS_SUBGRAPH]: eventSource };
    return executeQueryPlan(
      prepared.plan,
      services,
      // The executor reads no more of a request than this.
      {
        request: { variables },
        context,
        logger: context.logger,
        metrics: {},
      } as unknown as PlanRequestContext,
      prepared.operationContext,
      supergraph.supergraphSchema,
      supergraph.federatedApiSchema,
    );
  }

  return async (prepared, variables, event, context) => {
    try {
      return mask(await run(prepared, variables, event, context), context);
    } catch (error) {
      return mask({ data: null, errors: [error as never] }, context);
    }
  };
}

function mask(result: ExecutionResult, context: RequestContext): FormattedExecutionResult {
  const { data, extensions, errors } = result;
  const formatted = errors?.map((error) => {
    const masked = formatAndMask(error);
    if (isInternal(masked)) context.logger.error({ err: error }, 'an event could not be answered in full');
    return withRequestId(masked, context.requestId);
  });
  const masked = {
    data: data ?? null,
    ...(formatted ? { errors: formatted } : {}),
    ...(extensions ? { extensions } : {}),
  };
  promoteUnfinishedValues(masked, context.logger);
  return masked;
}
