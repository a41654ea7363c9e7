import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  ALL_PARTS,
  FIRST_THING,
  PARTS,
  REFUSE,
  type RestartableGateway,
  SIGN_IN,
  STORY,
  startRestartableGateway,
  THING,
  tell,
} from './support/stories.ts';

const SETUP = fileURLToPath(new URL('setup/curl.sh', import.meta.url));

describe('curl', { timeout: 180_000 }, () => {
  let server: RestartableGateway;
  before(async () => {
    server = await startRestartableGateway();
    await tell(server.eventLog, 't1', 1, PARTS);
  });
  after(() => server[Symbol.asyncDispose]());

  /** Calls a function of the documented script. */
  async function run(name: string, ...args: string[]): Promise<string> {
    const script = `. "$0"; ${name} "$@"`;
    const { stdout } = await promisify(execFile)('sh', ['-c', script, SETUP, ...args], {
      env: { PATH: process.env.PATH ?? '', API: server.endpoint, TOKEN: 'ada' },
    });
    return stdout;
  }

  it('asks with variables, and sends a mutation', async () => {
    const query = JSON.stringify({ query: THING, variables: { id: 't1' } });
    assert.deepEqual(JSON.parse(await run('ask', query)), { data: { thing: FIRST_THING } });
    const mutation = JSON.stringify({ query: SIGN_IN, variables: { name: 'Ada' } });
    assert.deepEqual(JSON.parse(await run('ask', mutation)), { data: { signIn: { id: 'u1', name: 'Ada' } } });
  });

  it('asks by GET, with and without variables; mutations are refused there', async () => {
    const thing = await run('ask_by_get', THING, '{"id":"t1"}');
    assert.deepEqual(JSON.parse(thing), { data: { thing: FIRST_THING } });
    assert.deepEqual(JSON.parse(await run('ask_by_get', '{ me { name } }')), {
      data: { me: { name: 'Ada' } },
    });
    const before = server.gateway.auth.calls.length;
    assert.match(await run('ask_by_get', SIGN_IN, '{"name":"Ada"}'), /only support query operations/);
    assert.equal(server.gateway.auth.calls.length, before);
  });

  it('is told the code and the path of an error', async () => {
    const { errors } = JSON.parse(await run('ask', JSON.stringify({ query: REFUSE })));
    assert.equal(errors[0].extensions.code, 'FORBIDDEN');
    assert.deepEqual(errors[0].path, ['refuse']);
  });

  it('follows a subscription to its end, and goes on after an event', async () => {
    const partsOf = (output: string) => [...output.matchAll(/"part (\d)"/g)].map(([, part]) => Number(part));
    const whole = await run('follow', STORY, '{"id":"t1"}');
    assert.deepEqual(partsOf(whole), ALL_PARTS);
    const [, , third] = [...whole.matchAll(/^id: (.+)$/gm)].map(([, id]) => id);
    assert.deepEqual(partsOf(await run('follow', STORY, '{"id":"t1"}', String(third))), ALL_PARTS.slice(3));
  });

  it('is told why a subscription is refused', async () => {
    assert.match(await run('follow', STORY, '{"id":"nothing"}'), /"code":"NOT_FOUND"/);
  });
});
