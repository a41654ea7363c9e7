import { randomBytes } from 'node:crypto';
import type { BetterAuth } from './better-auth.ts';

/** What a token in a mail is good for. `reset-password` is what Better Auth's reset looks for. */
export type TokenPurpose = 'reset-password' | 'verify-email';

/** Tokens that prove that a mail arrived: 256 bits, good once, stored by hash. */
export interface MailedTokens {
  /** @param value what the token stands for */
  make(purpose: TokenPurpose, value: string, lifeSeconds: number): Promise<string>;
  /** What a token stands for, while it is good; it stays good. */
  peek(purpose: TokenPurpose, token: string): Promise<string | undefined>;
  /** What a token stands for, for the first who asks. */
  take(purpose: TokenPurpose, token: string): Promise<string | undefined>;
}

export function createMailedTokens(auth: BetterAuth): MailedTokens {
  const identifierOf = (purpose: TokenPurpose, token: string) => `${purpose}:${token}`;
  return {
    async make(purpose, value, lifeSeconds) {
      const { internalAdapter } = await auth.$context;
      const token = randomBytes(32).toString('base64url');
      const expiresAt = new Date(Date.now() + lifeSeconds * 1_000);
      await internalAdapter.createVerificationValue({
        identifier: identifierOf(purpose, token),
        value,
        expiresAt,
      });
      return token;
    },
    async peek(purpose, token) {
      const { internalAdapter } = await auth.$context;
      const found = await internalAdapter.findVerificationValue(identifierOf(purpose, token));
      return found && found.expiresAt > new Date() ? found.value : undefined;
    },
    async take(purpose, token) {
      const { internalAdapter } = await auth.$context;
      const taken = await internalAdapter.consumeVerificationValue(identifierOf(purpose, token));
      return taken?.value;
    },
  };
}
