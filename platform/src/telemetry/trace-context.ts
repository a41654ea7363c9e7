import { type Context, context, propagation, ROOT_CONTEXT } from '@opentelemetry/api';

/** A trace as it is passed on: `traceparent`, and `tracestate` if there is one (W3C Trace Context). */
export type TraceCarrier = Readonly<Record<string, string>>;

/** Whether anything is traced in this process. */
export function isTracing(): boolean {
  return propagation.fields().length > 0;
}

/** What is active, to be passed on; undefined where nothing is traced. */
export function activeTrace(): TraceCarrier | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return 'traceparent' in carrier ? carrier : undefined;
}

/** What was passed on, and nothing else. A carrier that makes no sense counts as none. */
export function contextOfTrace(carrier: Readonly<Record<string, unknown>> | undefined): Context {
  return carrier ? propagation.extract(ROOT_CONTEXT, carrier) : ROOT_CONTEXT;
}
