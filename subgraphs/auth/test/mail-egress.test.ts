import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createEgress, type Egress } from '@codexcontinue/platform/egress/egress';
import { createEgressLedger, type EgressLedger } from '@codexcontinue/platform/egress/ledger';
import { egressRules } from '@codexcontinue/platform/egress/rules';
import { createLogger } from '@codexcontinue/platform/log';
import { createSmtpMailSender } from '../src/mail/smtp-mail-sender.ts';
import { startSmtpServer, type TestSmtpServer } from './helpers/smtp-server.ts';

const MAIL = { to: 'zoe@example.org', subject: 'Hello', text: 'Hello\n' };

describe('connections to the mail server', () => {
  let smtp: TestSmtpServer;
  let ledger: EgressLedger;
  let names: Record<string, string[][]>;
  let looked: number;
  before(async () => {
    smtp = await startSmtpServer();
  });
  after(() => smtp.stop());
  beforeEach(() => {
    ledger = createEgressLedger({ logger: createLogger('test', 'silent') });
    looked = 0;
  });

  const urlOf = (host: string) => smtp.url.replace('127.0.0.1', host);
  const portOf = () => Number(new URL(smtp.url.replace('smtp:', 'http:')).port);
  async function sendBy(url: string, allow = ''): Promise<void> {
    const egress: Egress = createEgress({
      rules: egressRules(allow),
      ledger,
      resolve: async (hostname) => {
        looked += 1;
        const answers = names[hostname] ?? [];
        return (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
      },
    });
    const sender = createSmtpMailSender({ url, from: 'Team <team@example.org>', egress });
    try {
      await sender.send(MAIL);
    } finally {
      await sender.close();
      await egress.close();
    }
  }

  it('A75 go to the address that was checked, and are written down without what was sent', async () => {
    names = { 'mail.test': [['127.0.0.1'], ['169.254.169.254']] };
    await sendBy(urlOf('mail.test'));
    assert.match((await smtp.next()).message, /^Subject: Hello/m);
    assert.equal(looked, 1, 'the name was asked for once');
    const [call] = ledger.list();
    assert.ok(call && call.sentBytes > 100 && call.receivedBytes > 50);
    assert.deepEqual(
      { ...call, at: 0, sentBytes: 0, receivedBytes: 0 },
      {
        at: 0,
        purpose: 'mail',
        host: `mail.test:${portOf()}`,
        port: portOf(),
        method: 'CONNECT',
        outcome: 'answered',
        status: undefined,
        reason: undefined,
        sentBytes: 0,
        receivedBytes: 0,
      },
    );
    assert.doesNotMatch(JSON.stringify(ledger.list()), /secret|mailer/);
  });

  it('A75 are refused where the name leads to a metadata service, whatever else it leads to', async () => {
    for (const addresses of [['169.254.169.254'], ['127.0.0.1', 'fd00:ec2::254'], ['0.0.0.0'], []]) {
      names = { 'mail.test': [addresses] };
      await assert.rejects(sendBy(urlOf('mail.test')), /leads to an address that may not be called/);
    }
    assert.deepEqual(new Set(ledger.list().map(({ outcome }) => outcome)), new Set(['refused']));
  });

  it('A75 are held to the range that is given for the host', async () => {
    names = { 'mail.test': [['127.0.0.1']] };
    const url = urlOf('mail.test');
    await assert.rejects(sendBy(url, `mail.test:${portOf()}=10.0.0.0/8`), /may not be called/);
    await sendBy(url, `mail.test:${portOf()}=127.0.0.0/8`);
    await smtp.next();
  });

  it('that fail are written down with why', async () => {
    names = {};
    await assert.rejects(sendBy('smtp://127.0.0.1:1'), /ECONNREFUSED/);
    assert.deepEqual(
      ledger.list().map(({ outcome, reason }) => [outcome, reason]),
      [['failed', 'ECONNREFUSED']],
    );
  });
});
