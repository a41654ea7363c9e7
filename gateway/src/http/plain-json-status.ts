import type { GraphQLFormattedError } from 'graphql';
import { parseAccept } from './accept.ts';

/** What is wrong with a document, not with the request. */
const DOCUMENT_CODES = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED']);
/** How graphql-js, and so Apollo Server, begins to say that a variable does not fit. */
const COERCION_MESSAGE = 'Variable "$';

/**
 * The status of an answer that would be 400. Clients that take `application/json` and nothing else are from before
 * GraphQL over HTTP: with other statuses they cannot tell our answer from a proxy's, so what is wrong with a document
 * is told them by 200 (section 6.4.1). What is refused for its size keeps its 400: such a client errs on purpose.
 *
 * @param body a GraphQL response
 */
export function statusForPlainJson(accept: string | undefined, body: string): 200 | 400 {
  const ranges = parseAccept(accept);
  if (ranges.length === 0 || ranges.some(({ type }) => type !== 'application/json')) return 400;
  const { errors = [] } = JSON.parse(body) as { errors?: readonly GraphQLFormattedError[] };
  const isWrong = ({ message, extensions: { code, limit } = {} }: GraphQLFormattedError) =>
    limit === undefined &&
    (DOCUMENT_CODES.has(String(code)) || (code === 'BAD_USER_INPUT' && message.startsWith(COERCION_MESSAGE)));
  return errors.length > 0 && errors.every(isWrong) ? 200 : 400;
}
