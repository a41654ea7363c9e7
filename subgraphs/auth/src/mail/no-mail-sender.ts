import type { Logger } from '@codexcontinue/platform/log';
import type { MailSender } from './mail-sender.ts';

/** Where neither an SMTP server nor a place for files is configured: says so, and nothing of the mail. */
export function createNoMailSender(logger: Logger): MailSender {
  return {
    async send() {
      logger.warn('a mail was not sent: set SMTP_URL, or DATA_DIR to keep mails as files');
    },
    async close() {},
  };
}
