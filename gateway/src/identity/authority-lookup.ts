import { RuleError } from '@codexcontinue/platform/errors';
import { type Caller, INTERNAL_TOKEN_HEADER } from '@codexcontinue/platform/identity';
import type { Logger } from '@codexcontinue/platform/log';
import { request } from 'undici';
import type { InternalTokens } from './internal-tokens.ts';

/** What auth says about a session that stands. */
export interface Authority {
  readonly workspaceRoles: Readonly<Record<string, string>>;
}

const DEADLINE_MILLISECONDS = 5_000;
const GATEWAY: Caller = Object.freeze({ kind: 'gateway' });

/**
 * Asks auth for the state of a session. Identical questions that are under way are asked once.
 *
 * @throws RuleError UNAUTHENTICATED when the session is over, SERVICE_UNAVAILABLE when auth does not answer
 */
export function createAuthorityLookup(options: {
  readonly authorityUrl: string;
  readonly internalTokens: InternalTokens;
  readonly logger: Logger;
}): (personId: string, sessionId: string) => Promise<Authority> {
  const underWay = new Map<string, Promise<Authority>>();

  async function ask(personId: string, sessionId: string): Promise<Authority> {
    const url = new URL(options.authorityUrl);
    url.searchParams.set('personId', personId);
    url.searchParams.set('sessionId', sessionId);
    try {
      const token = await options.internalTokens.tokenFor(GATEWAY, 'auth');
      const { statusCode, body } = await request(url, {
        headers: { [INTERNAL_TOKEN_HEADER]: token, accept: 'application/json' },
        signal: AbortSignal.timeout(DEADLINE_MILLISECONDS),
      });
      const text = await body.text();
      if (statusCode === 200) return readAuthority(text);
      if (statusCode === 404 || statusCode === 401) {
        throw new RuleError('UNAUTHENTICATED', 'The session is over. Sign in again.');
      }
      throw new Error(`auth answered ${statusCode}`);
    } catch (error) {
      if (error instanceof RuleError) throw error;
      options.logger.error({ err: error }, 'auth does not say what a session may do');
      throw new RuleError(
        'SERVICE_UNAVAILABLE',
        'Who you are cannot be verified just now. Try again in a moment.',
      );
    }
  }

  return (personId, sessionId) => {
    const key = JSON.stringify([personId, sessionId]);
    const known = underWay.get(key);
    if (known) return known;
    const answer = ask(personId, sessionId).finally(() => underWay.delete(key));
    underWay.set(key, answer);
    return answer;
  };
}

function readAuthority(text: string): Authority {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || !('workspaceRoles' in value)) {
    throw new Error('auth answered without workspaceRoles');
  }
  const roles = value.workspaceRoles;
  if (typeof roles !== 'object' || roles === null) throw new Error('auth answered without workspaceRoles');
  const entries = Object.entries(roles).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  // Sorted, so that the same authority always reads the same.
  return { workspaceRoles: Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1))) };
}
