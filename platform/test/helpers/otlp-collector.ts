import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span as it came over the wire, flattened. */
export interface CollectedSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  /** Empty for a root. */
  readonly parentSpanId: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly failed: boolean;
}

/** An OTLP collector over HTTP that keeps what it is sent. */
export interface OtlpCollector extends AsyncDisposable {
  readonly url: string;
  readonly spans: CollectedSpan[];
  /** All that was sent, as it was sent. */
  readonly bodies: string[];
  readonly requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
}

interface WireValue {
  readonly stringValue?: string;
  readonly intValue?: number | string;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
  readonly arrayValue?: { readonly values: readonly WireValue[] };
}
type WireAttributes = readonly { readonly key: string; readonly value: WireValue }[];
interface WireSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: WireAttributes;
  readonly links?: CollectedSpan['links'];
  readonly status: { readonly code?: number };
}
interface WireTraces {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: WireAttributes };
    readonly scopeSpans: readonly { readonly spans: readonly WireSpan[] }[];
  }[];
}

const STATUS_ERROR = 2;

/** Starts one on a free port; it answers every export with 200. */
export async function startOtlpCollector(): Promise<OtlpCollector> {
  const spans: CollectedSpan[] = [];
  const bodies: string[] = [];
  const requests: { path: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    requests.push({ path: request.url ?? '', headers: request.headers });
    bodies.push(body);
    spans.push(...readTraces(JSON.parse(body) as WireTraces));
    response.setHeader('content-type', 'application/json');
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    bodies,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The names of a trace's spans as an indented tree, `service: name` a line, children in the order they began. */
export function drawTrace(spans: readonly CollectedSpan[], parentSpanId = '', depth = 0): string[] {
  return spans
    .filter((span) => span.parentSpanId === parentSpanId)
    .flatMap((span) => [
      `${'  '.repeat(depth)}${span.service}: ${span.name}`,
      ...drawTrace(spans, span.spanId, depth + 1),
    ]);
}

function readTraces({ resourceSpans }: WireTraces): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = String(readAttributes(resource.attributes)['service.name']);
    return scopeSpans.flatMap((scope) =>
      scope.spans.map(
        ({ traceId, spanId, parentSpanId = '', name, kind, attributes, links = [], status }) => ({
          service,
          traceId,
          spanId,
          parentSpanId,
          name,
          kind,
          attributes: readAttributes(attributes),
          links,
          failed: status.code === STATUS_ERROR,
        }),
      ),
    );
  });
}

function readAttributes(attributes: WireAttributes): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, readValue(value)]));
}

function readValue(value: WireValue): unknown {
  if (value.arrayValue) return value.arrayValue.values.map(readValue);
  if (value.intValue !== undefined) return Number(value.intValue);
  return value.stringValue ?? value.doubleValue ?? value.boolValue;
}
