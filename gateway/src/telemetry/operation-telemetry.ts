import type { ApolloServerPlugin } from '@apollo/server';
import { markFailed } from '@codexcontinue/platform/telemetry/spans';
import { isTracing } from '@codexcontinue/platform/telemetry/trace-context';
import { context, ROOT_CONTEXT, type Span, trace } from '@opentelemetry/api';
import type { GatewayMetrics } from '../gateway-metrics.ts';
import { formatAndMask } from '../graphql/error-masking.ts';
import type { AcceptedSubscription, RequestContext } from '../graphql/request-context.ts';
import type { ClientTraces } from './client-trace.ts';
import { beginRecord, recordOf } from './operation-record.ts';
import { type OperationFacts, startOperationSpan } from './operation-span.ts';
import { sharesOf } from './slow-operation.ts';

/** An operation that passed parsing and validation. */
export type KnownOperation = Pick<AcceptedSubscription, 'documentHash' | 'operationName'> & {
  readonly type: string;
  readonly source?: string | undefined;
};

/** Traces, times and counts what clients ask. What the gateway asks by itself is part of what made it ask. */
export interface OperationTelemetry {
  /** Has to be the last plugin: it sees responses as they are sent. */
  readonly plugin: ApolloServerPlugin<RequestContext>;
  /** Executes a query or mutation within its span. */
  execute<Value>(
    requestContext: RequestContext,
    operation: KnownOperation,
    run: () => Promise<Value>,
  ): Promise<Value>;
  /** Begins a subscription within its span, which ends when it stands or is refused. Its events are in no trace. */
  subscribe<Value>(
    requestContext: RequestContext,
    operation: KnownOperation,
    run: () => Promise<Value>,
  ): Promise<Value>;
}

const OTHER_NAME = 'other';

/** @param options.slowMilliseconds operations that take longer are logged; 0: none is */
export function createOperationTelemetry(options: {
  readonly metrics: GatewayMetrics;
  /** Whether a document is one of those that clients have registered. */
  readonly isRegistered: (hash: string, text: string | undefined) => boolean;
  readonly clientTraces: ClientTraces;
  readonly slowMilliseconds: number;
}): OperationTelemetry {
  const { metrics, clientTraces, slowMilliseconds, isRegistered } = options;
  const tracer = trace.getTracer('gateway');
  const isTraced = isTracing();

  function factsOf({
    type,
    operationName: name,
    documentHash,
    source,
  }: Partial<KnownOperation>): OperationFacts {
    const registeredName =
      name !== undefined && documentHash !== undefined && isRegistered(documentHash, source)
        ? name
        : undefined;
    return { type, name, registeredName, documentHash };
  }

  function startSpan(
    facts: OperationFacts,
    { traceparent }: RequestContext,
    began: number,
  ): Span | undefined {
    return isTraced ? startOperationSpan(tracer, facts, { began, traceparent, clientTraces }) : undefined;
  }

  function count({ type = 'unknown', registeredName }: OperationFacts, milliseconds: number): void {
    metrics.operationEnded(type, registeredName ?? OTHER_NAME, milliseconds / 1_000);
  }

  function failed(codes: ReadonlySet<string>, span: Span | undefined): void {
    for (const code of codes) metrics.operationFailed(code);
    const [first] = codes;
    if (span && first !== undefined) markFailed(span, first);
  }

  return {
    plugin: {
      async requestDidStart({ contextValue: requestContext }) {
        if (requestContext.isInternal) return;
        const record = beginRecord(requestContext);
        return {
          async willSendResponse({ operation, operationName, queryHash, source, response: { body } }) {
            const errors = body.kind === 'single' ? body.singleResult.errors : undefined;
            // An accepted one has only begun.
            if (operation?.operation === 'subscription' && !errors) return;
            const milliseconds = performance.now() - record.began;
            const facts = factsOf({
              ...(operation ? { type: operation.operation } : {}),
              operationName: operationName ?? undefined,
              ...(queryHash === undefined ? {} : { documentHash: queryHash }),
              source,
            });
            const span = record.span ?? startSpan(facts, requestContext, record.began);
            count(facts, milliseconds);
            if (errors) failed(codesOf(errors), span);
            if (slowMilliseconds > 0 && milliseconds >= slowMilliseconds) {
              within(span, () =>
                requestContext.logger.warn(
                  {
                    operationType: facts.type,
                    operationName: facts.name,
                    documentHash: facts.documentHash,
                    milliseconds: Math.round(milliseconds),
                    fetches: sharesOf(record.fetches),
                    ...(requestContext.onCaching && facts.type === 'query' ? { responseCache: 'miss' } : {}),
                  },
                  'a slow operation',
                ),
              );
            }
            span?.end();
          },
        };
      },
    },
    execute(requestContext, operation, run) {
      const record = isTraced ? recordOf(requestContext) : undefined;
      if (!record) return run();
      record.span = startSpan(factsOf(operation), requestContext, record.began);
      return within(record.span, run);
    },
    async subscribe(requestContext, operation, run) {
      const began = performance.now();
      const facts = factsOf(operation);
      const span = startSpan(facts, requestContext, began);
      try {
        return await within(span, run);
      } catch (error) {
        failed(codesOf([formatAndMask(error)]), span);
        throw error;
      } finally {
        count(facts, performance.now() - began);
        span?.end();
      }
    },
  };
}

function within<Value>(span: Span | undefined, run: () => Value): Value {
  return span ? context.with(trace.setSpan(ROOT_CONTEXT, span), run) : run();
}

/** Each once: a list may have the same error a thousand times. */
function codesOf(errors: readonly { readonly extensions?: { readonly code?: unknown } }[]): Set<string> {
  return new Set(errors.map(({ extensions }) => String(extensions?.code ?? 'UNKNOWN')));
}
