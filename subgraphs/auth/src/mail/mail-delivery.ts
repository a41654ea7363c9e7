import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@codexcontinue/platform/log';
import type { Mail, MailSender } from './mail-sender.ts';

/** Sends mails after the answer: how long an answer takes must not tell whether a mail goes out. */
export interface MailDelivery {
  /**
   * Does something in the background, and sends the mail it answers, if any. What fails is tried again a few times, then
   * logged; the person asks for another mail.
   */
  later(what: () => Promise<Mail | undefined>): void;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  /** Ends what is under way, without further tries. */
  stop(): Promise<void>;
}

const PAUSES_MILLISECONDS = [1_000, 10_000];

/** @param pauses between the tries, in milliseconds */
export function createMailDelivery(
  sender: MailSender,
  logger: Logger,
  pauses: readonly number[] = PAUSES_MILLISECONDS,
): MailDelivery {
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();

  async function send(mail: Mail): Promise<void> {
    for (const milliseconds of pauses) {
      try {
        return await sender.send(mail);
      } catch (error) {
        logger.warn({ err: error }, 'a mail could not be sent; trying again');
        if (stopping.signal.aborted) throw error;
        await pause(milliseconds, undefined, { signal: stopping.signal });
      }
    }
    await sender.send(mail);
  }

  async function deliver(what: () => Promise<Mail | undefined>): Promise<void> {
    try {
      const mail = await what();
      if (mail) await send(mail);
    } catch (error) {
      logger.error({ err: error }, 'a mail was not sent');
    }
  }

  const settled = async () => {
    await Promise.all(underWay);
  };
  return {
    later(what) {
      const delivery = deliver(what).finally(() => underWay.delete(delivery));
      underWay.add(delivery);
    },
    settled,
    async stop() {
      stopping.abort();
      await settled();
      await sender.close();
    },
  };
}
