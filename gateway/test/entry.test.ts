import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { documentHash, formatManifest } from '@codexcontinue/platform/operations/operation-manifest';
import { readGatewayEnvironment } from '../src/environment.ts';
import { post } from './support/clients.ts';
import { composeTestSupergraph, startAuth, startThings, type TestSubgraph } from './support/subgraphs.ts';

const ENTRY = fileURLToPath(new URL('../src/index.ts', import.meta.url));

function run(environment: Record<string, string>) {
  const child = spawn(process.execPath, [ENTRY], { env: { PATH: process.env.PATH, ...environment } });
  let output = '';
  const found: { pattern: RegExp; resolve: (text: string) => void }[] = [];
  const collect = (chunk: Buffer) => {
    output += String(chunk);
    for (const { pattern, resolve } of found)
      if (pattern.test(output)) resolve(pattern.exec(output)?.[1] ?? '');
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, output }));
  return {
    child,
    ended,
    find: (pattern: RegExp) => new Promise<string>((resolve) => found.push({ pattern, resolve })),
  };
}

describe('npm run gateway', () => {
  let auth: TestSubgraph;
  let things: TestSubgraph;
  let directory: string;
  let supergraphFile: string;

  before(async () => {
    [auth, things] = await Promise.all([startAuth(), startThings()]);
    directory = await mkdtemp(join(tmpdir(), 'gateway-entry-'));
    supergraphFile = join(directory, 'supergraph.graphql');
    await writeFile(supergraphFile, composeTestSupergraph({ auth: auth.url, things: things.url }));
  });
  after(async () => {
    await Promise.all([auth[Symbol.asyncDispose](), things[Symbol.asyncDispose]()]);
    await rm(directory, { recursive: true });
  });

  it('serves any supergraph with nothing but its file, and ends in order', async () => {
    const gateway = run({ SUPERGRAPH_FILE: supergraphFile, PORT: '0' });
    const url = await gateway.find(/Server listening at (http:[^"]+)"/);
    const { data } = await post(
      url,
      { query: '{ thing(id: "t1") { title owner { name } } }' },
      { authorization: 'Bearer x' },
    );
    assert.deepEqual(data, { thing: { title: 'First', owner: { name: 'Ada' } } });
    assert.equal(things.calls[0]?.headers['x-codexcontinue-internal'], undefined);
    gateway.child.kill('SIGTERM');
    const { code, output } = await gateway.ended;
    assert.equal(code, 0, output);
  });

  it('runs what clients register while it runs, and nothing else, when its safelist is on', async () => {
    const manifests = join(directory, 'manifests');
    await mkdir(manifests);
    const gateway = run({
      SUPERGRAPH_FILE: supergraphFile,
      PORT: '0',
      OPERATIONS_DIR: manifests,
      SAFELIST: 'on',
      SAFELIST_CLIENTS: 'tools=off',
    });
    const url = await gateway.find(/Server listening at (http:[^"]+)"/);
    const body = 'query Title { thing(id: "t1") { title } }';
    const ask = (headers = {}) => post(url, { query: body }, headers);
    assert.equal((await ask()).errors[0]?.extensions.code, 'OPERATION_NOT_REGISTERED');
    assert.deepEqual((await ask({ 'graphql-client-name': 'tools' })).errors, []);
    const changed = gateway.find(/(registered operations have changed)/);
    const operation = { id: documentHash(body), body, name: 'Title', type: 'query' } as const;
    await writeFile(join(manifests, 'web.json'), formatManifest([operation]));
    await changed;
    assert.deepEqual((await ask()).data, { thing: { title: 'First' } });
    gateway.child.kill('SIGTERM');
    assert.equal((await gateway.ended).code, 0);
  });

  it('says which manifest cannot be used', async () => {
    const manifests = join(directory, 'broken-manifests');
    await mkdir(manifests);
    await writeFile(join(manifests, 'web.json'), '{}');
    const { code, output } = await run({ SUPERGRAPH_FILE: supergraphFile, OPERATIONS_DIR: manifests }).ended;
    assert.equal(code, 1);
    assert.match(output, /OPERATIONS_DIR: .*web\.json: it is no/);
  });

  it('says which port is taken and how to choose another', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const { code, output } = await run({ SUPERGRAPH_FILE: supergraphFile, PORT: String(port) }).ended;
    taken.close();
    assert.equal(code, 1);
    assert.match(output, new RegExp(`Port ${port} is taken`));
    assert.match(output, /PORT=/);
  });

  it('tells all faults of the environment at once', async () => {
    const { code, output } = await run({ PORT: 'x', LOG_LEVEL: 'loud', FORWARD_ROUTES: 'uploads=http://x' })
      .ended;
    assert.equal(code, 1);
    for (const name of ['PORT', 'LOG_LEVEL', 'FORWARD_ROUTES']) assert.match(output, new RegExp(name));
  });

  it('says what is wrong with a supergraph', async () => {
    const missing = await run({ SUPERGRAPH_FILE: join(directory, 'missing.graphql'), PORT: '0' }).ended;
    assert.equal(missing.code, 1);
    assert.match(missing.output, /SUPERGRAPH_FILE: .*cannot be read/);
    const path = join(directory, 'plain.graphql');
    await writeFile(path, 'type Query { a: Int }');
    const plain = await run({ SUPERGRAPH_FILE: path, PORT: '0' }).ended;
    assert.equal(plain.code, 1);
    assert.match(plain.output, /SUPERGRAPH_FILE: .*holds no supergraph/);
  });
});

describe('the environment', () => {
  const AUTHORITY = { JWKS_URL: 'http://auth/jwks', AUTHORITY_URL: 'http://auth/internal/authority' };

  it('wants what belongs together', () => {
    assert.throws(
      () => readGatewayEnvironment({ AUTHORITY_URL: 'http://auth/internal/authority' }),
      /JWKS_URL is missing/,
    );
    assert.throws(() => readGatewayEnvironment(AUTHORITY), /INTERNAL_PRIVATE_KEY.*[\s\S]*CURSOR_SECRET/);
  });

  it('reads limits by the names operators give them', () => {
    const { OPERATION_LIMITS } = readGatewayEnvironment({ OPERATION_LIMITS: 'depth=20,cost=100' });
    assert.deepEqual(OPERATION_LIMITS, { maximumDepth: 20, maximumCost: 100 });
    for (const wrong of ['deepth=1', 'depth=0', 'depth', 'constructor=1'])
      assert.throws(() => readGatewayEnvironment({ OPERATION_LIMITS: wrong }), /OPERATION_LIMITS/);
  });

  it('reads lists', () => {
    const { SUBGRAPH_URLS, FORWARD_ROUTES } = readGatewayEnvironment({
      SUBGRAPH_URLS: 'auth=http://a:1/graphql, business=http://b:2/graphql',
      FORWARD_ROUTES: '/uploads=http://b:2,/.well-known/jwks.json=http://a:1',
    });
    assert.deepEqual(SUBGRAPH_URLS, { auth: 'http://a:1/graphql', business: 'http://b:2/graphql' });
    assert.deepEqual(FORWARD_ROUTES, [
      { prefix: '/uploads', target: 'http://b:2' },
      { prefix: '/.well-known/jwks.json', target: 'http://a:1' },
    ]);
  });

  it('reads proxies and limits, and says what is none', () => {
    const { TRUSTED_PROXIES, CONNECTIONS_PER_PERSON } = readGatewayEnvironment({
      TRUSTED_PROXIES: 'loopback, 10.0.0.0/8',
      CONNECTIONS_PER_PERSON: '7',
    });
    assert.deepEqual(TRUSTED_PROXIES, ['loopback', '10.0.0.0/8']);
    assert.equal(CONNECTIONS_PER_PERSON, 7);
    assert.throws(
      () =>
        readGatewayEnvironment({ TRUSTED_PROXIES: 'caddy', CONNECTIONS: '0', CONNECTIONS_PER_ADDRESS: 'x' }),
      /TRUSTED_PROXIES: .*caddy[\s\S]*CONNECTIONS: [\s\S]*CONNECTIONS_PER_ADDRESS: /,
    );
  });
});
