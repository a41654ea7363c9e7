import type { Person } from '@codexcontinue/platform/callers';
import type { Logger } from '@codexcontinue/platform/log';
import {
  operationAllowance,
  personAllowance,
  personLimit,
  workspaceAllowance,
  workspaceLimit,
} from '@codexcontinue/platform/quotas/quota-keys';
import {
  limitIn,
  QUOTA_KINDS,
  type QuotaKind,
  type QuotaOverrides,
  WORKSPACE_KINDS,
} from '@codexcontinue/platform/quotas/quota-kinds';
import type { QuotaSettings } from '@codexcontinue/platform/quotas/quota-settings';
import type { QuotaCount } from '@codexcontinue/platform/quotas/quota-store';
import type { QuotaLimitsStore } from './data/quota-limits-store.ts';

/** A limit and how it stands. */
export interface QuotaStanding {
  readonly kind: QuotaKind;
  readonly limit: number;
  /** Null where it is not known, or not counted in windows. */
  readonly used: number | null;
  readonly resetsAt: Date | null;
  readonly isSet: boolean;
}

/** Says how quotas stand, for people to see them coming. */
export interface QuotaBook {
  readonly defaults: QuotaSettings['defaults'];
  /** Of a person, as the caller that asks for themselves. */
  ofPerson(caller: Person): Promise<QuotaStanding[]>;
  /** One of somebody's, as an administrator sees it. */
  ofSomebody(personId: string, kind: QuotaKind): Promise<QuotaStanding>;
  ofWorkspace(workspaceId: string): Promise<QuotaStanding[]>;
}

interface Line {
  readonly kind: QuotaKind;
  readonly limit: number;
  /** What it is counted under; absent: not in windows. */
  readonly key?: string | undefined;
  readonly isSet: boolean;
}

export function createQuotaBook({
  store,
  defaults,
  limits,
  logger,
}: QuotaSettings & { readonly limits: QuotaLimitsStore; readonly logger: Logger }): QuotaBook {
  /** While the counts are away the limits are told all the same. */
  async function countsOf(keys: readonly string[]): Promise<readonly QuotaCount[] | undefined> {
    try {
      return await store.read(keys);
    } catch (error) {
      logger.warn({ err: error }, 'what is used of quotas cannot be read');
      return undefined;
    }
  }

  async function standingsOf(lines: readonly Line[]): Promise<QuotaStanding[]> {
    const keys = lines.flatMap(({ key }) => key ?? []);
    const counts = await countsOf(keys);
    const now = Date.now();
    return lines.map(({ kind, limit, key, isSet }) => {
      const count = key === undefined ? undefined : counts?.[keys.indexOf(key)];
      return {
        ...{ kind, limit, isSet },
        used: count ? count.used : null,
        resetsAt: count && count.resetMilliseconds > 0 ? new Date(now + count.resetMilliseconds) : null,
      };
    });
  }

  function lineOfPerson(kind: QuotaKind, personId: string, overrides: QuotaOverrides | undefined): Line {
    return {
      kind,
      limit: personLimit(kind, defaults, overrides),
      key:
        kind === 'parallelGenerations' ? undefined : personAllowance(kind, personId, defaults, overrides).key,
      isSet: limitIn(overrides?.person, kind) !== undefined,
    };
  }

  return {
    defaults,
    async ofPerson(caller) {
      const overrides = await limits.overridesOf(caller.personId, []);
      return standingsOf(
        QUOTA_KINDS.map((kind) => {
          const line = lineOfPerson(kind, caller.personId, overrides);
          if (kind !== 'requests' && kind !== 'cost') return line;
          return { ...line, key: operationAllowance(kind, caller, undefined, defaults)?.key };
        }),
      );
    },
    async ofSomebody(personId, kind) {
      const [standing] = await standingsOf([
        lineOfPerson(kind, personId, await limits.overridesOf(personId, [])),
      ]);
      if (!standing) throw new Error('A quota without a standing.');
      return standing;
    },
    async ofWorkspace(workspaceId) {
      const overrides = await limits.overridesOf(undefined, [workspaceId]);
      return standingsOf(
        WORKSPACE_KINDS.map((kind) => ({
          kind,
          limit: workspaceLimit(kind, workspaceId, defaults, overrides),
          key:
            kind === 'parallelGenerations'
              ? undefined
              : workspaceAllowance(kind, workspaceId, defaults, overrides).key,
          isSet: limitIn(overrides?.workspaces?.[workspaceId], kind) !== undefined,
        })),
      );
    },
  };
}
