import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/**
 * A service's Prometheus metrics: those of the process, and what the service adds. Asked for twice, a name is one metric:
 * services that run in one process may share them.
 */
export interface Metrics {
  readonly registry: Registry;
  counter(name: string, help: string, labels?: readonly string[]): Counter;
  gauge(name: string, help: string, labels?: readonly string[]): Gauge;
  /** @param buckets upper bounds, in the unit the name says */
  histogram(name: string, help: string, buckets: readonly number[]): Histogram;
  /** @param bucketsSeconds upper bounds, in seconds */
  histogramSeconds(
    name: string,
    help: string,
    labels?: readonly string[],
    bucketsSeconds?: readonly number[],
  ): Histogram;
}

const DEFAULT_BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/**
 * Each service has its own registry, so that several run in one process.
 *
 * @param service becomes the label `service` of every metric
 */
export function createMetrics(service: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  function once<Known>(name: string, make: () => Known): Known {
    return (registry.getSingleMetric(name) as Known | undefined) ?? make();
  }
  return {
    registry,
    counter: (name, help, labels = []) =>
      once(name, () => new Counter({ name, help, labelNames: labels, registers: [registry] })),
    gauge: (name, help, labels = []) =>
      once(name, () => new Gauge({ name, help, labelNames: labels, registers: [registry] })),
    histogram: (name, help, buckets) =>
      once(name, () => new Histogram({ name, help, registers: [registry], buckets: [...buckets] })),
    histogramSeconds: (name, help, labels = [], buckets = DEFAULT_BUCKETS_SECONDS) =>
      once(
        name,
        () => new Histogram({ name, help, labelNames: labels, buckets: [...buckets], registers: [registry] }),
      ),
  };
}
