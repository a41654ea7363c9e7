import type { Database } from '@codexcontinue/platform/database/database';
import { and, eq, isNull, lt, or } from 'drizzle-orm';
import { twoFactor } from './credential-tables.ts';

/** What Better Auth does not keep of second factors. */
export interface TwoFactorStore {
  /** The TOTP secret as Better Auth encrypted it. */
  encryptedSecretOf(personId: string): Promise<string | undefined>;
  /** Takes a time step for the one code that is good in it. Answers false when it, or a later one, was taken before. */
  takeStep(personId: string, step: number): Promise<boolean>;
}

export function createTwoFactorStore({ drizzle }: Database): TwoFactorStore {
  return {
    async encryptedSecretOf(personId) {
      const [found] = await drizzle
        .select({ secret: twoFactor.secret })
        .from(twoFactor)
        .where(eq(twoFactor.userId, personId));
      return found?.secret;
    },
    async takeStep(personId, step) {
      const isLater = or(isNull(twoFactor.lastUsedStep), lt(twoFactor.lastUsedStep, step));
      const taken = await drizzle
        .update(twoFactor)
        .set({ lastUsedStep: step })
        .where(and(eq(twoFactor.userId, personId), isLater))
        .returning({ id: twoFactor.id });
      return taken.length > 0;
    },
  };
}
