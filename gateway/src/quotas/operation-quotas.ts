import { HeaderMap } from '@apollo/server';
import { RuleError } from '@codexcontinue/platform/errors';
import type { Caller } from '@codexcontinue/platform/identity';
import { operationAllowance } from '@codexcontinue/platform/quotas/quota-keys';
import type { QuotaSettings } from '@codexcontinue/platform/quotas/quota-settings';
import type { Charge, Taking } from '@codexcontinue/platform/quotas/quota-store';
import type { Logger } from '../graphql/request-context.ts';
import { clientNetwork } from '../transports/client-network.ts';
import { type QuotaState, rateLimitHeaders } from './rate-limit-headers.ts';

/** What one operation takes of its caller's quotas. */
export interface QuotaMeter {
  /** Why the operation is not even looked at; absent: it may go on. */
  readonly refusal: RuleError | undefined;
  /** Takes what it is estimated to cost. @throws RuleError RATE_LIMITED with `retryAfterSeconds` */
  takeCost(cost: number): Promise<void>;
  /** `RateLimit` and `RateLimit-Policy` as things stand now. */
  headers(): Readonly<Record<string, string>>;
}

/** Counts operations, whatever they come over. */
export interface OperationQuotas {
  /** Counts one more operation, before anything is done for it. */
  admit(caller: Caller, remoteAddress: string | undefined, logger: Logger): Promise<QuotaMeter>;
}

type OperationKind = 'requests' | 'cost';

const WARN_EVERY_MILLISECONDS = 10_000;

/**
 * Operations go through while they cannot be counted: quotas keep one caller from using up the instance, and an instance
 * that answers nobody because Redis is away would be used up altogether. Guesses at passwords are bounded elsewhere.
 *
 * @param options.onRefused called for every operation that is not even looked at
 */
export function createOperationQuotas(
  options: QuotaSettings & { readonly onRefused: () => void },
): OperationQuotas {
  const { store, defaults, onRefused } = options;
  let warnedAt = Number.NEGATIVE_INFINITY;

  async function take(charge: Charge, logger: Logger): Promise<Taking | undefined> {
    try {
      return await store.take([charge]);
    } catch (error) {
      if (performance.now() - warnedAt >= WARN_EVERY_MILLISECONDS) {
        warnedAt = performance.now();
        logger.warn({ err: error }, 'quotas cannot be counted; operations go through');
      }
      return undefined;
    }
  }

  return {
    async admit(caller, remoteAddress, logger) {
      const network = remoteAddress === undefined ? undefined : clientNetwork(remoteAddress);
      const states = new Map<OperationKind, QuotaState>();

      /** @returns the refusal, for what does not fit */
      async function charge(kind: OperationKind, amount: number): Promise<RuleError | undefined> {
        const allowance = operationAllowance(kind, caller, network, defaults);
        const taking = allowance && (await take({ ...allowance, amount }, logger));
        const count = taking?.counts[0];
        if (!allowance || !count) return undefined;
        const { limit, windowSeconds } = allowance;
        const state: QuotaState = {
          ...{ limit, windowSeconds },
          remaining: Math.max(0, limit - count.used),
          // Where nothing is counted there is no window yet: the next begins with the next charge.
          resetSeconds: Math.ceil(count.resetMilliseconds / 1_000),
        };
        states.set(kind, state);
        return taking.taken ? undefined : refusalOf(kind, state);
      }

      const refusal = await charge('requests', 1);
      if (refusal) onRefused();
      return {
        refusal,
        async takeCost(cost) {
          const tooMuch = await charge('cost', Math.ceil(cost));
          if (tooMuch) throw tooMuch;
        },
        headers: () => rateLimitHeaders(states),
      };
    },
  };
}

const WHAT: Readonly<Record<OperationKind, string>> = {
  requests: 'Too many requests in a short time.',
  cost: 'What was asked for in a short time costs too much.',
};

function refusalOf(kind: OperationKind, { limit, resetSeconds, windowSeconds }: QuotaState): RuleError {
  // A single operation beyond the limit has no window to wait for: then the whole of the next.
  const retryAfterSeconds = resetSeconds || windowSeconds;
  const seconds = retryAfterSeconds === 1 ? 'a second' : `${retryAfterSeconds} seconds`;
  return new RuleError('RATE_LIMITED', `${WHAT[kind]} Try again in ${seconds}.`, {
    ...{ quota: kind, limit, retryAfterSeconds },
    http: { status: 429, headers: new HeaderMap([['retry-after', String(retryAfterSeconds)]]) },
  });
}
