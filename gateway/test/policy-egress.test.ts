import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createEgress } from '@codexcontinue/platform/egress/egress';
import { createEgressLedger } from '@codexcontinue/platform/egress/ledger';
import { egressRules } from '@codexcontinue/platform/egress/rules';
import type { Caller } from '@codexcontinue/platform/identity';
import { createLogger } from '@codexcontinue/platform/log';
import { createHttpPolicyEvaluator } from '../src/authorization/http-policy-evaluator.ts';

const ADA: Caller = { kind: 'person', personId: 'u1', sessionId: 's1', workspaceRoles: {} };
const logger = createLogger('test', 'silent');

describe('the policy hook, asked through egress', () => {
  let server: Server;
  let port: number;
  let asked = 0;

  before(async () => {
    server = createServer((request, response) => {
      asked += 1;
      request.resume();
      response.end('{"granted":["a"]}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  async function askBy(allow: string) {
    const ledger = createEgressLedger({ logger });
    const egress = createEgress({ rules: egressRules(allow), ledger, resolve: async () => ['127.0.0.1'] });
    const url = `http://hooks.test:${port}/policies`;
    const evaluate = createHttpPolicyEvaluator({
      url,
      logger,
      dispatcher: egress.dispatcher('policy-hook', url),
    });
    const granted = await evaluate(['a'], ADA).catch((error: unknown) => error);
    await egress.close();
    return { granted, calls: ledger.list() };
  }

  it('answers, and the call is written down', async () => {
    const { granted, calls } = await askBy('');
    assert.deepEqual(granted, new Set(['a']));
    assert.deepEqual(
      calls.map(({ purpose, host, outcome, receivedBytes }) => ({ purpose, host, outcome, receivedBytes })),
      [{ purpose: 'policy-hook', host: `hooks.test:${port}`, outcome: 'answered', receivedBytes: 17 }],
    );
  });

  it('grants nothing when its name leads out of the range that was given', async () => {
    asked = 0;
    const { granted, calls } = await askBy(`hooks.test:${port}=10.0.0.0/8`);
    assert.equal((granted as { extensions?: { code?: string } }).extensions?.code, 'SERVICE_UNAVAILABLE');
    assert.equal(calls[0]?.outcome, 'refused');
    assert.equal(asked, 0);
  });
});
