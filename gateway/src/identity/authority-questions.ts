import { RuleError } from '@codexcontinue/platform/errors';
import {
  type Caller,
  INTERNAL_TOKEN_HEADER,
  type InternalTokenSigner,
} from '@codexcontinue/platform/identity';
import type { Logger } from '@codexcontinue/platform/log';
import { request } from 'undici';

/** Where auth is asked, and how the gateway proves itself. */
export interface AuthorityOptions {
  /** auth's `GET /internal/authority`. */
  readonly authorityUrl: string;
  readonly internalTokens: InternalTokenSigner;
  readonly logger: Logger;
}

/** An answer of auth, and when the question was begun (`performance.now()`): it says how things were then or later. */
export interface AuthorityAnswer {
  readonly value: Readonly<Record<string, unknown>>;
  readonly askedAt: number;
}

/**
 * Asks auth one question.
 *
 * @param fresh joins no question that is under way: its answer may be of before what makes one ask
 * @throws RuleError UNAUTHENTICATED when the credential is no longer good, SERVICE_UNAVAILABLE when auth does not answer
 */
export type AuthorityQuestions = (
  parameters: Readonly<Record<string, string>>,
  refusal: string,
  fresh: boolean,
) => Promise<AuthorityAnswer>;

const DEADLINE_MILLISECONDS = 5_000;
const GATEWAY: Caller = Object.freeze({ kind: 'gateway' });

/** Identical questions that are under way are asked once. */
export function createAuthorityQuestions(options: AuthorityOptions): AuthorityQuestions {
  const underWay = new Map<string, Promise<AuthorityAnswer>>();

  async function ask(
    parameters: Readonly<Record<string, string>>,
    refusal: string,
  ): Promise<AuthorityAnswer> {
    const askedAt = performance.now();
    const url = new URL(options.authorityUrl);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    try {
      const token = await options.internalTokens.sign(GATEWAY, 'auth');
      const { statusCode, body } = await request(url, {
        headers: { [INTERNAL_TOKEN_HEADER]: token, accept: 'application/json' },
        signal: AbortSignal.timeout(DEADLINE_MILLISECONDS),
      });
      const text = await body.text();
      if (statusCode === 200) return { value: readObject(text), askedAt };
      if (statusCode === 404 || statusCode === 401) throw new RuleError('UNAUTHENTICATED', refusal);
      throw new Error(`auth answered ${statusCode}`);
    } catch (error) {
      if (error instanceof RuleError) throw error;
      options.logger.error({ err: error }, 'auth does not say what a caller may do');
      throw new RuleError(
        'SERVICE_UNAVAILABLE',
        'Who you are cannot be verified just now. Try again in a moment.',
      );
    }
  }

  return (parameters, refusal, fresh) => {
    const key = JSON.stringify(parameters);
    const known = fresh ? undefined : underWay.get(key);
    if (known) return known;
    const answer = ask(parameters, refusal).finally(() => {
      if (underWay.get(key) === answer) underWay.delete(key);
    });
    underWay.set(key, answer);
    return answer;
  };
}

function readObject(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new Error('auth answered with no object');
  return value as Record<string, unknown>;
}
