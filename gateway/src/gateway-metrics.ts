import type { Metrics } from '@codexcontinue/platform/metrics';
import { createBoundedLabels } from './telemetry/bounded-labels.ts';

/** What the gateway counts and times. */
export interface GatewayMetrics {
  /** @param route the route's pattern, never the path a client chose */
  requestEnded(method: string, route: string, status: number, seconds: number): void;
  /** @param name of a registered operation, or `other` */
  operationEnded(type: string, name: string, seconds: number): void;
  /** An operation was answered with errors of this code. */
  operationFailed(code: string): void;
  /** @returns called when it is over */
  connectionOpened(transport: 'websocket' | 'stream'): () => void;
  /** @param reason why: what they spoke for is over, or could not be confirmed in time */
  connectionsRevoked(reason: 'over' | 'unconfirmed', count: number): void;
  subgraphAnswered(subgraph: string, outcome: 'answered' | 'failed' | 'left alone', seconds: number): void;
  /** An answer that was under way has served one more. */
  fetchShared(): void;
  operationPlanned(seconds: number): void;
  /** What an operation was taken to cost before it ran. */
  operationAssessed(cost: number): void;
  /** A whole response was looked for. */
  cacheAsked(outcome: 'hit' | 'miss'): void;
  cacheInvalidated(entries: number): void;
  /** An operation used something deprecated. @param client one that has registered operations, or `other` */
  deprecatedUsed(coordinate: string, client: string): void;
  /** @returns called when it ends */
  subscriptionBegan(field: string): () => void;
  eventDelivered(field: string): void;
}

/** Subgraphs make codes up; so many are told apart. */
const CODES = 100;
const COST_BUCKETS = [1, 10, 100, 300, 1_000, 3_000, 10_000, 30_000];

/** @param metrics absent: nothing is counted */
export function createGatewayMetrics(metrics: Metrics | undefined): GatewayMetrics {
  const requests = metrics?.histogramSeconds('http_request_duration_seconds', 'Time to answer a request.', [
    'method',
    'route',
    'status',
  ]);
  const operations = metrics?.histogramSeconds(
    'gateway_operation_duration_seconds',
    'Time to answer an operation, or to begin a subscription.',
    ['type', 'name'],
  );
  const failures = metrics?.counter(
    'gateway_operation_errors_total',
    'Operations that were answered with errors, for each of their codes.',
    ['code'],
  );
  const labelOfCode = createBoundedLabels(CODES, /^[A-Z][A-Z0-9_]{0,63}$/);
  const connections = metrics?.gauge(
    'gateway_connections_open',
    'WebSockets, and responses that are streams.',
    ['transport'],
  );
  const revoked = metrics?.counter(
    'gateway_connections_revoked_total',
    'WebSockets and streams that were closed because what they spoke for is over.',
    ['reason'],
  );
  const calls = metrics?.histogramSeconds(
    'gateway_subgraph_call_duration_seconds',
    'Time a subgraph takes to answer.',
    ['subgraph', 'outcome'],
  );
  const shared = metrics?.counter(
    'gateway_subgraph_fetches_shared_total',
    'Answers of subgraphs that served more than one operation.',
  );
  const planned = metrics?.histogramSeconds(
    'gateway_planning_duration_seconds',
    'Time to plan an operation.',
  );
  const assessed = metrics?.histogram(
    'gateway_operation_cost',
    'Estimated cost of operations.',
    COST_BUCKETS,
  );
  const asked = metrics?.counter('gateway_response_cache_total', 'Responses looked for in the cache.', [
    'outcome',
  ]);
  const invalidated = metrics?.counter(
    'gateway_cache_invalidated_total',
    'Cached answers that were dropped because something changed.',
  );
  const deprecated = metrics?.counter(
    'gateway_deprecated_field_uses_total',
    'Operations that used something deprecated.',
    ['coordinate', 'client'],
  );
  const open = metrics?.gauge('gateway_subscriptions_open', 'Subscriptions that are open.', ['field']);
  const delivered = metrics?.counter('gateway_subscription_events_total', 'Events given to subscribers.', [
    'field',
  ]);
  const countDelivery = delivered && countTogether((field, events) => delivered.inc({ field }, events));
  return {
    requestEnded: (method, route, status, seconds) => requests?.observe({ method, route, status }, seconds),
    operationEnded: (type, name, seconds) => operations?.observe({ type, name }, seconds),
    operationFailed: (code) => failures?.inc({ code: labelOfCode(code) }),
    connectionOpened(transport) {
      connections?.inc({ transport });
      return () => connections?.dec({ transport });
    },
    connectionsRevoked: (reason, count) => revoked?.inc({ reason }, count),
    subgraphAnswered: (subgraph, outcome, seconds) => calls?.observe({ subgraph, outcome }, seconds),
    fetchShared: () => shared?.inc(),
    operationPlanned: (seconds) => planned?.observe(seconds),
    operationAssessed: (cost) => assessed?.observe(cost),
    cacheAsked: (outcome) => asked?.inc({ outcome }),
    cacheInvalidated: (entries) => invalidated?.inc(entries),
    deprecatedUsed: (coordinate, client) => deprecated?.inc({ coordinate, client }),
    subscriptionBegan(field) {
      open?.inc({ field });
      return () => open?.dec({ field });
    },
    eventDelivered: (field) => countDelivery?.(field),
  };
}

/** Counts what comes by thousands: told once for each turn of the event loop, not once for each. */
function countTogether(tell: (label: string, count: number) => void): (label: string) => void {
  let counts = new Map<string, number>();
  function flush(): void {
    const all = counts;
    counts = new Map();
    for (const [label, count] of all) tell(label, count);
  }
  return (label) => {
    if (counts.size === 0) setImmediate(flush);
    counts.set(label, (counts.get(label) ?? 0) + 1);
  };
}
