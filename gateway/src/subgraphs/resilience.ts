import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleAll,
  handleWhen,
  type IPolicy,
  retry,
  wrap,
} from 'cockatiel';

/** A subgraph could not be asked, or did not answer in GraphQL. */
export class SubgraphUnreachableError extends Error {
  override readonly name = 'SubgraphUnreachableError';
}

/** How calls of one subgraph are made to bear its faults. */
export interface Resilience {
  /** May be asked again: a query. */
  readonly read: IPolicy;
  /**
   * A mutation may have happened though its answer was lost: it is asked again only where the subgraph cannot have had
   * it, as when one of its replicas is gone.
   */
  readonly write: IPolicy;
}

const ATTEMPTS_AFTER_THE_FIRST = 2;
const FIRST_DELAY_MILLISECONDS = 20;
const MAXIMUM_DELAY_MILLISECONDS = 200;
const FAILURES_UNTIL_OPEN = 5;
/** How long nothing is sent; then one call tries. */
const OPEN_MILLISECONDS = 1_000;

/** There was no connection to send anything over. */
const UNSENT_CODES = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
/** Faults of the way to a subgraph that pass: it restarts, a kept connection was closed under us. */
const PASSING_CODES = new Set([...UNSENT_CODES, 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** A breaker for each subgraph: one that does not answer is left alone for a moment, and its callers wait for nothing. */
export function createResilience(): Resilience {
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: OPEN_MILLISECONDS,
    breaker: new ConsecutiveBreaker(FAILURES_UNTIL_OPEN),
  });
  const again = (isWorthIt: (error: unknown) => boolean) =>
    wrap(
      breaker,
      retry(handleWhen(isWorthIt), {
        maxAttempts: ATTEMPTS_AFTER_THE_FIRST,
        backoff: new ExponentialBackoff({
          initialDelay: FIRST_DELAY_MILLISECONDS,
          maxDelay: MAXIMUM_DELAY_MILLISECONDS,
        }),
      }),
    );
  return { read: again(isPassing), write: again(isUnsent) };
}

/** Whether a call was not even tried because the subgraph has failed again and again. */
export function isLeftAlone(error: unknown): boolean {
  return error instanceof BrokenCircuitError;
}

function isPassing(error: unknown): boolean {
  return error instanceof SubgraphUnreachableError || PASSING_CODES.has(codeOf(error));
}

function isUnsent(error: unknown): boolean {
  return UNSENT_CODES.has(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
