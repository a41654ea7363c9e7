import type { ApolloServer, GraphQLRequest } from '@apollo/server';
import { type FormattedExecutionResult, type GraphQLFormattedError, getOperationAST } from 'graphql';
import { formatAndMask, isInternal, withRequestId } from './graphql/error-masking.ts';
import type { AcceptedSubscription, RequestContext } from './graphql/request-context.ts';
import type { SubscriptionEngine } from './subscriptions/subscription-engine.ts';
import type { SubscriptionStream } from './subscriptions/subscription-stream.ts';
import type { OperationTelemetry } from './telemetry/operation-telemetry.ts';

/** What an operation came to. */
export type OperationOutcome =
  /** Refused before it ran. */
  | { readonly kind: 'errors'; readonly errors: readonly GraphQLFormattedError[] }
  | { readonly kind: 'result'; readonly result: FormattedExecutionResult }
  | { readonly kind: 'stream'; readonly stream: SubscriptionStream };

/** An operation as it came over a transport. */
export type OperationRequest = Pick<
  GraphQLRequest,
  'query' | 'operationName' | 'variables' | 'extensions' | 'http'
>;

/** Runs whatever operation a client sends over a WebSocket or an SSE stream. */
export type OperationRunner = (
  request: OperationRequest,
  context: RequestContext,
  lastEventId?: string,
) => Promise<OperationOutcome>;

/**
 * Every operation takes the same way through Apollo Server's limits, whatever it came over; subscriptions go on to the
 * engine from there.
 */
export function createOperationRunner(
  apollo: ApolloServer<RequestContext>,
  engine: SubscriptionEngine,
  telemetry: OperationTelemetry,
): OperationRunner {
  return async (request, context, lastEventId) => {
    let accepted: AcceptedSubscription | undefined;
    const acceptSubscription = (subscription: AcceptedSubscription) => {
      accepted = subscription;
    };
    try {
      const { body } = await apollo.executeOperation(request, {
        contextValue: { ...context, acceptSubscription },
      });
      if (body.kind !== 'single') throw new Error('Incremental delivery is not offered.');
      const { data, errors } = body.singleResult;
      // First: the limits are asked at the same time, and one may refuse what was handed over already.
      if (data === undefined && errors) return { kind: 'errors', errors };
      if (accepted) {
        const subscription = accepted;
        const operation = {
          documentHash: subscription.documentHash,
          operationName: nameOf(subscription),
          type: 'subscription',
        };
        const stream = await telemetry.subscribe(context, operation, () =>
          engine.subscribe(subscription, context, lastEventId),
        );
        return { kind: 'stream', stream };
      }
      return { kind: 'result', result: body.singleResult };
    } catch (error) {
      return { kind: 'errors', errors: [presentError(error, context)] };
    }
  };
}

function nameOf({ document, operationName }: AcceptedSubscription): string | undefined {
  return operationName ?? getOperationAST(document)?.name?.value;
}

/** Logs what is internal and makes an error fit for the client. */
export function presentError(error: unknown, context: RequestContext): GraphQLFormattedError {
  const masked = formatAndMask(error);
  if (isInternal(masked)) context.logger.error({ err: error }, 'an operation failed');
  return withRequestId(masked, context.requestId);
}
