import type { CombinedError } from 'urql';

/** What to tell a person about a request that failed as a whole. */
export function problemOf(error: CombinedError): string {
  if (error.networkError) return 'The server cannot be reached. Check your connection and try again.';
  return error.graphQLErrors[0]?.message ?? 'Something went wrong. Please try again.';
}

/** The data of a result; @throws Error with a message for people. */
export function dataOf<Data>(result: { data?: Data | undefined; error?: CombinedError | undefined }): Data {
  if (result.data !== undefined && result.data !== null) return result.data;
  throw new Error(result.error ? problemOf(result.error) : 'The server answered nothing. Please try again.');
}
