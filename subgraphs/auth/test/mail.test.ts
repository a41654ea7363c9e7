import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openEgress } from '@codexcontinue/platform/egress/open-egress';
import { createLogger } from '@codexcontinue/platform/log';
import { createMailDelivery } from '../src/mail/mail-delivery.ts';
import type { Mail, MailSender } from '../src/mail/mail-sender.ts';
import { createMails } from '../src/mail/mails.ts';
import { openMailSender } from '../src/mail/open-mail-sender.ts';
import { startSmtpServer, type TestSmtpServer } from './helpers/smtp-server.ts';

const MAIL: Mail = {
  to: 'zoë@example.org',
  subject: 'Grüße',
  text: 'Open https://example.org/x?token=a_b-c now\n',
};
const PUBLIC_URL = 'https://ai.example.org';

describe('mails', () => {
  const logger = createLogger('test', 'silent');
  const egress = openEgress({ service: 'test', logger });
  const directory = mkdtempSync(join(tmpdir(), 'outbox-'));
  let smtp: TestSmtpServer;
  before(async () => {
    smtp = await startSmtpServer();
  });
  after(async () => {
    await egress.close();
    await smtp.stop();
    rmSync(directory, { recursive: true });
  });

  const sendersUnderTest: Readonly<
    Record<
      string,
      () => { sender: MailSender; arrived(): Promise<{ message: string; to: readonly string[] }> }
    >
  > = {
    'an SMTP server': () => ({
      sender: openMailSender(
        {
          smtpUrl: smtp.url,
          from: 'Team <team@example.org>',
          dataDirectory: directory,
          publicUrl: PUBLIC_URL,
        },
        egress,
        logger,
      ),
      arrived: () => smtp.next(),
    }),
    'files for the operator': () => ({
      sender: openMailSender(
        {
          smtpUrl: undefined,
          from: 'Team <team@example.org>',
          dataDirectory: directory,
          publicUrl: PUBLIC_URL,
        },
        egress,
        logger,
      ),
      arrived: async () => {
        const name = readdirSync(join(directory, 'outbox')).toSorted().at(-1) ?? '';
        const path = join(directory, 'outbox', name);
        assert.equal(statSync(path).mode & 0o777, 0o600);
        const message = readFileSync(path, 'utf8');
        return { message, to: [/^To: <?([^>\r\n]+)>?/m.exec(message)?.[1] ?? ''] };
      },
    }),
  };

  for (const [name, open] of Object.entries(sendersUnderTest)) {
    it(`reach ${name} whole`, async () => {
      const { sender, arrived } = open();
      await sender.send({ ...MAIL, to: 'zoe@example.org' });
      const { message, to } = await arrived();
      assert.deepEqual(to, ['zoe@example.org']);
      assert.match(message, /^From: Team <team@example\.org>/m);
      assert.match(message, /^Subject: =\?UTF-8\?/m);
      assert.match(message, /^Open https:\/\/example\.org\/x\?token=a_b-c now\r?$/m);
      await sender.close();
    });

    it(`to ${name} go to one address, whatever it looks like`, async () => {
      const { sender, arrived } = open();
      await sender.send({ ...MAIL, to: 'eve,victim@example.org', subject: 'x\r\nBcc: other@example.org' });
      const { message, to } = await arrived();
      assert.equal(to.length, 1);
      assert.ok(!to.includes('victim@example.org'));
      assert.doesNotMatch(message, /^Bcc:/m);
      await sender.close();
    });
  }

  it('in files can be read as they are, long links and all', async () => {
    const { sender, arrived } = sendersUnderTest['files for the operator']?.() ?? assert.fail();
    const link = `https://ai.example.org/reset-password?token=${'x'.repeat(200)}`;
    await sender.send({ ...MAIL, text: `Grüße:\n\n${link}\n` });
    const { message } = await arrived();
    assert.ok(message.includes(`\r\n\r\nGrüße:\r\n\r\n${link}\r\n`));
    assert.match(message, /^Content-Transfer-Encoding: 8bit\r$/m);
    await sender.close();
  });

  it('without a server or a place for files are told to the operator, without their text', async () => {
    const lines: string[] = [];
    const told = { ...logger, warn: (line: unknown) => void lines.push(String(line)) } as typeof logger;
    const settings = { smtpUrl: undefined, from: undefined, dataDirectory: undefined, publicUrl: PUBLIC_URL };
    await openMailSender(settings, egress, told).send(MAIL);
    assert.match(lines.join(), /SMTP_URL/);
    assert.doesNotMatch(lines.join(), /token|zo/);
  });

  it('A54 have links to where people open the app, in one line each', () => {
    const mails = createMails(`${PUBLIC_URL}/`);
    for (const [mail, path] of [
      [mails.verifyEmail('a@b.c', 'to-ken'), '/verify-email?token=to-ken'],
      [mails.resetPassword('a@b.c', 'to-ken'), '/reset-password?token=to-ken'],
      [
        mails.invitation('a@b.c', { token: 'to-ken', workspace: 'W', inviter: 'Ada' }),
        '/invitation?token=to-ken',
      ],
    ] as const) {
      assert.ok(mail.text.split('\n').includes(`${PUBLIC_URL}${path}`), mail.text);
    }
  });

  it('are sent after the answer, and again when the server was away for a moment', async () => {
    const attempts: Mail[] = [];
    const sender: MailSender = {
      async send(mail) {
        attempts.push(mail);
        if (attempts.length < 3) throw new Error('away');
      },
      close: async () => {},
    };
    const delivery = createMailDelivery(sender, logger, [0, 0]);
    delivery.later(async () => MAIL);
    assert.equal(attempts.length, 0);
    await delivery.settled();
    assert.deepEqual(attempts, [MAIL, MAIL, MAIL]);
    await delivery.stop();
  });

  it('hold up no stop: what cannot be sent is given up', async () => {
    const away: MailSender = {
      send: async () => {
        throw new Error('away');
      },
      close: async () => {},
    };
    const delivery = createMailDelivery(away, logger);
    delivery.later(async () => MAIL);
    delivery.later(async () => {
      throw new Error('the database is away');
    });
    await delivery.stop();
    await delivery.settled();
  });
});
