import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createEgress } from '../src/egress/egress.ts';
import { createEgressAgent } from '../src/egress/egress-agent.ts';
import { createEgressLedger, type EgressLedger } from '../src/egress/ledger.ts';
import { createLogger } from '../src/log.ts';

describe('connections out of the system that are not HTTP by undici', () => {
  let server: Server;
  let port: number;
  let connections = 0;
  let ledger: EgressLedger;
  before(async () => {
    server = createServer((_request, response) => response.end('hello'));
    server.on('connection', () => (connections += 1));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    connections = 0;
    ledger = createEgressLedger({ logger: createLogger('test', 'silent') });
  });

  const egressTo = (addresses: Record<string, string[]>) =>
    createEgress({ rules: [], ledger, resolve: async (name) => addresses[name] ?? [] });
  const outcomes = () => ledger.list().map(({ host, outcome, reason }) => [host, outcome, reason]);

  it('are made to what is configured, and end with it', async () => {
    const egress = egressTo({ 'collector.test': ['127.0.0.1'] });
    const socket = await egress.connect('traces', `http://collector.test:${port}`);
    await egress.close();
    assert.equal(socket.destroyed, true);
    assert.deepEqual(outcomes(), [[`collector.test:${port}`, 'answered', undefined]]);
  });

  it('A75 are refused where the configured name leads to a metadata service', async () => {
    for (const address of ['169.254.169.254', 'fe80::1', '::', '100.100.100.200']) {
      const egress = egressTo({ 'collector.test': [address] });
      await assert.rejects(egress.connect('traces', `smtp://collector.test:${port}`), {
        code: 'EGRESS_REFUSED',
      });
    }
    assert.equal(connections, 0);
    assert.equal(ledger.list().length, 4);
  });

  it('A75 of an agent go to what is configured, whatever a library asks it for', async () => {
    const egress = egressTo({ 'collector.test': ['127.0.0.1'] });
    const agent = createEgressAgent(egress, 'traces', `http://collector.test:${port}`);
    const asked = request({ agent, host: '127.0.0.1', port: 1, path: '/v1/traces' });
    asked.end();
    const [response] = await once(asked, 'response');
    assert.equal((await response.toArray()).join(''), 'hello');
    agent.destroy();
    await egress.close();
    assert.deepEqual(outcomes(), [[`collector.test:${port}`, 'answered', undefined]]);
  });

  it('of an agent that are refused fail the request', async () => {
    const egress = egressTo({ 'collector.test': ['169.254.169.254'] });
    const agent = createEgressAgent(egress, 'traces', `http://collector.test:${port}`);
    const asked = request({ agent, host: 'collector.test', port, path: '/v1/traces' });
    asked.end();
    const [error] = await once(asked, 'error');
    assert.equal(error.code, 'EGRESS_REFUSED');
    assert.equal(connections, 0);
  });
});
