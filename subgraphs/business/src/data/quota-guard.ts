import { requirePerson } from '@codexcontinue/platform/callers';
import type { Caller } from '@codexcontinue/platform/identity';
import type { Logger } from '@codexcontinue/platform/log';
import {
  memberAllowance,
  memberLimit,
  personAllowance,
  personLimit,
  workspaceAllowance,
  workspaceLimit,
} from '@codexcontinue/platform/quotas/quota-keys';
import type { QuotaSettings } from '@codexcontinue/platform/quotas/quota-settings';
import type { Allowance, QuotaCount } from '@codexcontinue/platform/quotas/quota-store';
import type { ExceededQuota } from '../domain/quotas.ts';
import type { OpenAnswersLimits } from './open-answers.ts';

/** What the person who asks, and the workspace they ask for, may still have. */
export interface QuotaGuard {
  /** Counts a file that is going to be uploaded, or says why not. Its size is held to when it is completed. */
  takeUpload(workspaceId: string, bytes: number): Promise<ExceededQuota | undefined>;
  /** Whether the tokens of the day are used up. They are counted by ml when an answer ends, however long it became. */
  findTokensUsedUp(workspaceId: string): Promise<ExceededQuota | undefined>;
  /** Undefined: any number. */
  openAnswers(workspaceId: string): OpenAnswersLimits | undefined;
}

/** For where nothing is limited. */
export const NO_QUOTAS: QuotaGuard = {
  takeUpload: async () => undefined,
  findTokensUsedUp: async () => undefined,
  openAnswers: () => undefined,
};

const WHOSE = ['person', 'member', 'workspace'] as const;

/**
 * For one request. While the counts are away nobody is kept from working: it is logged, and answers under way are bounded
 * by the database.
 */
export function createQuotaGuard({
  store,
  defaults,
  caller,
  logger,
}: QuotaSettings & { readonly caller: Caller; readonly logger: Logger }): QuotaGuard {
  async function unlessAway<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
    try {
      return await work();
    } catch (error) {
      logger.warn({ err: error }, 'quotas cannot be counted; the request goes through');
      return undefined;
    }
  }

  function allowancesOf(kind: 'tokens' | 'uploadBytes', workspaceId: string): readonly Allowance[] {
    const { personId, quotas } = requirePerson(caller);
    return [
      personAllowance(kind, personId, defaults, quotas),
      memberAllowance(kind, workspaceId, personId, quotas),
      workspaceAllowance(kind, workspaceId, defaults, quotas),
    ];
  }

  /** The first for which there is no room for so much more. */
  function findExceeded(
    kind: ExceededQuota['kind'],
    allowances: readonly Allowance[],
    counts: readonly QuotaCount[],
    amount: number,
  ): ExceededQuota | undefined {
    for (const [index, whose] of WHOSE.entries()) {
      const { limit } = allowances[index] ?? { limit: 0 };
      const { used, resetMilliseconds } = counts[index] ?? { used: 0, resetMilliseconds: 0 };
      if (used + amount <= limit) continue;
      const resetsAt = resetMilliseconds > 0 ? new Date(Date.now() + resetMilliseconds) : null;
      return { kind, whose, limit, resetsAt };
    }
    return undefined;
  }

  return {
    async takeUpload(workspaceId, bytes) {
      const allowances = allowancesOf('uploadBytes', workspaceId);
      const taking = await unlessAway(() =>
        store.take(allowances.map((allowance) => ({ ...allowance, amount: bytes }))),
      );
      if (!taking || taking.taken) return undefined;
      return findExceeded('uploadBytes', allowances, taking.counts, bytes);
    },
    async findTokensUsedUp(workspaceId) {
      const allowances = allowancesOf('tokens', workspaceId);
      const counts = await unlessAway(() => store.read(allowances.map(({ key }) => key)));
      return counts && findExceeded('tokens', allowances, counts, 1);
    },
    openAnswers(workspaceId) {
      const { quotas } = requirePerson(caller);
      return {
        person: personLimit('parallelGenerations', defaults, quotas),
        member: memberLimit('parallelGenerations', workspaceId, quotas),
        workspace: workspaceLimit('parallelGenerations', workspaceId, defaults, quotas),
      };
    },
  };
}
