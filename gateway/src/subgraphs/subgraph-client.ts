import {
  type Caller,
  CLIENT_NETWORK_HEADER,
  INTERNAL_TOKEN_HEADER,
  type InternalTokenSigner,
} from '@codexcontinue/platform/identity';
import { context as activeContext, propagation, type Span } from '@opentelemetry/api';
import type { Dispatcher } from 'undici';
import { readCacheControl } from '../cache/cache-policy.ts';
import type { SubgraphReply } from '../execution/subgraph-reply.ts';
import type { GatewayMetrics } from '../gateway-metrics.ts';
import type { RequestContext } from '../graphql/request-context.ts';
import { createFetchSpans } from '../telemetry/fetch-span.ts';
import { recordOf } from '../telemetry/operation-record.ts';
import { clientNetwork } from '../transports/client-network.ts';
import type { InFlightFetches, SubgraphAnswer } from './in-flight-fetches.ts';
import { createResilience, isLeftAlone, SubgraphUnreachableError } from './resilience.ts';

/** What a subgraph's client needs. */
export interface SubgraphClientOptions {
  readonly name: string;
  readonly url: string;
  /** Connections to the subgraph's origin. */
  readonly dispatcher: Dispatcher;
  /** Absent: calls carry no internal token. */
  readonly internalTokens: InternalTokenSigner | undefined;
  /** Whether the subgraph's mutations may set cookies in the client. */
  readonly passCookies: boolean;
  /** From the call to the last byte of the answer, retries included. */
  readonly deadlineMilliseconds: number;
  readonly inFlight: InFlightFetches;
  readonly metrics: GatewayMetrics;
}

/** Asks one subgraph. */
export interface SubgraphClient {
  /**
   * @param body the request's JSON
   * @param kind queries may be shared and repeated, mutations never
   * @throws Error when there is no answer in GraphQL; logged here
   */
  send(body: string, kind: 'query' | 'mutation', context: RequestContext): Promise<SubgraphReply>;
}

/** Faults of a proxy in front of a subgraph that is restarting. */
const PASSING_STATUSES = new Set([502, 503, 504]);

/**
 * Calls a subgraph. Nothing of what the client sent in headers goes with a call: only who the caller is, signed, the
 * request's id, and for a mutation the network it comes from, so that attempts can be counted by it.
 */
export function createSubgraphClient(options: SubgraphClientOptions): SubgraphClient {
  const { name, internalTokens, inFlight, metrics } = options;
  const { origin, pathname, search } = new URL(options.url);
  const path = `${pathname}${search}`;
  const resilience = createResilience();
  const spans = createFetchSpans(name, options.url);

  async function attempt(
    body: string,
    kind: 'query' | 'mutation',
    context: RequestContext,
    signal: AbortSignal,
    span: Span | undefined,
  ): Promise<SubgraphAnswer> {
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      accept: 'application/json',
      'x-request-id': context.requestId,
    };
    if (internalTokens) headers[INTERNAL_TOKEN_HEADER] = await internalTokens.sign(context.caller, name);
    if (kind === 'mutation' && context.remoteAddress)
      headers[CLIENT_NETWORK_HEADER] = clientNetwork(context.remoteAddress);
    if (span) propagation.inject(activeContext.active(), headers);
    const reply = await options.dispatcher.request({ origin, path, method: 'POST', headers, body, signal });
    const text = await reply.body.text();
    span?.setAttribute('http.response.status_code', reply.statusCode);
    // A subgraph refuses the gateway's own token with 401; that is no statement about the person.
    if (reply.statusCode === 401) throw new Error('the subgraph answered 401');
    if (PASSING_STATUSES.has(reply.statusCode)) {
      throw new SubgraphUnreachableError(`the subgraph answered ${reply.statusCode}`);
    }
    const cookies = reply.headers['set-cookie'];
    if (options.passCookies && kind === 'mutation' && cookies) context.onSetCookie?.([cookies].flat());
    const cacheControl = reply.headers['cache-control'];
    return { text, cacheControl: typeof cacheControl === 'string' ? cacheControl : undefined };
  }

  async function call(
    body: string,
    kind: 'query' | 'mutation',
    context: RequestContext,
  ): Promise<SubgraphAnswer> {
    const began = performance.now();
    const seconds = () => (performance.now() - began) / 1_000;
    const signal = AbortSignal.timeout(options.deadlineMilliseconds);
    const policy = kind === 'query' ? resilience.read : resilience.write;
    try {
      const answer = await spans.trace(kind, context, (span) =>
        policy.execute(() => attempt(body, kind, context, signal, span), signal),
      );
      metrics.subgraphAnswered(name, 'answered', seconds());
      return answer;
    } catch (error) {
      metrics.subgraphAnswered(name, isLeftAlone(error) ? 'left alone' : 'failed', seconds());
      throw error;
    }
  }

  return {
    async send(body, kind, context) {
      const record = recordOf(context);
      const began = performance.now();
      try {
        if (kind === 'query') {
          const key = `${name}\n${authorityOf(context.caller)}\n${body}`;
          return readReply(await inFlight.share(key, () => call(body, kind, context)));
        }
        return readReply(await call(body, kind, context));
      } catch (error) {
        // That it is left alone follows from what was logged before.
        const level = isLeftAlone(error) ? 'debug' : 'error';
        context.logger[level]({ err: error, subgraph: name }, 'a subgraph does not answer');
        throw error;
      } finally {
        record?.fetches.push({ subgraph: name, milliseconds: performance.now() - began });
        // Even one that failed may have changed something.
        if (kind === 'mutation') inFlight.forget();
      }
    },
  };
}

const authorities = new WeakMap<Caller, string>();

/** Two callers with the same text may see the same. */
export function authorityOf(caller: Caller): string {
  const known = authorities.get(caller);
  if (known !== undefined) return known;
  const text = JSON.stringify(caller);
  authorities.set(caller, text);
  return text;
}

function readReply({ text, cacheControl }: SubgraphAnswer): SubgraphReply {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || !('data' in value || 'errors' in value)) {
    throw new Error('the subgraph answered without data or errors');
  }
  const { data, errors } = value as SubgraphReply;
  return {
    ...(data === undefined ? {} : { data }),
    ...(Array.isArray(errors) && errors.length > 0 ? { errors } : {}),
    policy: readCacheControl(cacheControl),
  };
}
