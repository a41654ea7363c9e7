import { type Context, propagation, ROOT_CONTEXT, type SpanOptions, trace } from '@opentelemetry/api';

/**
 * What becomes of a `traceparent` that a client sends. `link`: the gateway begins a trace of its own, decides by itself
 * whether it is kept, and links the client's. `continue`: the client's trace goes on here, and its decision to keep it
 * counts; for gateways that only trusted services reach. `ignore`: nothing.
 */
export const CLIENT_TRACES = ['link', 'continue', 'ignore'] as const;
export type ClientTraces = (typeof CLIENT_TRACES)[number];

/** W3C Trace Context, version 00: lower case, and neither id is all zeros. */
const TRACEPARENT = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Where the trace of an operation begins. */
export interface TraceStart {
  readonly parent: Context;
  readonly links: NonNullable<SpanOptions['links']>;
}

const OWN_TRACE: TraceStart = { parent: ROOT_CONTEXT, links: [] };

/** @param traceparent as the client sent it. Its `tracestate` and its baggage are never taken. */
export function beginTrace(traceparent: unknown, mode: ClientTraces): TraceStart {
  if (mode === 'ignore' || typeof traceparent !== 'string' || !TRACEPARENT.test(traceparent))
    return OWN_TRACE;
  const parent = propagation.extract(ROOT_CONTEXT, { traceparent });
  if (mode === 'continue') return { parent, links: [] };
  const context = trace.getSpanContext(parent);
  return context ? { parent: ROOT_CONTEXT, links: [{ context }] } : OWN_TRACE;
}
