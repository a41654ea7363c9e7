import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { Caller } from '@codexcontinue/platform/identity';
import { createLogger } from '@codexcontinue/platform/log';
import { createHttpPolicyEvaluator } from '../src/authorization/http-policy-evaluator.ts';
import { grantNoPolicies, type PolicyEvaluator } from '../src/authorization/policy-evaluator.ts';

const ADA: Caller = { kind: 'person', personId: 'u1', sessionId: 's1', workspaceRoles: {} };
const GRACE: Caller = { ...ADA, personId: 'u2' };
const UNAVAILABLE = { extensions: { code: 'SERVICE_UNAVAILABLE' } };

describe('policies', () => {
  let questions: { caller: Caller; policies: string[] }[] = [];
  let answer: (response: ServerResponse) => void;
  let evaluate: PolicyEvaluator;
  const lines: string[] = [];

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    questions.push(JSON.parse(Buffer.concat(chunks).toString('utf8')));
    answer(response);
  });
  const evaluatorWith = (deadlineMilliseconds?: number) =>
    createHttpPolicyEvaluator({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/policies`,
      logger: createLogger('test', 'info', { write: (line) => void lines.push(line) }),
      deadlineMilliseconds,
    });

  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    evaluate = evaluatorWith();
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    questions = [];
    answer = (response) => response.end('{"granted":["b"]}');
  });

  it('are granted to nobody where nobody decides them', async () => {
    assert.equal((await grantNoPolicies(['a'], ADA)).size, 0);
  });

  it('are asked of the hook, with the caller', async () => {
    assert.deepEqual(await evaluate(['b', 'a', 'b'], ADA), new Set(['b']));
    assert.deepEqual(questions, [{ caller: ADA, policies: ['a', 'b'] }]);
  });

  it('are granted only when they were asked about', async () => {
    answer = (response) => response.end('{"granted":["b","root",7,null]}');
    assert.deepEqual(await evaluate(['a'], ADA), new Set());
  });

  it('are asked once for the same caller at the same time, and again later', async () => {
    const open: ServerResponse[] = [];
    const arrived = new Promise<void>((resolve) => {
      answer = (response) => {
        open.push(response);
        if (open.length === 2) resolve();
      };
    });
    const answers = [evaluate(['a', 'b'], ADA), evaluate(['b', 'a'], ADA), evaluate(['a', 'b'], GRACE)];
    await arrived;
    assert.equal(questions.length, 2);
    for (const response of open) response.end('{"granted":["a"]}');
    for (const granted of await Promise.all(answers)) assert.deepEqual(granted, new Set(['a']));
    answer = (response) => response.end('{"granted":[]}');
    assert.deepEqual(await evaluate(['a', 'b'], ADA), new Set());
    assert.equal(questions.length, 3);
  });

  for (const [what, reply] of [
    ['fails', (response: ServerResponse) => response.writeHead(500).end('{"granted":["a"]}')],
    ['answers no JSON', (response: ServerResponse) => response.end('granted')],
    ['answers no list', (response: ServerResponse) => response.end('{"granted":"a"}')],
    [
      'answers with too much',
      (response: ServerResponse) => response.end(`{"granted":["a"],"x":"${'x'.repeat(100_000)}"}`),
    ],
    ['breaks off', (response: ServerResponse) => response.destroy()],
  ] as const) {
    it(`are not granted, and the request fails, when the hook ${what}`, async () => {
      answer = reply;
      lines.length = 0;
      await assert.rejects(evaluate(['a'], ADA), UNAVAILABLE);
      assert.equal(lines.length, 1);
    });
  }

  it('are not granted when the hook does not answer before the deadline', async () => {
    answer = () => {};
    await assert.rejects(evaluatorWith(20)(['a'], ADA), UNAVAILABLE);
  });
});
