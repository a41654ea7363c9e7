import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@codexcontinue/platform/ids';
import { createTransport } from 'nodemailer';
import type { MailSender } from './mail-sender.ts';

/**
 * Keeps mails as files for the operator, where no SMTP server is configured: each a message (RFC 5322) that mail programs
 * open, named so that the newest is the last. They carry links that sign in, so only the operator may read them.
 */
export function createOutboxMailSender(options: {
  readonly directory: string;
  readonly from: string;
}): MailSender {
  const composer = createTransport({ streamTransport: true, buffer: true }, { from: options.from });
  return {
    async send({ to, subject, text }) {
      const { message } = await composer.sendMail({ to: { name: '', address: to }, subject, text });
      await mkdir(options.directory, { recursive: true, mode: 0o700 });
      const path = join(options.directory, `${newId()}.eml`);
      const file = await open(`${path}.new`, 'wx', 0o600);
      try {
        await file.writeFile(readable(message.toString(), text));
      } finally {
        await file.close();
      }
      await rename(`${path}.new`, path);
    },
    async close() {
      composer.close();
    },
  };
}

/**
 * A message whose body stands in it as it is (8bit, RFC 2045, section 6.2): encoded for the way through old mail servers, a
 * long link is broken in two, and who reads the file itself could not follow it.
 */
function readable(message: string, text: string): string {
  const [headers = ''] = message.split('\r\n\r\n', 1);
  const encoding = 'Content-Transfer-Encoding: 8bit';
  const body = text.replaceAll(/\r?\n/g, '\r\n');
  return `${headers.replace(/^Content-Transfer-Encoding:.*$/m, encoding)}\r\n\r\n${body}`;
}
