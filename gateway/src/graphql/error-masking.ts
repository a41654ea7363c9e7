import { GraphQLError, type GraphQLFormattedError } from 'graphql';

/** What a client reads in place of anything internal. */
export const MASKED_MESSAGE =
  'Something went wrong on our side. Try again; if it stays, report the request id.';

const MAXIMUM_MESSAGE_LENGTH = 1_000;
/** Codes that say the fault is ours, not the client's. */
const INTERNAL_CODES = new Set(['INTERNAL_SERVER_ERROR', 'DOWNSTREAM_SERVICE_ERROR']);
/** Apollo's codes for faults of a request. From a subgraph they mean that the gateway asked it wrongly. */
const REQUEST_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
]);
/** What Apollo and the federation libraries add for operators. */
const OPERATORS_EXTENSIONS = new Set([
  'serviceName',
  'stacktrace',
  'exception',
  'response',
  'originalError',
  'http',
]);

/**
 * Makes an error fit to be seen: coded errors pass with their code, anything else becomes a masked one. Never throws.
 *
 * @param formatted the error as Apollo formatted it
 * @param original the error itself; what lacks a code of its own is internal
 */
export function maskError(formatted: GraphQLFormattedError, original: unknown): GraphQLFormattedError {
  const { locations, path } = formatted;
  const place = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
  if (!isShowable(formatted, original)) {
    return { message: MASKED_MESSAGE, ...place, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  }
  const extensions = Object.fromEntries(
    Object.entries(formatted.extensions ?? {}).filter(([name]) => !OPERATORS_EXTENSIONS.has(name)),
  );
  return { message: shorten(formatted.message), ...place, extensions };
}

/** Whether an error is the system's own fault, and so worth a line in the log. */
export function isInternal(error: GraphQLFormattedError): boolean {
  return error.extensions?.code === 'INTERNAL_SERVER_ERROR';
}

/** Formats and masks an error that did not pass through Apollo. */
export function formatAndMask(error: unknown): GraphQLFormattedError {
  const graphqlError =
    error instanceof GraphQLError ? error : new GraphQLError(MASKED_MESSAGE, { extensions: {} });
  return maskError(graphqlError.toJSON(), error);
}

/** Adds the request's id to errors that somebody may want to report. */
export function withRequestId(error: GraphQLFormattedError, requestId: string): GraphQLFormattedError {
  const code = error.extensions?.code;
  if (code !== 'INTERNAL_SERVER_ERROR' && code !== 'SERVICE_UNAVAILABLE') return error;
  return { ...error, extensions: { ...error.extensions, requestId } };
}

function isShowable(formatted: GraphQLFormattedError, original: unknown): boolean {
  const code = formatted.extensions?.code;
  if (typeof code !== 'string' || INTERNAL_CODES.has(code)) return false;
  const fromSubgraph = original instanceof GraphQLError && 'serviceName' in original.extensions;
  return !(fromSubgraph && REQUEST_CODES.has(code));
}

function shorten(message: string): string {
  // The parser recurses; what it runs out of is no business of the client's.
  if (message === 'Maximum call stack size exceeded') return 'The document is nested too deeply to be read.';
  const plain = message.replaceAll(/ ?Did you mean [^?]{0,2000}\?/g, '');
  return plain.length <= MAXIMUM_MESSAGE_LENGTH ? plain : `${plain.slice(0, MAXIMUM_MESSAGE_LENGTH - 1)}…`;
}
