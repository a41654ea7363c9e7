import type { Caller } from '../identity.ts';
import {
  limitIn,
  type QuotaDefaults,
  type QuotaKind,
  type QuotaOverrides,
  WINDOW_SECONDS,
  type WORKSPACE_KINDS,
} from './quota-kinds.ts';
import type { Allowance } from './quota-store.ts';

type WorkspaceKind = (typeof WORKSPACE_KINDS)[number];
/** What is counted in windows. */
export type CountedKind = Exclude<QuotaKind, 'parallelGenerations'>;

const allowance = (kind: CountedKind, whose: string, limit: number): Allowance => ({
  key: `${kind}:${whose}`,
  limit,
  windowSeconds: WINDOW_SECONDS[kind] ?? 0,
});

/** How much of a kind a person may have. */
export function personLimit(
  kind: QuotaKind,
  defaults: QuotaDefaults,
  overrides: QuotaOverrides | undefined,
): number {
  return limitIn(overrides?.person, kind) ?? defaults.person[kind];
}

/** How much of a kind the members of a workspace may have together. */
export function workspaceLimit(
  kind: WorkspaceKind,
  workspaceId: string,
  defaults: QuotaDefaults,
  overrides: QuotaOverrides | undefined,
): number {
  const workspaces = overrides?.workspaces;
  const set = workspaces && Object.hasOwn(workspaces, workspaceId) ? workspaces[workspaceId] : undefined;
  return limitIn(set, kind) ?? defaults.workspace[kind];
}

export function personAllowance(
  kind: CountedKind,
  personId: string,
  defaults: QuotaDefaults,
  overrides: QuotaOverrides | undefined,
): Allowance {
  return allowance(kind, `person:${personId}`, personLimit(kind, defaults, overrides));
}

export function workspaceAllowance(
  kind: Extract<WorkspaceKind, CountedKind>,
  workspaceId: string,
  defaults: QuotaDefaults,
  overrides: QuotaOverrides | undefined,
): Allowance {
  const limit = workspaceLimit(kind, workspaceId, defaults, overrides);
  return allowance(kind, `workspace:${workspaceId}`, limit);
}

/**
 * What the gateway counts operations by: the API key, the person, or the network nobody has signed in from. A key has as
 * much as its person, for itself: a program that runs wild does not shut its owner out.
 *
 * @returns undefined for the gateway itself, and for nobody from nowhere
 */
export function operationAllowance(
  kind: 'requests' | 'cost',
  caller: Caller,
  network: string | undefined,
  defaults: QuotaDefaults,
): Allowance | undefined {
  if (caller.kind === 'gateway') return undefined;
  if (caller.kind === 'anonymous') {
    return network === undefined
      ? undefined
      : allowance(kind, `network:${network}`, defaults.anonymous[kind]);
  }
  const { personId, keyId, quotas } = caller;
  if (keyId === undefined) return personAllowance(kind, personId, defaults, quotas);
  return allowance(kind, `key:${keyId}`, personLimit(kind, defaults, quotas));
}
