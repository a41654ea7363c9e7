import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ClientError, type GraphQLClient } from 'graphql-request';
import { createRequestClient } from './setup/graphql-request.ts';
import {
  FIRST_THING,
  REFUSE,
  type RestartableGateway,
  SIGN_IN,
  startRestartableGateway,
  THING,
  token,
} from './support/stories.ts';

describe('graphql-request', { timeout: 180_000 }, () => {
  let server: RestartableGateway;
  let client: GraphQLClient;
  before(async () => {
    server = await startRestartableGateway();
    client = createRequestClient(server.endpoint, token);
  });
  after(() => server[Symbol.asyncDispose]());

  const failureOf = async (request: Promise<unknown>): Promise<ClientError> => {
    const error = await request.then(
      () => assert.fail('It was answered.'),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof ClientError);
    return error;
  };

  it('asks with variables', async () => {
    assert.deepEqual(await client.request(THING, { id: 't1' }), { thing: FIRST_THING });
  });

  it('sends a mutation', async () => {
    assert.deepEqual(await client.request(SIGN_IN, { name: 'Ada' }), { signIn: { id: 'u1', name: 'Ada' } });
  });

  it('is told the code and the path of an error', async () => {
    const { response } = await failureOf(client.request(REFUSE));
    assert.equal(response.status, 200);
    assert.equal(response.errors?.[0]?.extensions?.code, 'FORBIDDEN');
    assert.deepEqual(response.errors?.[0]?.path, ['refuse']);
  });

  it('is told that an operation is wrong, and where', async () => {
    const { response } = await failureOf(client.request('{ nothing }'));
    assert.equal(response.status, 400);
    assert.equal(response.errors?.[0]?.extensions?.code, 'GRAPHQL_VALIDATION_FAILED');
    assert.deepEqual(response.errors?.[0]?.locations, [{ line: 1, column: 3 }]);
  });

  it('is told that a batch is not taken, and nothing of it runs', async () => {
    const before = server.gateway.auth.calls.length;
    const batch = [THING, SIGN_IN].map((document) => ({ document, variables: { id: 't1', name: 'Ada' } }));
    const error = await client.batchRequests(batch).then(
      () => assert.fail('It was answered.'),
      (thrown: unknown) => thrown,
    );
    assert.match(String(error), /batch/i);
    assert.equal(server.gateway.auth.calls.length, before);
  });
});
