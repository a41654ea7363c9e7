import {
  context,
  DiagLogLevel,
  diag,
  ProxyTracerProvider,
  propagation,
  type TracerProvider as TracerSource,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Egress } from '../egress/egress.ts';
import { createEgressAgent } from '../egress/egress-agent.ts';
import type { Logger } from '../log.ts';
import { createSampler } from './sampler.ts';
import type { Telemetry } from './telemetry.ts';
import type { SamplerName } from './telemetry-environment.ts';

const NAMESPACE = 'codexcontinue';
/** A question is a handful of spans; more than that would only be somebody's text. */
const SPAN_LIMITS = { attributeValueLengthLimit: 1_024 };
/** A collector that is away must not hold up the end of the process. */
const EXPORT_TIMEOUT_MILLISECONDS = 3_000;

/**
 * Sends traces by OTLP over HTTP (JSON). A tracer's name is its service's: each has a provider of its own, all share one
 * queue. What cannot be sent is logged and dropped; nothing waits for it.
 *
 * @param options.endpoint the base address; `/v1/traces` is added, as the specification of OTLP has it
 */
export function startOtlpTraces(options: {
  readonly services: readonly string[];
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly resourceAttributes: Readonly<Record<string, string>>;
  readonly sampler: SamplerName;
  readonly samplerRatio: number;
  readonly egress: Egress;
  readonly logger: Logger;
}): Telemetry {
  const { endpoint, headers, resourceAttributes, logger } = options;
  const agent = createEgressAgent(options.egress, 'traces', endpoint);
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    headers: { ...headers },
    timeoutMillis: EXPORT_TIMEOUT_MILLISECONDS,
    httpAgentOptions: () => agent,
  });
  const processor = new BatchSpanProcessor({ exporter });
  const sampler = createSampler(options.sampler, options.samplerRatio);
  const providers = new Map<string, TracerSource>();
  for (const service of options.services) {
    const resource = resourceFromAttributes({
      'service.namespace': NAMESPACE,
      ...resourceAttributes,
      'service.name': service,
    });
    const more = { sampler, spanLimits: SPAN_LIMITS, spanProcessors: [processor] };
    providers.set(service, new TracerProvider({ resource, ...more }));
  }
  // Without anything behind it, it does nothing.
  const nothing = new ProxyTracerProvider();

  diag.setLogger(diagnosticsOf(logger), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider({
    getTracer: (name, version, more) => (providers.get(name) ?? nothing).getTracer(name, version, more),
  });
  return {
    async stop() {
      try {
        await processor.shutdown();
      } catch (error) {
        // No reason to end otherwise than in order.
        logger.warn({ err: error }, 'tracing: the last spans could not be sent');
      }
      agent.destroy();
      trace.disable();
      propagation.disable();
      context.disable();
      diag.disable();
    },
  };
}

function diagnosticsOf(logger: Logger) {
  const silent = () => undefined;
  const warn = (message: string, ...details: unknown[]) =>
    logger.warn({ details: details.map(String) }, `tracing: ${message}`);
  return { error: warn, warn, info: silent, debug: silent, verbose: silent };
}
