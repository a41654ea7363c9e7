import type { FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { OperationRequest } from '../operation-runner.ts';
import { extensionsOf } from '../operations/document-name.ts';

/**
 * Reads the operation of a request that is to be answered by a stream.
 *
 * @throws GraphQLError BAD_REQUEST when there is none in it
 */
export function readOperation(request: FastifyRequest): OperationRequest {
  const source = request.method === 'GET' ? readQueryString(request.query) : request.body;
  if (typeof source !== 'object' || source === null || Array.isArray(source)) {
    throw badRequest('Send one operation as a JSON object with content-type application/json.');
  }
  const fields = source as Record<string, unknown>;
  const { query, operationName, variables } = fields;
  const extensions = extensionsOf(fields);
  if (typeof query !== 'string' && query !== undefined) throw badRequest('`query` must be a text.');
  if (operationName != null && typeof operationName !== 'string')
    throw badRequest('`operationName` must be a text.');
  return {
    ...(query === undefined ? {} : { query }),
    ...(operationName ? { operationName } : {}),
    ...(variables == null ? {} : { variables: record(variables, 'variables') }),
    ...(extensions == null ? {} : { extensions: record(extensions, 'extensions') }),
  };
}

function readQueryString(value: unknown): Record<string, unknown> {
  const { variables, extensions, ...rest } = value as Record<string, unknown>;
  return { ...rest, variables: parseJson(variables), extensions: parseJson(extensions) };
}

function parseJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw badRequest('`variables` and `extensions` must be JSON.');
  }
}

function record(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw badRequest(`\`${name}\` must be an object.`);
  return value as Record<string, unknown>;
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
}
