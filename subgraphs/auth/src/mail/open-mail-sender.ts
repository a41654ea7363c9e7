import { join } from 'node:path';
import type { Egress } from '@codexcontinue/platform/egress/egress';
import type { Logger } from '@codexcontinue/platform/log';
import type { MailSender } from './mail-sender.ts';
import { createNoMailSender } from './no-mail-sender.ts';
import { createOutboxMailSender } from './outbox-mail-sender.ts';
import { createSmtpMailSender } from './smtp-mail-sender.ts';

/** How mails go out, as the environment says. */
export interface MailSettings {
  readonly smtpUrl: string | undefined;
  /** The sender; left out: `no-reply@` the host people open. */
  readonly from: string | undefined;
  /** Where mails are kept as files (`outbox`) when there is no SMTP server. */
  readonly dataDirectory: string | undefined;
  readonly publicUrl: string;
}

export function openMailSender(settings: MailSettings, egress: Egress, logger: Logger): MailSender {
  const from = settings.from ?? `CodexContinue <no-reply@${new URL(settings.publicUrl).hostname}>`;
  if (settings.smtpUrl) return createSmtpMailSender({ url: settings.smtpUrl, from, egress });
  if (!settings.dataDirectory) return createNoMailSender(logger);
  return createOutboxMailSender({ directory: join(settings.dataDirectory, 'outbox'), from });
}
