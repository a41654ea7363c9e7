import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createEgress } from '@codexcontinue/platform/egress/egress';
import { createEgressLedger } from '@codexcontinue/platform/egress/ledger';
import { createLogger } from '@codexcontinue/platform/log';
import { createOllamaService, DEFAULT_OLLAMA_TIMEOUTS } from '../src/engines/ollama/ollama-service.ts';

const logger = createLogger('test', 'silent');

describe('calls to the model server', () => {
  let server: Server;
  let other: Server;
  let reached = 0;
  let redirectTo = '';
  const portOf = (of: Server) => (of.address() as AddressInfo).port;
  before(async () => {
    server = createServer((request, response) => {
      if (redirectTo) return void response.writeHead(307, { location: redirectTo }).end();
      const capabilities = ['completion'];
      const shown = request.url === '/api/show' ? { capabilities } : { models: [{ name: 'a', size: 1 }] };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(shown));
    });
    other = createServer((_request, response) => {
      reached += 1;
      response.end('{}');
    });
    for (const each of [server, other]) {
      each.listen(0, '127.0.0.1');
      await once(each, 'listening');
    }
  });
  after(() => {
    for (const each of [server, other]) {
      each.closeAllConnections();
      each.close();
    }
  });

  async function listModels() {
    const ledger = createEgressLedger({ logger });
    const egress = createEgress({ rules: [], ledger });
    const url = `http://127.0.0.1:${portOf(server)}`;
    const ollama = createOllamaService({ url, timeouts: DEFAULT_OLLAMA_TIMEOUTS, egress, logger });
    const models = await ollama.chatModels();
    await ollama.close();
    await egress.close();
    return { models, calls: ledger.list().map(({ purpose, host, outcome }) => ({ purpose, host, outcome })) };
  }

  it('need no entry, and are written down', async () => {
    redirectTo = '';
    const { models, calls } = await listModels();
    assert.equal(models?.[0]?.name, 'a');
    const call = { purpose: 'model-server', host: `127.0.0.1:${portOf(server)}`, outcome: 'answered' };
    assert.deepEqual(calls, [call, call]);
  });

  it('A75 are not led to another server by a redirect', async () => {
    for (const location of [`http://127.0.0.1:${portOf(other)}/`, 'http://169.254.169.254/']) {
      redirectTo = location;
      const { models, calls } = await listModels();
      assert.equal(models, undefined);
      assert.deepEqual(
        calls.map(({ host, outcome }) => [host, outcome]),
        [
          [new URL(location).host, 'refused'],
          [`127.0.0.1:${portOf(server)}`, 'answered'],
        ],
      );
    }
    assert.equal(reached, 0);
  });
});
