import type { Egress } from '@codexcontinue/platform/egress/egress';
import { createTransport } from 'nodemailer';
import type { MailSender } from './mail-sender.ts';

const CONNECT_MILLISECONDS = 10_000;
const ANSWER_MILLISECONDS = 30_000;

/**
 * Hands mails to an SMTP server.
 *
 * @param options.url `smtp://user:password@host:587` (STARTTLS where the server offers it) or `smtps://…`
 * @param options.from `CodexContinue <no-reply@example.org>`
 */
export function createSmtpMailSender(options: {
  readonly url: string;
  readonly from: string;
  readonly egress: Egress;
}): MailSender {
  const transport = createTransport(
    {
      url: options.url,
      // Every connection to the server comes from here; TLS, within or by STARTTLS, is nodemailer's still.
      getSocket(_options: unknown, callback: (error: Error | null, opened?: object) => void) {
        options.egress.connect('mail', options.url).then(
          (connection) => callback(null, { connection }),
          (error: Error) => callback(error),
        );
      },
      pool: true,
      maxConnections: 2,
      connectionTimeout: CONNECT_MILLISECONDS,
      greetingTimeout: CONNECT_MILLISECONDS,
      socketTimeout: ANSWER_MILLISECONDS,
      // Texts come from here alone: nothing in them may name a file or an address to fetch.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from: options.from },
  );
  return {
    async send({ to, subject, text }) {
      // An object is one address; a text would be parsed as a list.
      await transport.sendMail({ to: { name: '', address: to }, subject, text });
    },
    async close() {
      transport.close();
    },
  };
}
