import { AUTH_ACCOUNT_RULES } from './rules/auth-accounts.ts';
import { AUTH_INSTANCE_RULES } from './rules/auth-instance.ts';
import { AUTH_WORKSPACE_RULES } from './rules/auth-workspaces.ts';
import { BUSINESS_RULES } from './rules/business.ts';
import { ML_RULES } from './rules/ml.ts';
import type { Rule } from './rules/rule.ts';

export type { Rule };

const BY_SUBGRAPH: Readonly<Record<string, Rule>> = {
  ...AUTH_ACCOUNT_RULES,
  ...AUTH_WORKSPACE_RULES,
  ...AUTH_INSTANCE_RULES,
  ...BUSINESS_RULES,
  ...ML_RULES,
};

const changes = (coordinate: string) => Number(!coordinate.startsWith('Query.'));

/**
 * A rule for every field of Query, Mutation and Subscription. Queries come first: some answer by the workspaces that
 * somebody has, and mutations make more of them.
 */
export const RULES: Readonly<Record<string, Rule>> = Object.fromEntries(
  Object.entries(BY_SUBGRAPH).sort(([left], [right]) => changes(left) - changes(right)),
);
