import {
  memberAllowance,
  personAllowance,
  workspaceAllowance,
} from '@codexcontinue/platform/quotas/quota-keys';
import { DEFAULT_QUOTAS } from '@codexcontinue/platform/quotas/quota-kinds';
import type { QuotaStore } from '@codexcontinue/platform/quotas/quota-store';
import type { Generation, GenerationUsage } from '../domain/generation.ts';

/** The tokens that a model read and wrote for an answer: a job, sent with the answer's end. */
export interface TokensUsed {
  readonly generationId: string;
  readonly askerId: string;
  readonly workspaceId: string;
  /** More than 0. */
  readonly tokens: number;
}

/** @returns undefined where no model read anything */
export function tokensUsed(
  { id, askerId, workspaceId }: Pick<Generation, 'id' | 'askerId' | 'workspaceId'>,
  usage: GenerationUsage | null,
): TokensUsed | undefined {
  const tokens = usage ? usage.promptTokens + usage.completionTokens : 0;
  return tokens === 0 ? undefined : { generationId: id, askerId, workspaceId, tokens };
}

/**
 * Counts them for the person and the workspace. What is used is counted whatever the limits are; whoever asks the next
 * question is held to them.
 */
export async function countTokens(
  store: QuotaStore,
  { generationId, askerId, workspaceId, tokens: amount }: TokensUsed,
): Promise<void> {
  const allowances = [
    personAllowance('tokens', askerId, DEFAULT_QUOTAS, undefined),
    memberAllowance('tokens', workspaceId, askerId, undefined),
    workspaceAllowance('tokens', workspaceId, DEFAULT_QUOTAS, undefined),
  ];
  await store.addOnce(
    `tokens:${generationId}`,
    allowances.map((allowance) => ({ ...allowance, amount })),
  );
}
