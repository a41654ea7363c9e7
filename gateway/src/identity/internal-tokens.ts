import type { Caller, InternalTokenSigner } from '@codexcontinue/platform/identity';

/** Internal tokens for a caller, signed once for several calls to the same subgraph. */
export interface InternalTokens {
  tokenFor(caller: Caller, audience: string): Promise<string>;
}

/** A third of a token's life, so that none reaches a subgraph expired. */
const REUSE_MILLISECONDS = 10_000;

interface Signed {
  readonly token: Promise<string>;
  readonly untilMilliseconds: number;
}

/** Keeps tokens as long as the caller's object lives, which is the request's or the connection's life. */
export function createInternalTokens(signer: InternalTokenSigner): InternalTokens {
  const signedOf = new WeakMap<Caller, Map<string, Signed>>();
  return {
    tokenFor(caller, audience) {
      const byAudience = signedOf.get(caller) ?? new Map<string, Signed>();
      signedOf.set(caller, byAudience);
      const known = byAudience.get(audience);
      if (known && known.untilMilliseconds > Date.now()) return known.token;
      const token = signer.sign(caller, audience);
      byAudience.set(audience, { token, untilMilliseconds: Date.now() + REUSE_MILLISECONDS });
      token.catch(() => byAudience.delete(audience));
      return token;
    },
  };
}
