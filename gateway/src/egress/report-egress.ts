import type { SendEgress } from '@codexcontinue/platform/egress/egress-report';
import {
  type Caller,
  INTERNAL_TOKEN_HEADER,
  type InternalTokenSigner,
} from '@codexcontinue/platform/identity';
import { request } from 'undici';

const DEADLINE_MILLISECONDS = 5_000;
const GATEWAY: Caller = Object.freeze({ kind: 'gateway' });

/**
 * Tells auth of the gateway's calls, which has no database to put a job into.
 *
 * @param authorityUrl auth's `GET /internal/authority`, beside which it takes them
 */
export function sendEgressToAuth(authorityUrl: string, internalTokens: InternalTokenSigner): SendEgress {
  const url = new URL('/internal/egress', authorityUrl);
  return async (batch) => {
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: {
        [INTERNAL_TOKEN_HEADER]: await internalTokens.sign(GATEWAY, 'auth'),
        'content-type': 'application/json',
      },
      body: JSON.stringify(batch),
      signal: AbortSignal.timeout(DEADLINE_MILLISECONDS),
    });
    await body.dump();
    if (statusCode !== 204) throw new Error(`auth answered ${statusCode}`);
  };
}
