import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startStandalone } from '../../test/helpers/running-program.ts';
import { createApiClient } from '../lib/api-client.ts';
import { DEMO_DOMAINS, readDemoDocuments } from '../lib/seed/domains.ts';
import { signInOrUp } from '../lib/seed/sign-in.ts';
import { runScript } from './run-script.ts';

const CREDENTIALS = { email: 'somebody@example.org', password: 'a password of my own' };

interface Everything {
  readonly workspaces: {
    readonly edges: readonly {
      readonly node: {
        readonly name: string;
        readonly documents: { edges: { node: { filename: string; status: string } }[] };
        readonly conversations: {
          edges: { node: { messages: { edges: { node: { content: string; role: string } }[] } } }[];
        };
      };
    }[];
  };
}

async function readEverything(url: string): Promise<Everything> {
  const client = createApiClient(url);
  assert.equal(await signInOrUp(client, CREDENTIALS), false, 'the demo person is there');
  return client.ask<Everything>(`{
    workspaces { edges { node {
      name
      documents { edges { node { filename status } } }
      conversations { edges { node { messages(first: 10) { edges { node { content role } } } } } }
    } } }
  }`);
}

describe('npm run seed', () => {
  let standalone: Awaited<ReturnType<typeof startStandalone>>;
  before(async () => {
    standalone = await startStandalone();
  });
  after(() => standalone.stop());

  const seed = (url: string, { email, password } = CREDENTIALS) =>
    runScript('scripts/seed.ts', ['--url', url, '--email', email, '--password', password]);

  it('makes a workspace of each domain, with documents that are read and a question that is answered', async () => {
    const { code, output } = await seed(standalone.url);
    assert.equal(code, 0, output);
    assert.match(output, /Sign in at http/);
    assert.ok(!output.includes(CREDENTIALS.password), 'a password of my own is not repeated');
    const { workspaces } = await readEverything(standalone.url);
    assert.deepEqual(
      workspaces.edges.map(({ node }) => node.name).sort(),
      DEMO_DOMAINS.map(({ workspace }) => workspace).sort(),
    );
    for (const { node } of workspaces.edges) {
      const domain = DEMO_DOMAINS.find(({ workspace }) => workspace === node.name);
      assert.ok(domain);
      assert.deepEqual(
        node.documents.edges.map((edge) => edge.node.filename).sort(),
        readDemoDocuments(domain).map(({ filename }) => filename),
      );
      assert.ok(node.documents.edges.every((edge) => edge.node.status === 'READY'));
      const messages = node.conversations.edges[0]?.node.messages.edges.map((edge) => edge.node);
      assert.equal(messages?.[0]?.content, domain.question);
      assert.match(messages?.[1]?.content ?? '', /\[1\]/, `the answer of ${node.name} has a citation`);
    }
  });

  it('adds nothing the second time', async () => {
    const before = await readEverything(standalone.url);
    const { code, output } = await seed(standalone.url);
    assert.equal(code, 0, output);
    assert.equal(output.match(/nothing to add/g)?.length, DEMO_DOMAINS.length);
    assert.deepEqual(await readEverything(standalone.url), before);
  });

  it('says what to do when it cannot', async () => {
    const other = await seed(standalone.url, { ...CREDENTIALS, password: 'not that password' });
    assert.equal(other.code, 1);
    assert.match(other.output, /another password.*--password/);
    const nobody = await seed('http://127.0.0.1:1');
    assert.equal(nobody.code, 1);
    assert.match(nobody.output, /Nothing answers at .*npm start/);
    const remote = await runScript('scripts/seed.ts', ['--url', 'http://example.org']);
    assert.equal(remote.code, 1);
    assert.match(remote.output, /choose a password/);
    const misspelt = await runScript('scripts/seed.ts', ['--mail', 'a@example.org']);
    assert.equal(misspelt.code, 1);
    assert.match(misspelt.output, /^Unknown option '--mail'.*\nUse: npm run seed/);
    assert.doesNotMatch(misspelt.output, /node:internal/);
  });
});
