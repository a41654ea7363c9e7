import type { GraphQLDataSource } from '@apollo/gateway';
import { type GraphQLFormattedError, parse } from 'graphql';

type Request = Parameters<GraphQLDataSource['process']>[0]['request'];

const MESSAGE = 'A part of the system does not answer just now. Try again in a moment.';
/** Enough to see what is missing; a list of thousands needs no thousand errors. */
const MAXIMUM_ERRORS = 20;

/** The errors of a call that got no answer: one at the place of every value that is missing because of it. */
export function unavailableErrors(request: Request): GraphQLFormattedError[] {
  return missingPaths(request)
    .slice(0, MAXIMUM_ERRORS)
    .map((path) => ({ message: MESSAGE, path, extensions: { code: 'SERVICE_UNAVAILABLE' } }));
}

/** In the subgraph's own terms; the executor translates them into paths of the client's operation. */
function missingPaths({ query, variables }: Request): (string | number)[][] {
  const representations = variables?.representations;
  if (Array.isArray(representations)) return representations.map((_, index) => ['_entities', index]);
  const [operation] = parse(query ?? '', { noLocation: true }).definitions;
  const selections = operation?.kind === 'OperationDefinition' ? operation.selectionSet.selections : [];
  return selections.flatMap((selection) =>
    selection.kind === 'Field' ? [[selection.alias?.value ?? selection.name.value]] : [],
  );
}
