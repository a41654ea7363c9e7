import type { Egress } from '../egress/egress.ts';
import { openEgress } from '../egress/open-egress.ts';
import type { Logger } from '../log.ts';
import type { Service } from '../service.ts';
import type { TelemetryEnvironment } from './telemetry-environment.ts';

/** Tracing that runs, or does not. */
export type Telemetry = Pick<Service, 'stop'>;

/**
 * Begins to trace when an endpoint is set; else nothing of the SDK is even loaded, and OpenTelemetry's API does nothing.
 * Call it before services are made: each takes its tracer then. A tracer is named by its service
 * (`trace.getTracer('ml')`), so that several services in one process stay several in traces.
 *
 * @param services whose spans are sent. Those that libraries make by themselves are not: they may hold anything
 * @param egress the way out; to the endpoint only when left out
 */
export async function startTelemetry(
  environment: TelemetryEnvironment,
  services: readonly string[],
  logger: Logger,
  egress: Egress = openEgress({ service: 'telemetry', logger }),
): Promise<Telemetry> {
  const endpoint = environment.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined) return { stop: async () => undefined };
  const { startOtlpTraces } = await import('./otlp-traces.ts');
  return startOtlpTraces({
    services,
    endpoint,
    headers: environment.OTEL_EXPORTER_OTLP_HEADERS,
    resourceAttributes: environment.OTEL_RESOURCE_ATTRIBUTES,
    sampler: environment.OTEL_TRACES_SAMPLER,
    samplerRatio: environment.OTEL_TRACES_SAMPLER_ARG,
    egress,
    logger,
  });
}
