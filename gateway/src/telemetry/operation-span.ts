import { type Span, SpanKind, type Tracer } from '@opentelemetry/api';
import { beginTrace, type ClientTraces } from './client-trace.ts';

/** An operation, by what may be said of it: never its text, never its variables. */
export interface OperationFacts {
  /** `query`, `mutation` or `subscription`; undefined for what could not be read. */
  readonly type: string | undefined;
  /** As the client calls it. */
  readonly name: string | undefined;
  /** The same for a registered operation; else undefined, as anybody can make names up. */
  readonly registeredName: string | undefined;
  readonly documentHash: string | undefined;
}

const LONGEST_NAME = 100;

/**
 * Begins the span of a client's operation, by the semantic conventions for GraphQL servers.
 *
 * @param options.began when the operation came, by `performance.now()`
 * @param options.traceparent as the client sent it
 */
export function startOperationSpan(
  tracer: Tracer,
  { type = 'unknown', name, registeredName, documentHash }: OperationFacts,
  options: { readonly began: number; readonly traceparent: unknown; readonly clientTraces: ClientTraces },
): Span {
  const { parent, links } = beginTrace(options.traceparent, options.clientTraces);
  return tracer.startSpan(
    registeredName ? `${type} ${registeredName}` : type,
    {
      kind: SpanKind.SERVER,
      startTime: options.began,
      links,
      attributes: {
        'graphql.operation.type': type,
        ...(name ? { 'graphql.operation.name': name.slice(0, LONGEST_NAME) } : {}),
        ...(documentHash ? { 'graphql.document.hash': documentHash } : {}),
      },
    },
    parent,
  );
}
