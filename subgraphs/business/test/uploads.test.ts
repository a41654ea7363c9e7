import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ALL_TENANTS, withinTenants } from '@codexcontinue/platform/database/tenancy';
import { newId } from '@codexcontinue/platform/ids';
import { sql } from 'drizzle-orm';
import { type BusinessSystem, startBusinessSystem } from './helpers/business-system.ts';

const CREATE = `mutation ($input: CreateUploadInput!) { createUpload(input: $input) { __typename
  ... on UploadCreated { url } ... on InvalidInput { field } ... on UploadTooLarge { maximumBytes } ... on UnsupportedContentType { supported } } }`;
const COMPLETE = `mutation ($input: CompleteUploadInput!) { completeUpload(input: $input) { __typename
  ... on UploadCompleted { document { id filename size status downloadUrl } } ... on UploadIncomplete { expectedBytes receivedBytes } } }`;
const DELETE = 'mutation ($input: DeleteDocumentInput!) { deleteDocument(input: $input) { __typename } }';

describe('uploads and downloads', () => {
  let system: BusinessSystem;
  before(async () => {
    system = await startBusinessSystem();
  });
  after(() => system.close());

  const complete = async (uploadId: string, role = 'MEMBER') => {
    const { data, code } = await system.ask(system.as(role), COMPLETE, { input: { uploadId } });
    return code ?? data.completeUpload;
  };
  const statusOf = async (reply: Promise<Response>) => {
    const response = await reply;
    return [response.status, JSON.parse(await response.text()).code];
  };
  const downloadUrlOf = async (id: string) =>
    (await system.ask(system.as('VIEWER'), 'query ($id: ID!) { document(id: $id) { downloadUrl } }', { id }))
      .data.document.downloadUrl;

  it('take a file in and give the same bytes back', async () => {
    const { uploadId, url } = await system.createUpload({ size: 11 });
    const put = await system.put(url, 'hello world');
    assert.deepEqual([put.status, await put.json()], [201, { receivedBytes: 11 }]);
    const { __typename, document } = await complete(uploadId);
    const { downloadUrl, ...rest } = document;
    assert.equal(__typename, 'UploadCompleted');
    assert.deepEqual(rest, { id: uploadId, filename: 'notes.txt', size: 11, status: 'INGESTING' });
    assert.equal(await (await system.get(downloadUrl)).text(), 'hello world');
  });

  it('say what is wrong with an announced file', async () => {
    const announce = async (change: object) => {
      const input = {
        workspaceId: system.workspaceId,
        filename: 'a.txt',
        contentType: 'text/plain',
        size: 1,
        ...change,
      };
      return (await system.ask(system.as('MEMBER'), CREATE, { input })).data.createUpload;
    };
    assert.deepEqual(await announce({ filename: '../' }), { __typename: 'InvalidInput', field: 'filename' });
    assert.deepEqual(await announce({ size: 0 }), { __typename: 'InvalidInput', field: 'size' });
    assert.deepEqual(await announce({ size: 2 ** 31 - 1 }), {
      __typename: 'UploadTooLarge',
      maximumBytes: 52_428_800,
    });
    assert.equal((await announce({ contentType: 'text/html' })).supported.length, 4);
  });

  it('A72 never make a path of a name', async () => {
    const id = await system.upload('text', '../../../\0etc/\u202epasswd.txt');
    const { data } = await system.ask(
      system.as('VIEWER'),
      'query ($id: ID!) { document(id: $id) { filename } }',
      { id },
    );
    assert.equal(data.document.filename, 'passwd.txt');
    assert.ok((await system.storedFiles()).includes(id));
  });

  it('A36 are refused with another signature, purpose, id or time, all with the same answer', async () => {
    const { uploadId, url } = await system.createUpload({ size: 5 });
    const later = new Date(Date.now() + 60_000);
    const [path = '', query = ''] = url.split('?');
    for (const wrong of [
      path,
      `${path}?expires=99999999999&signature=`,
      `${url}x`,
      url.replace(/expires=\d/, 'expires=9'),
      `/uploads/${newId()}?${query}`,
      system.urlSigner.sign('download', uploadId, newId(), later).replace('/downloads/', '/uploads/'),
      system.urlSigner.sign('upload', uploadId, newId(), new Date(Date.now() - 2_000)),
      system.urlSigner.sign('upload', '..%2F..%2Fetc%2Fpasswd', newId(), later),
      `${path}?${query}&${query}`,
    ]) {
      assert.deepEqual(await statusOf(system.put(wrong, 'hello')), [403, 'FORBIDDEN'], wrong);
    }
    for (const wrong of [
      url.replace('/uploads/', '/downloads/'),
      `/downloads/${uploadId}`,
      system.urlSigner.sign('download', uploadId, newId(), new Date(Date.now() - 2_000)),
    ]) {
      assert.deepEqual(await statusOf(system.get(wrong)), [403, 'FORBIDDEN'], wrong);
    }
    assert.deepEqual(await complete(uploadId), {
      __typename: 'UploadIncomplete',
      expectedBytes: 5,
      receivedBytes: 0,
    });
  });

  it('A71 take no more bytes than were announced, and keep none of them', async () => {
    for (const size of [11, 8 * 1024 * 1024]) {
      const { uploadId, url } = await system.createUpload({ size: 10 });
      assert.deepEqual(
        await statusOf(system.put(url, new Uint8Array(size))),
        [413, 'TOO_LARGE'],
        `${size} bytes`,
      );
      const files = await system.storedFiles();
      assert.ok(!files.some((name) => name.includes(uploadId)), 'nothing is stored');
      assert.deepEqual(await complete(uploadId), {
        __typename: 'UploadIncomplete',
        expectedBytes: 10,
        receivedBytes: 0,
      });
    }
  });

  it('wait for missing bytes, and can be sent again', async () => {
    const { uploadId, url } = await system.createUpload({ size: 5 });
    assert.equal((await system.put(url, 'hel')).status, 201);
    assert.deepEqual(await complete(uploadId), {
      __typename: 'UploadIncomplete',
      expectedBytes: 5,
      receivedBytes: 3,
    });
    assert.equal((await system.put(url, 'hello')).status, 201);
    assert.equal((await complete(uploadId)).document.size, 5);
  });

  it('F24 make one document, however often they are completed, and take no more bytes then', async () => {
    const { uploadId, url } = await system.createUpload({ size: 5 });
    await system.put(url, 'hello');
    const made = await Promise.all([complete(uploadId), complete(uploadId), complete(uploadId)]);
    for (const reply of made) assert.equal(reply.document.id, uploadId);
    assert.deepEqual(await statusOf(system.put(url, 'other')), [409, 'CONFLICT']);
    assert.equal((await complete(uploadId)).document.id, uploadId);
    assert.equal(await (await system.get(await downloadUrlOf(uploadId))).text(), 'hello');
  });

  it('keep a document as it is when bytes that were begun before it was completed arrive after', async () => {
    const { uploadId, url } = await system.createUpload({ size: 5 });
    const late = new TransformStream<Uint8Array, Uint8Array>();
    const writer = late.writable.getWriter();
    const request = { method: 'PUT', body: late.readable, duplex: 'half' };
    const sent = fetch(`${system.server.url}${url}`, request as RequestInit);
    await writer.write(new TextEncoder().encode('lat'));
    while (!(await system.storedFiles()).some((name) => name.startsWith(`${uploadId}.`)));
    assert.equal((await system.put(url, 'hello')).status, 201);
    assert.equal((await complete(uploadId)).document.id, uploadId);
    await writer.write(new TextEncoder().encode('er'));
    await writer.close();
    assert.deepEqual(await statusOf(sent), [409, 'CONFLICT']);
    assert.equal(await (await system.get(await downloadUrlOf(uploadId))).text(), 'hello');
    assert.deepEqual(
      (await system.storedFiles()).filter((name) => name.startsWith(uploadId)),
      [uploadId],
    );
  });

  it('A36 A49 are completed by who announced them, and are nothing to anybody else', async () => {
    const { uploadId, url } = await system.createUpload({ size: 5 });
    await system.put(url, 'hello');
    for (const role of ['OWNER', 'VIEWER', 'AUDITOR', 'stranger'])
      assert.deepEqual(await complete(uploadId, role), { __typename: 'UploadNotFound' }, role);
    assert.equal(await complete(uploadId, 'anonymous'), 'UNAUTHENTICATED');
    for (const id of [newId(), 'none', '', '../../etc/passwd', "' or '1'='1", 'a\0'])
      assert.deepEqual(await complete(id), { __typename: 'UploadNotFound' }, id);
  });

  it('are nothing any more when their time is over', async () => {
    const { uploadId, url } = await system.createUpload({ size: 5 });
    await system.put(url, 'hello');
    await withinTenants(system.database, ALL_TENANTS).run((transaction) =>
      transaction.execute(
        sql`update business.upload set expires_at = now() - interval '1 second' where id = ${uploadId}`,
      ),
    );
    assert.deepEqual(await complete(uploadId), { __typename: 'UploadNotFound' });
  });

  it('A73 come down as a file to save, whatever they are', async () => {
    const html = '<script>alert(1)</script>';
    const id = await system.upload(html, "it's (a) *résumé*\u202e\r\nX: y.txt");
    const response = await system.get(await downloadUrlOf(id));
    assert.equal(await response.text(), html);
    const header = (name: string) => response.headers.get(name);
    assert.equal(header('content-type'), 'application/octet-stream');
    assert.equal(
      header('content-disposition'),
      "attachment; filename*=UTF-8''it%27s%20%28a%29%20%2Ar%C3%A9sum%C3%A9%2AX%3A%20y.txt",
    );
    assert.equal(header('x-content-type-options'), 'nosniff');
    assert.equal(header('content-security-policy'), 'sandbox');
    assert.equal(header('cache-control'), 'private, no-store');
  });

  it('A64 are gone with their bytes when the document is deleted, and stay gone', async () => {
    const id = await system.upload('hello');
    const downloadUrl = await downloadUrlOf(id);
    await system.ask(system.as('MEMBER'), DELETE, { input: { documentId: id } });
    assert.deepEqual(await statusOf(system.get(downloadUrl)), [404, 'NOT_FOUND']);
    assert.ok(!(await system.storedFiles()).includes(id));
    assert.deepEqual(await complete(id), { __typename: 'UploadNotFound' });
  });

  it('A13 tell nothing of a query that fails', async () => {
    const url = system.urlSigner.sign('download', newId(), newId(), new Date(Date.now() + 60_000));
    await system.database.drizzle.execute(sql`alter table business.document rename to elsewhere`);
    const response = await system.get(url);
    await system.database.drizzle.execute(sql`alter table business.elsewhere rename to document`);
    const body = await response.text();
    assert.equal(response.status, 500);
    assert.doesNotMatch(body, /select|workspace_id|relation|params|stack/i);
    assert.equal(JSON.parse(body).code, 'INTERNAL_SERVER_ERROR');
  });
});
