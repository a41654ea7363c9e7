import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { SpanKind, type Tracer, trace } from '@opentelemetry/api';
import { inSpan, markFailed } from './spans.ts';
import { contextOfTrace } from './trace-context.ts';

/**
 * Answers a request of the gateway within a span of the gateway's trace. Only for requests that are known to come from
 * it: whoever sets `traceparent` decides what trace this is, and whether it is kept.
 */
export function answerInTrace<Value>(
  tracer: Tracer,
  headers: Readonly<Record<string, unknown>>,
  answer: () => Promise<Value>,
): Promise<Value> {
  const parent = contextOfTrace(headers);
  // What the gateway asks in no trace, as for events, begins none here.
  if (!trace.getSpan(parent)) return answer();
  const options = { kind: SpanKind.SERVER, attributes: { 'http.request.method': 'POST' } };
  return inSpan(tracer, 'POST /graphql', options, answer, parent);
}

/** Says on the span what is answered, as the semantic conventions for GraphQL servers have it: no text, no variables. */
export function operationOnSpan(): ApolloServerPlugin<BaseContext> {
  return {
    async requestDidStart() {
      const span = trace.getActiveSpan();
      if (!span?.isRecording()) return;
      return {
        async didResolveOperation({ operation, operationName }) {
          if (!operation) return;
          span.updateName(operation.operation);
          span.setAttribute('graphql.operation.type', operation.operation);
          if (operationName) span.setAttribute('graphql.operation.name', operationName);
        },
        async willSendResponse({ response: { body } }) {
          if (body.kind !== 'single' || !body.singleResult.errors?.length) return;
          markFailed(span, String(body.singleResult.errors[0]?.extensions?.code ?? 'UNKNOWN'));
        },
      };
    },
  };
}
