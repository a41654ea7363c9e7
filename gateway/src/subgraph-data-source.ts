import type { GraphQLDataSource } from '@apollo/gateway';
import { INTERNAL_TOKEN_HEADER } from '@codexcontinue/platform/identity';
import type { Dispatcher } from 'undici';
import type { GatewayMetrics } from './gateway-metrics.ts';
import type { RequestContext } from './graphql/request-context.ts';
import type { InternalTokens } from './identity/internal-tokens.ts';
import { unavailableErrors } from './subgraph-errors.ts';

type ProcessOptions = Parameters<GraphQLDataSource['process']>[0];
type Response = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** What a subgraph's data source needs. */
export interface SubgraphDataSourceOptions {
  readonly name: string;
  readonly url: string;
  /** Connections to the subgraph's origin. */
  readonly dispatcher: Dispatcher;
  /** Absent: calls carry no internal token. */
  readonly internalTokens: InternalTokens | undefined;
  /** Whether the subgraph may set cookies in the client. */
  readonly passCookies: boolean;
  /** From the call to the last byte of the answer. */
  readonly deadlineMilliseconds: number;
  readonly metrics: GatewayMetrics;
}

/**
 * Calls a subgraph. Nothing of what the client sent in headers goes with a call: only who the caller is, signed, and the
 * request's id. A subgraph that fails answers with errors, so that everything else of the operation stands.
 */
export function createSubgraphDataSource(
  options: SubgraphDataSourceOptions,
): GraphQLDataSource<RequestContext> {
  const { origin, pathname, search } = new URL(options.url);
  const path = `${pathname}${search}`;

  async function call(request: ProcessOptions['request'], context: RequestContext): Promise<Response> {
    const token = await options.internalTokens?.tokenFor(context.caller, options.name);
    const { query, variables, operationName } = request;
    const { statusCode, headers, body } = await options.dispatcher.request({
      origin,
      path,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'x-request-id': context.requestId,
        ...(token ? { [INTERNAL_TOKEN_HEADER]: token } : {}),
      },
      body: JSON.stringify({ query, variables, operationName }),
      signal: AbortSignal.timeout(options.deadlineMilliseconds),
    });
    const text = await body.text();
    // A subgraph refuses the gateway's own token with 401; that is no statement about the person.
    if (statusCode === 401) throw new Error(`the subgraph answered ${statusCode}`);
    const cookies = headers['set-cookie'];
    if (options.passCookies && cookies) context.onSetCookie?.([cookies].flat());
    return readResponse(text, statusCode);
  }

  return {
    async process(processOptions) {
      const { request } = processOptions;
      const context = processOptions.context as RequestContext;
      const began = performance.now();
      const ended = (outcome: 'answered' | 'failed') =>
        options.metrics.subgraphAnswered(options.name, outcome, (performance.now() - began) / 1_000);
      try {
        const response = await call(request, context);
        ended('answered');
        return response;
      } catch (error) {
        ended('failed');
        context.logger.error({ err: error, subgraph: options.name }, 'a subgraph does not answer');
        return { errors: unavailableErrors(request) };
      }
    },
  };
}

function readResponse(text: string, statusCode: number): Response {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || !('data' in value || 'errors' in value)) {
    throw new Error(`the subgraph answered ${statusCode} without data or errors`);
  }
  const { data, errors } = value as Response;
  return {
    ...(data === undefined ? {} : { data }),
    ...(Array.isArray(errors) && errors.length > 0 ? { errors } : {}),
  };
}
