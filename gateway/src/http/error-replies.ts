import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { formatAndMask, isInternal, withRequestId } from '../graphql/error-masking.ts';
import { parseAccept } from './accept.ts';

const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  TOO_MANY_CONNECTIONS: 429,
  SERVICE_UNAVAILABLE: 503,
  INTERNAL_SERVER_ERROR: 500,
};

/** A GraphQL response that says so whatever its status (GraphQL over HTTP, section 4). */
const RESPONSE_TYPE = 'application/graphql-response+json';

/** Faults outside GraphQL are answered in the form clients of `/graphql` read already. */
export function registerErrorReplies(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { status, formatted } = present(error);
    if (isInternal(formatted)) request.log.error({ err: error }, 'a request failed');
    return replyWithErrors(request, reply, status, [formatted]);
  });
}

/** Sends errors as a GraphQL response. */
export function replyWithErrors(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  errors: readonly GraphQLFormattedError[],
): FastifyReply {
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  reply.headers(retryAfter(errors));
  return replyWithResult(request, reply.code(status), {
    errors: errors.map((error) => withRequestId(error, request.id)),
  });
}

/** Sends a GraphQL response in the media type the client prefers. */
export function replyWithResult(
  request: FastifyRequest,
  reply: FastifyReply,
  result: FormattedExecutionResult,
): FastifyReply {
  const takesResponses = parseAccept(request.headers.accept).some(({ type }) => type === RESPONSE_TYPE);
  return reply
    .header('cache-control', 'no-store')
    .type(`${takesResponses ? RESPONSE_TYPE : 'application/json'}; charset=utf-8`)
    .send(JSON.stringify(result));
}

/** When to try again, for what says so: the header for clients that do not read bodies. */
export function retryAfter([first]: readonly GraphQLFormattedError[]): Readonly<Record<string, string>> {
  const seconds = first?.extensions?.retryAfterSeconds;
  return typeof seconds === 'number' ? { 'retry-after': String(seconds) } : {};
}

/** The status by which an operation is answered that was refused before it ran. */
export function statusOf([first]: readonly GraphQLFormattedError[]): number {
  return STATUS_OF_CODE[String(first?.extensions?.code)] ?? 400;
}

function present(error: FastifyError): { status: number; formatted: GraphQLFormattedError } {
  const status = error.statusCode ?? 500;
  if (!(error instanceof GraphQLError) && status >= 400 && status < 500) {
    // Fastify's own words about a request it refuses; they name nothing of ours.
    return {
      status,
      formatted: { message: error.message.slice(0, 500), extensions: { code: 'BAD_REQUEST' } },
    };
  }
  const formatted = formatAndMask(error);
  return { status: statusOf([formatted]), formatted };
}
