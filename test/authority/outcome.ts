/**
 * What an attempt comes to:
 *
 * - `done`: what was asked for
 * - `nothing`: the same as for what does not exist
 * - `forbidden`, `sign in`: refused, with the code that says so
 *
 * Anything else is named as it is.
 */
export type Outcome = 'done' | 'nothing' | 'forbidden' | 'sign in' | (string & {});

const CODES: Readonly<Record<string, Outcome>> = {
  FORBIDDEN: 'forbidden',
  NOT_FOUND: 'nothing',
  UNAUTHENTICATED: 'sign in',
};

/** @param success the type of what was asked for, where the answer is a union */
export function outcomeOf(
  reply: {
    readonly data?: Readonly<Record<string, unknown>> | null;
    readonly errors?: readonly {
      readonly message: string;
      readonly extensions?: { readonly code?: string };
    }[];
  },
  success?: string,
): Outcome {
  const [error] = reply.errors ?? [];
  if (error) return CODES[error.extensions?.code ?? ''] ?? `${error.extensions?.code}: ${error.message}`;
  const result = reply.data?.result;
  if (result === null || result === undefined) return 'nothing';
  if (success === undefined) return 'done';
  const typename = (result as { __typename?: string }).__typename ?? 'no type';
  if (typename === success) return 'done';
  return typename.endsWith('NotFound') ? 'nothing' : typename;
}
