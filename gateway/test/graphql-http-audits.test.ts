import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { serverAudits } from 'graphql-http';
import { startTestGateway, type TestGateway } from './support/gateway.ts';

/** What the pinned version of graphql-http has. */
const NUMBER_OF_AUDITS = 61;

describe('GraphQL over HTTP, as graphql-http audits it', () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startTestGateway();
  });
  after(() => gateway[Symbol.asyncDispose]());

  const audits = serverAudits({ url: () => `${gateway.url}/graphql` });

  it('is audited whole', () => {
    assert.equal(audits.length, NUMBER_OF_AUDITS);
  });

  for (const { id, name, fn } of audits) {
    it(`${id} ${name}`, async () => {
      const result = await fn();
      // Anything else carries a response whose body nobody has read.
      if (result.status !== 'ok') await result.response.body?.cancel().catch(() => {});
      assert.equal(result.status, 'ok', 'reason' in result ? result.reason : undefined);
    });
  }
});
