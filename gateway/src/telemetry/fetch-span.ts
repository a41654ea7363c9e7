import { kindOf, markFailed } from '@codexcontinue/platform/telemetry/spans';
import { context, type Span, SpanKind, trace } from '@opentelemetry/api';
import type { RequestContext } from '../graphql/request-context.ts';
import { recordOf } from './operation-record.ts';

/** Follows the calls of one subgraph. */
export interface FetchSpans {
  /** @param run is told the span; undefined where nothing is traced */
  trace<Value>(
    kind: 'query' | 'mutation',
    requestContext: RequestContext,
    run: (span: Span | undefined) => Promise<Value>,
  ): Promise<Value>;
}

/**
 * A call with its retries is one span. What several operations share belongs to the trace of the one that asked first.
 * Events of subscriptions are in no trace, wherever they are answered.
 */
export function createFetchSpans(subgraph: string, url: string): FetchSpans {
  const { origin, pathname, hostname, port, protocol } = new URL(url);
  const tracer = trace.getTracer('gateway');
  const attributes = {
    'http.request.method': 'POST',
    'url.full': `${origin}${pathname}`,
    'server.address': hostname,
    'server.port': Number(port || (protocol === 'https:' ? 443 : 80)),
    'codexcontinue.subgraph': subgraph,
  };
  return {
    async trace(kind, requestContext, run) {
      const active = context.active();
      const isPart = requestContext.isInternal || recordOf(requestContext) !== undefined;
      if (!isPart || !trace.getSpan(active)) return run(undefined);
      const span = tracer.startSpan(
        `POST ${subgraph}`,
        { kind: SpanKind.CLIENT, attributes: { ...attributes, 'graphql.operation.type': kind } },
        active,
      );
      try {
        return await context.with(trace.setSpan(active, span), () => run(span));
      } catch (error) {
        markFailed(span, kindOf(error));
        throw error;
      } finally {
        span.end();
      }
    },
  };
}
