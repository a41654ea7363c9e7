import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { authorizedFetch } from '../src/api/authorized-fetch.ts';
import { createSession } from '../src/session/session.ts';

type Reply = { status: number; body?: unknown } | Error;

const START = Date.parse('2026-11-23T08:00:00.000Z');

/** A session over a scripted token endpoint, with a clock and timers the test moves. */
function harness(...replies: Reply[]) {
  const asked: { url: string; init: RequestInit | undefined }[] = [];
  const timers: { task: () => void; milliseconds: number }[] = [];
  let time = START;
  const session = createSession({
    fetch: async (url, init) => {
      asked.push({ url: String(url), init });
      const reply = replies.shift();
      assert.ok(reply, 'one request too many');
      if (reply instanceof Error) throw reply;
      return Response.json(reply.body ?? {}, { status: reply.status });
    },
    now: () => time,
    schedule: (task, milliseconds) => {
      const timer = { task, milliseconds };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  });
  return {
    session,
    asked,
    timers,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

const token = (accessToken: string, minutes = 10) => ({
  accessToken,
  expiresAt: new Date(START + minutes * 60_000).toISOString(),
});

describe('a session', () => {
  it('is taken up again from the cookie, with the proof of same origin', async () => {
    const { session, asked } = harness({ status: 200, body: token('t1') });
    assert.equal(session.state().status, 'loading');
    assert.equal(await session.renew(), true);
    assert.equal(session.state().status, 'signedIn');
    assert.equal(await session.token(), 't1');
    assert.equal(asked[0]?.url, '/api/auth/token');
    assert.deepEqual(asked[0]?.init, {
      method: 'POST',
      credentials: 'include',
      headers: { 'X-CodexContinue-Request': '1' },
    });
  });

  it('is nobody’s when the endpoint says so', async () => {
    const { session } = harness({ status: 401 });
    assert.equal(await session.renew(), false);
    assert.deepEqual(session.state(), { status: 'anonymous', left: false });
    assert.equal(await session.token(), undefined);
  });

  it('says that the server is unreachable, and goes on when it is back', async () => {
    const { session } = harness(
      new TypeError('fetch failed'),
      { status: 503 },
      { status: 200, body: token('t1') },
    );
    await assert.rejects(session.renew());
    assert.equal(session.state().status, 'unreachable');
    await assert.rejects(session.renew());
    await session.renew();
    assert.equal(session.state().status, 'signedIn');
  });

  it('renews a minute before the end, and keeps the token when that fails', async () => {
    const { session, timers } = harness(new TypeError('fetch failed'));
    session.begin(token('t1'));
    assert.equal(timers.length, 1);
    assert.equal(timers[0]?.milliseconds, 9 * 60_000);
    timers.shift()?.task();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(await session.token(), 't1');
    assert.equal(timers[0]?.milliseconds, 5_000);
  });

  it('asks once for many who need a token at the same time', async () => {
    const { session, asked, pass } = harness({ status: 200, body: token('t2', 20) });
    session.begin(token('t1'));
    pass(10 * 60_000);
    assert.deepEqual(await Promise.all([session.token(), session.token(), session.token()]), [
      't2',
      't2',
      't2',
    ]);
    assert.equal(asked.length, 1);
  });

  it('does not come back by a renewal that was under way when the person left', async () => {
    const { session, timers } = harness({ status: 200, body: token('t2') });
    session.begin(token('t1'));
    const renewal = session.renew();
    session.forget(true);
    assert.equal(await renewal, false);
    assert.deepEqual(session.state(), { status: 'anonymous', left: true });
    assert.equal(await session.token(), undefined);
    assert.equal(timers.length, 0);
  });
});

describe('an authorized fetch', () => {
  const refusal = { status: 200, body: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } };

  function api(...replies: { status: number; body: unknown }[]) {
    const tokens: (string | null)[] = [];
    const fetch: typeof globalThis.fetch = async (_input, init) => {
      tokens.push(new Headers(init?.headers).get('authorization'));
      const reply = replies.shift();
      assert.ok(reply, 'one request too many');
      return Response.json(reply.body, { status: reply.status });
    };
    return { tokens, fetch };
  }

  it('tries once more with a new token when it is refused', async () => {
    const { session } = harness({ status: 200, body: token('t2') });
    session.begin(token('t1'));
    const { tokens, fetch } = api(refusal, { status: 200, body: { data: { me: null } } });
    const reply = await authorizedFetch(session, fetch)('/graphql', { method: 'POST' });
    assert.deepEqual(await reply.json(), { data: { me: null } });
    assert.deepEqual(tokens, ['Bearer t1', 'Bearer t2']);
  });

  it('tries only once', async () => {
    const { session } = harness({ status: 200, body: token('t2') });
    session.begin(token('t1'));
    const { tokens, fetch } = api(refusal, refusal);
    assert.deepEqual(await (await authorizedFetch(session, fetch)('/graphql')).json(), refusal.body);
    assert.equal(tokens.length, 2);
  });

  it('does not mistake the word in the data for a refusal', async () => {
    const { session } = harness();
    session.begin(token('t1'));
    const { tokens, fetch } = api({ status: 200, body: { data: { title: 'UNAUTHENTICATED' } } });
    await authorizedFetch(session, fetch)('/graphql');
    assert.equal(tokens.length, 1);
  });
});
