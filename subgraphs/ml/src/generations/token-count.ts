import type { Logger } from '@codexcontinue/platform/log';
import {
  memberAllowance,
  personAllowance,
  workspaceAllowance,
} from '@codexcontinue/platform/quotas/quota-keys';
import { DEFAULT_QUOTAS } from '@codexcontinue/platform/quotas/quota-kinds';
import type { QuotaStore } from '@codexcontinue/platform/quotas/quota-store';
import type { Generation, GenerationUsage } from '../domain/generation.ts';

/** Counts the tokens that models read and write for people and workspaces. */
export interface TokenCount {
  /** Of a generation that has ended; never throws. */
  add(
    generation: Pick<Generation, 'id' | 'askerId' | 'workspaceId'>,
    usage: GenerationUsage | null,
  ): Promise<void>;
}

/** What is used is counted whatever the limits are; whoever asks the next question is held to them. */
export function createTokenCount(store: QuotaStore, logger: Logger): TokenCount {
  return {
    async add({ id, askerId, workspaceId }, usage) {
      const amount = usage ? usage.promptTokens + usage.completionTokens : 0;
      if (amount === 0) return;
      const allowances = [
        personAllowance('tokens', askerId, DEFAULT_QUOTAS, undefined),
        memberAllowance('tokens', workspaceId, askerId, undefined),
        workspaceAllowance('tokens', workspaceId, DEFAULT_QUOTAS, undefined),
      ];
      try {
        await store.add(allowances.map((allowance) => ({ ...allowance, amount })));
      } catch (error) {
        // What it cost is in the generation's usage all the same.
        logger.warn({ err: error, generationId: id }, 'the tokens of a generation are not counted');
      }
    },
  };
}
