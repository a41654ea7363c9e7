import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startTestGateway, type TestGateway } from '../../gateway/test/support/gateway.ts';
import { SNIPPET_LANGUAGES } from '../../web/src/playground/snippets/languages.ts';
import { chooseOperation, type SnippetOperation } from '../../web/src/playground/snippets/operation.ts';
import type { JsonObject } from '../../web/src/playground/snippets/quoting.ts';
import { openBreakableNetwork } from '../helpers/breakable-network.ts';
import { ROOT } from '../helpers/running-program.ts';

const PYTHON = spawnSync('python3', ['--version']).status === 0;
const HAS_GQL = PYTHON && spawnSync('python3', ['-c', 'import gql, websockets, requests']).status === 0;
const IN_NODE = ['fetch', 'urql', 'apollo'];

const QUERY = `# It's "quoted" \`here\` and $\{there}.
query Thing($id: ID!) {
  thing(id: $id) { title owner { name } }
}`;
const MUTATION = 'mutation ($name: String!) { signIn(name: $name) { name } }';
const SUBSCRIPTION =
  'subscription ($id: ID!, $after: Cursor) { story(thingId: $id, after: $after) { cursor sequence delta } }';

describe('the snippets of the playground', { timeout: 300_000 }, () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startTestGateway();
    for (const sequence of [1, 2, 3]) {
      const data = { __typename: 'StoryEvent', sequence, delta: `part ${sequence}`, thing: null };
      await gateway.eventLog.append('story:t1', { data, sequence, final: sequence === 3 });
    }
  });
  after(async () => gateway[Symbol.asyncDispose]());

  function write(id: string, document: string, variables: JsonObject, url = gateway.url): string {
    const language = SNIPPET_LANGUAGES.find((one) => one.id === id);
    const chosen = chooseOperation(document, undefined);
    assert.ok(language && chosen);
    const operation: SnippetOperation = { ...chosen, endpoint: `${url}/graphql`, variables };
    return language.write(operation);
  }

  /** Runs a snippet as somebody who has put their token in, until it ends or has printed what is waited for. */
  async function run(
    id: string,
    snippet: string,
    until?: string,
    onOutput: (output: string) => void = () => undefined,
  ): Promise<string> {
    const [command, args] = IN_NODE.includes(id)
      ? [process.execPath, ['--input-type=module', '--eval', snippet.replace('YOUR_ACCESS_TOKEN', 'ada')]]
      : id === 'curl'
        ? ['sh', ['-c', snippet]]
        : ['python3', ['-c', snippet]];
    const child = spawn(command, args, {
      cwd: join(ROOT, 'web'),
      env: { PATH: process.env.PATH ?? '', TOKEN: 'ada' },
    });
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      if (until !== undefined && output.includes(until)) child.kill();
      onOutput(output);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await once(child, 'close');
    return output;
  }

  for (const { id, name } of SNIPPET_LANGUAGES) {
    const skip = id === 'python' && !HAS_GQL && 'there is no Python with gql here';
    it(`${name} asks the query, and gets its answer`, { skip }, async () => {
      const output = await run(id, write(id, QUERY, { id: 't1' }));
      assert.match(output, /First/);
      assert.match(output, /Ada/);
    });

    it(`${name} sends the mutation, once`, { skip }, async () => {
      const earlier = gateway.auth.calls.length;
      assert.match(await run(id, write(id, MUTATION, { name: 'Ada' })), /Ada/);
      const sent = gateway.auth.calls.slice(earlier).filter(({ query }) => query.includes('signIn'));
      assert.equal(sent.length, 1);
    });

    it(`${name} follows the subscription to its end`, { skip }, async () => {
      const output = await run(id, write(id, SUBSCRIPTION, { id: 't1' }), 'part 3');
      for (const part of ['part 1', 'part 2', 'part 3']) assert.equal(output.split(part).length, 2, output);
    });
  }

  it('fetch goes on after the last event when its connection breaks: none is lost, none comes twice', async () => {
    const network = await openBreakableNetwork(gateway.url);
    const append = (sequence: number) =>
      gateway.eventLog.append('story:t2', {
        data: { __typename: 'StoryEvent', sequence, delta: `part ${sequence}`, thing: null },
        sequence,
        final: sequence === 4,
      });
    await append(1);
    let isBroken = false;
    const snippet = write('fetch', SUBSCRIPTION, { id: 't2' }, network.url);
    const output = await run('fetch', snippet, undefined, (printed) => {
      if (isBroken || !printed.includes('part 1')) return;
      isBroken = true;
      network.cut();
      void append(2)
        .then(() => append(3))
        .then(() => network.mend())
        .then(() => append(4));
    });
    await network.close();
    for (const part of ['part 1', 'part 2', 'part 3', 'part 4'])
      assert.equal(output.split(part).length, 2, output);
  });

  it('Python compiles', { skip: !PYTHON && 'there is no python3 here' }, () => {
    for (const document of [QUERY, MUTATION, SUBSCRIPTION]) {
      const input = write('python', document, { id: 't1', none: null, list: [true, { a: '"' }] });
      const { status, stderr } = spawnSync(
        'python3',
        ['-c', 'import sys; compile(sys.stdin.read(), "snippet.py", "exec")'],
        { input, encoding: 'utf8' },
      );
      assert.equal(status, 0, stderr);
    }
  });

  it('of several operations the one that is meant is sent, with the fragments it uses', () => {
    const document = `query A { me { ...N } } query B { things { title } }
      fragment N on User { name } fragment Unused on User { id }`;
    const chosen = chooseOperation(document, 'A');
    assert.match(chosen?.document ?? '', /^query A \{.*fragment N on User/s);
    assert.doesNotMatch(chosen?.document ?? '', /query B|Unused/);
    assert.equal(chooseOperation('fragment N on User { name }', undefined), undefined);
    assert.deepEqual(chooseOperation(QUERY, 'Nobody'), { document: QUERY, kind: 'query' });
  });

  it('hold no token, and say where to get one', () => {
    for (const { id } of SNIPPET_LANGUAGES) {
      for (const document of [QUERY, MUTATION, SUBSCRIPTION]) {
        const snippet = write(id, document, { id: 't1' });
        assert.match(snippet, /YOUR_ACCESS_TOKEN|TOKEN is an access token/);
        assert.match(snippet, /signIn answers one/);
      }
    }
  });
});
