import {
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  parse,
  print,
  separateOperations,
} from 'graphql';
import type { JsonObject } from './quoting.ts';

/** What a snippet sends, and where. */
export interface SnippetOperation {
  /** The GraphQL endpoint, an absolute address. */
  readonly endpoint: string;
  readonly kind: OperationTypeNode;
  /** A document with this one operation. */
  readonly document: string;
  readonly variables: JsonObject | undefined;
}

/** The endpoint's address for WebSockets. */
export const socketAddress = ({ endpoint }: SnippetOperation): string => endpoint.replace(/^http/, 'ws');

/**
 * Takes one operation out of a document: as it is written when it is alone, otherwise with the fragments it uses.
 * Several clients send the first operation of a document, whichever is meant.
 *
 * @param operationName which one; the first where it is missing or not there
 * @throws GraphQLError when the document does not parse
 */
export function chooseOperation(
  document: string,
  operationName: string | undefined,
): Pick<SnippetOperation, 'document' | 'kind'> | undefined {
  const parsed = parse(document);
  const operations = parsed.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const chosen = operations.find(({ name }) => name?.value === operationName) ?? operations[0];
  if (chosen === undefined) return undefined;
  if (operations.length === 1) return { document, kind: chosen.operation };
  const alone = separateOperations(parsed)[chosen.name?.value ?? ''];
  return alone && { document: print(alone), kind: chosen.operation };
}
