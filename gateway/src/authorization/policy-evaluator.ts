import type { Caller } from '@codexcontinue/platform/identity';

/** Says which of some policies hold for a caller. What it does not grant does not hold. */
export type PolicyEvaluator = (policies: readonly string[], caller: Caller) => Promise<ReadonlySet<string>>;

const NONE: ReadonlySet<string> = new Set();

/** For systems where nobody decides policies: fields with `@policy` are for nobody. */
export const grantNoPolicies: PolicyEvaluator = async () => NONE;
