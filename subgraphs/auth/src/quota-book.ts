import type { Person } from '@codexcontinue/platform/callers';
import type { Logger } from '@codexcontinue/platform/log';
import {
  answersUnderWayKey,
  keyAllowance,
  memberAllowance,
  memberLimit,
  personAllowance,
  workspaceAllowance,
} from '@codexcontinue/platform/quotas/quota-keys';
import {
  KEY_KINDS,
  limitIn,
  QUOTA_KINDS,
  type QuotaKind,
  type QuotaOverrides,
  WORKSPACE_KINDS,
} from '@codexcontinue/platform/quotas/quota-kinds';
import type { QuotaSettings } from '@codexcontinue/platform/quotas/quota-settings';
import type { QuotaLimitsStore } from './data/quota-limits-store.ts';
import { limitInForce, type QuotaLine, type QuotaStanding } from './domain/quota-lines.ts';
import { createStandings } from './quota-standings.ts';

/** Says how quotas stand, for people to see them coming. */
export interface QuotaBook {
  readonly defaults: QuotaSettings['defaults'];
  /** Of a person, as the caller that asks for themselves. */
  ofPerson(caller: Person): Promise<QuotaStanding[]>;
  /** Of somebody, as an administrator sees it. */
  ofSomebody(personId: string): Promise<QuotaStanding[]>;
  ofWorkspace(workspaceId: string): Promise<QuotaStanding[]>;
  /** Of a person in a workspace: their limits there, within those they have anyway. */
  ofMember(member: { readonly workspaceId: string; readonly personId: string }): Promise<QuotaStanding[]>;
  /** Of an API key by itself. */
  ofKey(key: {
    readonly id: string;
    readonly workspaceId: string;
    readonly personId: string;
  }): Promise<QuotaStanding[]>;
}

export function createQuotaBook({
  store,
  defaults,
  limits,
  logger,
}: QuotaSettings & { readonly limits: QuotaLimitsStore; readonly logger: Logger }): QuotaBook {
  const standingsOf = createStandings(store, logger);

  /** What binds a person wherever they are. */
  function limitOfPerson(kind: QuotaKind, overrides: QuotaOverrides | undefined) {
    const set = limitIn(overrides?.person, kind);
    return limitInForce({ set, source: 'PERSON' }, { limit: defaults.person[kind], source: 'INSTANCE' });
  }

  function lineOfPerson(kind: QuotaKind, personId: string, overrides: QuotaOverrides | undefined): QuotaLine {
    const key =
      kind === 'parallelGenerations'
        ? { slots: answersUnderWayKey.ofPerson(personId) }
        : { window: personAllowance(kind, personId, defaults, overrides).key };
    return { kind, ...limitOfPerson(kind, overrides), ...key };
  }

  function lineOfKey(
    kind: (typeof KEY_KINDS)[number],
    keyId: string,
    overrides: QuotaOverrides | undefined,
  ): QuotaLine {
    const ofPerson = limitOfPerson(kind, overrides);
    return {
      ...{ kind, window: keyAllowance(kind, keyId, defaults, overrides).key },
      ...limitInForce({ set: limitIn(overrides?.key, kind), source: 'API_KEY' }, ofPerson, { isBound: true }),
    };
  }

  return {
    defaults,
    async ofPerson({ personId, keyId, workspaceRoles }) {
      const ofKey = keyId === undefined ? [] : Object.keys(workspaceRoles);
      const overrides = await limits.overridesOf(personId, ofKey, keyId);
      return standingsOf(
        QUOTA_KINDS.map((kind) =>
          keyId !== undefined && (kind === 'requests' || kind === 'cost')
            ? lineOfKey(kind, keyId, overrides)
            : lineOfPerson(kind, personId, overrides),
        ),
      );
    },
    async ofSomebody(personId) {
      const overrides = await limits.overridesOf(personId, []);
      return standingsOf(QUOTA_KINDS.map((kind) => lineOfPerson(kind, personId, overrides)));
    },
    async ofWorkspace(workspaceId) {
      const overrides = await limits.overridesOf(undefined, [workspaceId]);
      return standingsOf(
        WORKSPACE_KINDS.map((kind) => {
          const set = limitIn(overrides?.workspaces?.[workspaceId], kind);
          const instance = { limit: defaults.workspace[kind], source: 'INSTANCE' } as const;
          const key =
            kind === 'parallelGenerations'
              ? { slots: answersUnderWayKey.ofWorkspace(workspaceId) }
              : { window: workspaceAllowance(kind, workspaceId, defaults, overrides).key };
          return { kind, ...limitInForce({ set, source: 'WORKSPACE' }, instance), ...key };
        }),
      );
    },
    async ofMember({ workspaceId, personId }) {
      const overrides = await limits.overridesOf(personId, [workspaceId]);
      return standingsOf(
        WORKSPACE_KINDS.map((kind) => {
          const set = memberLimit(kind, workspaceId, overrides);
          const ofPerson = limitOfPerson(kind, overrides);
          const key =
            kind === 'parallelGenerations'
              ? { slots: answersUnderWayKey.ofMember(workspaceId, personId) }
              : { window: memberAllowance(kind, workspaceId, personId, overrides).key };
          return { kind, ...limitInForce({ set, source: 'MEMBER' }, ofPerson, { isBound: true }), ...key };
        }),
      );
    },
    async ofKey({ id, workspaceId, personId }) {
      const overrides = await limits.overridesOf(personId, [workspaceId], id);
      return standingsOf(KEY_KINDS.map((kind) => lineOfKey(kind, id, overrides)));
    },
  };
}
