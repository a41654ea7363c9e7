/** Passes what was done. @throws Error with what an expected failure tells the person */
export function doneOrThrow({ result }: { result: { __typename: string; message?: string } }): void {
  if (result.__typename !== 'QuotaSet')
    throw new Error(result.message ?? 'The limit was not set. Please try again.');
}
