import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { fetch, request } from 'undici';
import { createEgress, type Egress } from '../src/egress/egress.ts';
import { createEgressLedger, type EgressLedger } from '../src/egress/ledger.ts';
import { egressRules } from '../src/egress/rules.ts';
import { createLogger } from '../src/log.ts';
import { createMetrics, type Metrics } from '../src/metrics.ts';

const REFUSED = { code: 'EGRESS_REFUSED' };
const HERE = '127.0.0.1/32';

describe('calls out of the system', () => {
  let server: Server;
  let port: number;
  let connections = 0;
  let answer: RequestListener;
  let metrics: Metrics;
  let ledger: EgressLedger;
  let lines: string[];
  const open: Egress[] = [];

  before(async () => {
    server = createServer((incoming, response) => answer(incoming, response));
    server.on('connection', () => (connections += 1));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  after(async () => {
    for (const egress of open) await egress.close();
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    connections = 0;
    answer = (_incoming, response) => response.end('hello');
    metrics = createMetrics('test');
    lines = [];
    ledger = createEgressLedger({
      logger: createLogger('test', 'info', { write: (line) => void lines.push(line) }),
      metrics,
      capacity: 5,
    });
  });

  /** @param names what names lead to, each time they are asked for; the last is kept */
  function egressWith(allow: string, names: Record<string, string[][]> = {}): Egress {
    const egress = createEgress({
      rules: egressRules(allow),
      ledger,
      resolve: async (hostname) => {
        const answers = names[hostname];
        if (!answers) throw Object.assign(new Error('unknown'), { code: 'ENOTFOUND' });
        return (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
      },
    });
    open.push(egress);
    return egress;
  }

  it('are made to hosts that are allowed, and written down without their path', async () => {
    const egress = egressWith(`files.test:${port}=${HERE}`, { 'files.test': [['127.0.0.1']] });
    answer = async (incoming, response) => {
      incoming.resume();
      response.writeHead(201).end('hello');
    };
    const { statusCode, body } = await request(`http://files.test:${port}/secret?key=1`, {
      method: 'POST',
      body: 'four',
      dispatcher: egress.dispatcher('test'),
    });
    assert.equal(statusCode, 201);
    assert.equal(await body.text(), 'hello');
    const [call] = ledger.list();
    assert.ok(call && Math.abs(call.at.getTime() - Date.now()) < 10_000);
    assert.deepEqual(
      { ...call, at: undefined },
      {
        at: undefined,
        purpose: 'test',
        host: `files.test:${port}`,
        port,
        method: 'POST',
        outcome: 'answered',
        status: 201,
        reason: undefined,
        sentBytes: 4,
        receivedBytes: 5,
      },
    );
    assert.equal(lines.length, 1);
    assert.doesNotMatch(lines.join(''), /secret|key=1/);
    const text = await metrics.registry.metrics();
    assert.match(text, /egress_calls_total\{purpose="test",outcome="answered",service="test"\} 1/);
    assert.match(text, /egress_bytes_total\{purpose="test",direction="received",service="test"\} 5/);
  });

  it('A75 are refused to all others before anything is resolved', async () => {
    const egress = egressWith('other.test');
    await assert.rejects(
      request(`http://files.test:${port}/`, { dispatcher: egress.dispatcher('test') }),
      REFUSED,
    );
    assert.equal(connections, 0);
    assert.deepEqual(
      ledger.list().map(({ host, outcome, reason, sentBytes }) => ({ host, outcome, reason, sentBytes })),
      [{ host: `files.test:${port}`, outcome: 'refused', reason: 'host', sentBytes: 0 }],
    );
    assert.match(lines.join(''), /a call out of the system was refused/);
    assert.match(await metrics.registry.metrics(), /egress_calls_total\{purpose="test",outcome="refused"/);
  });

  it('A75 are refused when an allowed name leads to this machine, its network or a metadata service', async () => {
    const inside = [
      '127.0.0.1',
      '::1',
      '::ffff:127.0.0.1',
      '10.0.0.1',
      '169.254.169.254',
      'fd00:ec2::254',
      '0.0.0.0',
    ];
    for (const address of inside) {
      const egress = egressWith(`files.test:${port}`, { 'files.test': [[address]] });
      await assert.rejects(
        request(`http://files.test:${port}/`, { dispatcher: egress.dispatcher('test') }),
        REFUSED,
      );
    }
    assert.equal(connections, 0);
    assert.equal(ledger.list()[0]?.reason, 'address');
  });

  it('A75 are refused when one of several addresses may not be called', async () => {
    const egress = egressWith(`files.test:${port}=${HERE}`, { 'files.test': [['127.0.0.1', '10.0.0.1']] });
    await assert.rejects(
      request(`http://files.test:${port}/`, { dispatcher: egress.dispatcher('test') }),
      REFUSED,
    );
    assert.equal(connections, 0);
  });

  it('A75 are refused to every spelling of an address that is not allowed by itself', async () => {
    const dispatcher = egressWith(`files.test:${port}=${HERE}`).dispatcher('test');
    for (const host of [
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '[::1]',
      '[::ffff:127.0.0.1]',
      'localhost',
      'localhost.',
    ])
      await assert.rejects(request(`http://${host}:${port}/`, { dispatcher }), REFUSED, host);
    assert.equal(connections, 0);
  });

  it('A75 go to the address that was checked: a name is asked for once, and checked each time', async () => {
    const names = { 'rebind.test': [['127.0.0.1'], ['127.0.0.2']] };
    const dispatcher = egressWith(`rebind.test:${port}=${HERE}`, names).dispatcher('test');
    answer = (_incoming, response) => response.writeHead(200, { connection: 'close' }).end();
    await (await request(`http://rebind.test:${port}/`, { dispatcher })).body.dump();
    await assert.rejects(request(`http://rebind.test:${port}/`, { dispatcher }), REFUSED);
    assert.equal(connections, 1);
  });

  it('A75 are refused where a redirect leads out of what is allowed', async () => {
    const egress = egressWith(`files.test:${port}=${HERE}`, { 'files.test': [['127.0.0.1']] });
    const dispatcher = egress.dispatcher('test');
    for (const location of [
      `http://127.0.0.1:${port}/`,
      'http://169.254.169.254/latest/meta-data/',
      `http://[::1]:${port}/`,
      'file:///etc/passwd',
      'ftp://files.test/',
    ]) {
      answer = (_incoming, response) => response.writeHead(302, { location }).end();
      await assert.rejects(fetch(`http://files.test:${port}/`, { dispatcher }), TypeError, location);
    }
    let hops = 0;
    answer = (_incoming, response) => {
      hops += 1;
      if (hops === 1) response.writeHead(302, { location: '/there' }).end();
      else response.end('arrived');
    };
    assert.equal(await (await fetch(`http://files.test:${port}/`, { dispatcher })).text(), 'arrived');
  });

  it('are made to an address out of the configuration, and to nothing else of its host', async () => {
    const configured = `http://127.0.0.1:${port}/hook`;
    const dispatcher = egressWith('').dispatcher('hook', configured);
    assert.equal(await (await request(configured, { dispatcher })).body.text(), 'hello');
    await assert.rejects(request(`http://127.0.0.1:${port + 1}/`, { dispatcher }), REFUSED);
    await assert.rejects(
      request('http://169.254.169.254/', {
        dispatcher: egressWith('').dispatcher('hook', 'http://169.254.169.254/'),
      }),
      REFUSED,
    );
  });

  it('are held to the rule of a configured host, where there is one', async () => {
    const configured = `http://hooks.test:${port}/`;
    const names = { 'hooks.test': [['127.0.0.1']] };
    const pinned = egressWith(`hooks.test:${port}=10.0.0.0/8`, names).dispatcher('hook', configured);
    await assert.rejects(request(configured, { dispatcher: pinned }), REFUSED);
    const free = egressWith('', names).dispatcher('hook', configured);
    assert.equal(await (await request(configured, { dispatcher: free })).body.text(), 'hello');
  });

  it('that fail are written down with why, and those of names that nobody knows', async () => {
    const dispatcher = egressWith(`gone.test:${port},files.test:${port}=${HERE}`, {
      'files.test': [['127.0.0.1']],
    }).dispatcher('test');
    await assert.rejects(request(`http://gone.test:${port}/`, { dispatcher }), { code: 'ENOTFOUND' });
    answer = (incoming) => incoming.socket.destroy();
    await assert.rejects(request(`http://files.test:${port}/`, { dispatcher }));
    assert.deepEqual(
      ledger.list().map(({ outcome, reason }) => [outcome, reason]),
      [
        ['failed', 'UND_ERR_SOCKET'],
        ['failed', 'ENOTFOUND'],
      ],
    );
  });

  it('are forgotten, the oldest first, when there are more than are kept', async () => {
    const dispatcher = egressWith('').dispatcher('test');
    for (let number = 1; number <= 8; number += 1) {
      await assert.rejects(request(`http://h${number}.test/`, { dispatcher }), REFUSED);
    }
    assert.deepEqual(
      ledger.list().map(({ host }) => host),
      ['h8.test', 'h7.test', 'h6.test', 'h5.test', 'h4.test'],
    );
  });
});
