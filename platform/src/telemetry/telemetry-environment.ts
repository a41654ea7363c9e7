import { oneOf, optional, type Parser, pairs, url, withDefault } from '../environment.ts';

/** The samplers OpenTelemetry names. */
const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

export type SamplerName = (typeof SAMPLERS)[number];

/** `name=value,…` whose values are percent-encoded, as OpenTelemetry and W3C Baggage write them. */
const encodedPairs: Parser<Readonly<Record<string, string>>> = (value) =>
  Object.fromEntries(Object.entries(pairs(value)).map(([name, text]) => [name, decode(name, text)]));

/** Values may be secrets: they are not repeated. */
function decode(name: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error(`the value of "${name}" is not percent-encoded as it should be.`);
  }
}

const ratio: Parser<number> = (value) => {
  const number = Number(value);
  if (!/^\d*\.?\d+$/.test(value) || number > 1) throw new Error(`"${value}" is no number from 0 to 1.`);
  return number;
};

/**
 * What every service reads about tracing, by OpenTelemetry's own names
 * (https://opentelemetry.io/docs/specs/otel/protocol/exporter/ and …/configuration/sdk-environment-variables/).
 */
export const TELEMETRY_VARIABLES = {
  /** Absent: nothing is traced, and nothing is sent anywhere. */
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(url('http:', 'https:')),
  OTEL_EXPORTER_OTLP_HEADERS: withDefault(encodedPairs, {}),
  OTEL_RESOURCE_ATTRIBUTES: withDefault(encodedPairs, {}),
  OTEL_TRACES_SAMPLER: withDefault(oneOf(...SAMPLERS), 'parentbased_always_on' as const),
  OTEL_TRACES_SAMPLER_ARG: withDefault(ratio, 1),
};

/** How tracing is set up. */
export interface TelemetryEnvironment {
  readonly OTEL_EXPORTER_OTLP_ENDPOINT: string | undefined;
  readonly OTEL_EXPORTER_OTLP_HEADERS: Readonly<Record<string, string>>;
  readonly OTEL_RESOURCE_ATTRIBUTES: Readonly<Record<string, string>>;
  readonly OTEL_TRACES_SAMPLER: SamplerName;
  /** The share of traces that is kept, for the samplers by ratio. */
  readonly OTEL_TRACES_SAMPLER_ARG: number;
}
