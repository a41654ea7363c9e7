import type { Mail, MailSender } from '../../src/mail/mail-sender.ts';

/** Keeps the mails that would go out. */
export interface Mailbox extends MailSender {
  /** The next mail to an address that has not been read yet; waits for it. */
  next(to: string): Promise<Mail>;
  /** All mails to an address so far. */
  to(address: string): readonly Mail[];
}

export function createMailbox(): Mailbox {
  const mails: Mail[] = [];
  const unread = new Map<string, Mail[]>();
  const waiting = new Map<string, (mail: Mail) => void>();
  return {
    async send(mail) {
      mails.push(mail);
      const reader = waiting.get(mail.to);
      waiting.delete(mail.to);
      if (reader) reader(mail);
      else unread.set(mail.to, [...(unread.get(mail.to) ?? []), mail]);
    },
    async close() {},
    next(to) {
      const [mail, ...others] = unread.get(to) ?? [];
      if (!mail) return new Promise((resolve) => waiting.set(to, resolve));
      unread.set(to, others);
      return Promise.resolve(mail);
    },
    to: (address) => mails.filter(({ to }) => to === address),
  };
}

/** The token of the link in a mail. */
export function tokenIn({ text }: Mail): string {
  return new URL(/https?:\S+/.exec(text)?.[0] ?? '').searchParams.get('token') ?? '';
}
