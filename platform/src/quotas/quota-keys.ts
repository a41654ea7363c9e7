import type { Caller } from '../identity.ts';
import {
  type KEY_KINDS,
  limitIn,
  type QuotaDefaults,
  type QuotaKind,
  type QuotaLimits,
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
  return limitIn(limitsOf(overrides?.workspaces, workspaceId), kind) ?? defaults.workspace[kind];
}

/** How much of a kind a person may have in a workspace, as far as that was set: else nothing but their own limit binds them. */
export function memberLimit(
  kind: WorkspaceKind,
  workspaceId: string,
  overrides: QuotaOverrides | undefined,
): number | undefined {
  return limitIn(limitsOf(overrides?.members, workspaceId), kind);
}

/** How much of a kind an API key may have: as much as its person, unless it was given less. */
export function keyLimit(
  kind: QuotaKind,
  defaults: QuotaDefaults,
  overrides: QuotaOverrides | undefined,
): number {
  return Math.min(
    limitIn(overrides?.key, kind) ?? Number.MAX_SAFE_INTEGER,
    personLimit(kind, defaults, overrides),
  );
}

function limitsOf(
  limits: Readonly<Record<string, QuotaLimits>> | undefined,
  workspaceId: string,
): QuotaLimits | undefined {
  return limits && Object.hasOwn(limits, workspaceId) ? limits[workspaceId] : undefined;
}

/** Under what answers that are under way are held: whose they are. */
export const answersUnderWayKey = {
  ofPerson: (personId: string) => `parallelGenerations:person:${personId}`,
  ofMember: (workspaceId: string, personId: string) =>
    `parallelGenerations:member:${workspaceId}:${personId}`,
  ofWorkspace: (workspaceId: string) => `parallelGenerations:workspace:${workspaceId}`,
} as const;

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

/** Counted whether it is limited or not: who sets a limit sees what has been used. */
export function memberAllowance(
  kind: Extract<WorkspaceKind, CountedKind>,
  workspaceId: string,
  personId: string,
  overrides: QuotaOverrides | undefined,
): Allowance {
  const limit = memberLimit(kind, workspaceId, overrides) ?? Number.MAX_SAFE_INTEGER;
  return allowance(kind, `member:${workspaceId}:${personId}`, limit);
}

export function keyAllowance(
  kind: (typeof KEY_KINDS)[number],
  keyId: string,
  defaults: QuotaDefaults,
  overrides: QuotaOverrides | undefined,
): Allowance {
  return allowance(kind, `key:${keyId}`, keyLimit(kind, defaults, overrides));
}

/**
 * What the gateway counts operations by: the API key, the person, or the network nobody has signed in from. A key has as
 * much as its person unless it was given less, for itself: a program that runs wild does not shut its owner out.
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
  return keyAllowance(kind, keyId, defaults, quotas);
}
