import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createMetrics } from '@codexcontinue/platform/metrics';
import { startTestGateway, type TestGateway } from './support/gateway.ts';

describe('what the gateway serves beside GraphQL', () => {
  let gateway: TestGateway;
  let directory: string;
  let behind: Server;
  const received: { url: string; headers: IncomingMessage['headers']; bytes: number }[] = [];
  let healthy = true;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gateway-web-'));
    await mkdir(join(directory, 'assets'));
    await writeFile(join(directory, 'index.html'), '<title>app</title>');
    await writeFile(join(directory, 'playground.html'), '<title>playground</title>');
    await writeFile(join(directory, 'assets', 'index-abc123.js'), 'export {};');
    behind = createServer(async (request, response) => {
      let bytes = 0;
      for await (const chunk of request) bytes += (chunk as Buffer).length;
      received.push({ url: String(request.url), headers: request.headers, bytes });
      response.writeHead(201, { 'content-type': 'text/plain', 'set-cookie': 'a=b' }).end(`got ${bytes}`);
    });
    await new Promise<void>((resolve) => behind.listen(0, '127.0.0.1', resolve));
    const target = `http://127.0.0.1:${(behind.address() as AddressInfo).port}`;
    gateway = await startTestGateway({
      webDirectory: directory,
      metrics: createMetrics('gateway'),
      forwardRoutes: [
        { prefix: '/uploads', target },
        { prefix: '/.well-known/jwks.json', target },
        { prefix: '/downloads', target: 'http://127.0.0.1:1' },
      ],
      readinessChecks: [
        {
          name: 'something',
          check: async () => {
            if (!healthy) throw new Error('down');
          },
        },
      ],
    });
  });

  after(async () => {
    await gateway[Symbol.asyncDispose]();
    behind.closeAllConnections();
    behind.close();
    await rm(directory, { recursive: true });
  });

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}${path}`, { headers });

  it('serves the web app, and its index for pages it finds itself', async () => {
    const page = { accept: 'text/html,application/xhtml+xml' };
    for (const path of ['/', '/workspaces/42']) {
      const response = await get(path, page);
      assert.equal(response.status, 200, path);
      assert.equal(await response.text(), '<title>app</title>');
      assert.equal(response.headers.get('cache-control'), 'no-cache');
    }
    const asset = await get('/assets/index-abc123.js');
    assert.match(String(asset.headers.get('cache-control')), /immutable/);
    assert.equal((await get('/assets/missing.js')).status, 404);
    assert.equal(await (await get('/playground')).text(), '<title>playground</title>');
    for (const path of ['/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/..%2f..%2fetc/passwd']) {
      assert.notEqual((await get(path)).status, 200, path);
    }
  });

  it('forwards with the body streamed, without limits of its own or headers only we may set', async () => {
    const body = randomBytes(3_000_000);
    const response = await fetch(`${gateway.url}/uploads/42?signature=s`, {
      method: 'PUT',
      headers: {
        'content-type': 'application/pdf',
        'x-codexcontinue-internal': 'forged',
        'x-request-id': 'up-1',
      },
      body,
    });
    assert.equal(response.status, 201);
    assert.equal(await response.text(), 'got 3000000');
    assert.equal(response.headers.get('set-cookie'), 'a=b');
    const { url, headers } = received.at(-1) ?? {};
    assert.equal(url, '/uploads/42?signature=s');
    assert.equal(headers?.['x-codexcontinue-internal'], undefined);
    assert.equal(headers?.['x-request-id'], 'up-1');
    assert.equal((await get('/.well-known/jwks.json')).status, 201);
  });

  it('forwards nothing beyond the prefix', async () => {
    const before = received.length;
    for (const path of ['/uploads/%2e%2e/internal', '/uploadsinternal'])
      assert.equal((await get(path)).status, 404, path);
    assert.equal(received.length, before);
  });

  it('says so when what is behind does not answer', async () => {
    const response = await get('/downloads/1');
    assert.equal(response.status, 503);
    assert.match(await response.text(), /SERVICE_UNAVAILABLE/);
  });

  it('tells its health', async () => {
    assert.equal((await get('/health/live')).status, 200);
    assert.equal((await get('/health/ready')).status, 200);
    healthy = false;
    const response = await get('/health/ready');
    assert.equal(response.status, 503);
    assert.match(await response.text(), /something/);
    healthy = true;
    const metrics = await (await get('/metrics')).text();
    assert.match(metrics, /process_cpu/);
    assert.match(metrics, /http_request_duration_seconds_count\{[^}]*route="\/health\/ready"/);
  });
});
