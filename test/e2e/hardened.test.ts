import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { freePort } from '../../platform/test/helpers/redis-server.ts';
import { totpCode } from '../../subgraphs/auth/test/helpers/totp.ts';
import { launchBrowser } from '../helpers/browser.ts';
import { RegisteredClient, registered } from '../helpers/registered-client.ts';
import { runProgram, startStandalone } from '../helpers/running-program.ts';
import { startTlsFront, type TlsFront } from '../helpers/tls-front.ts';

/** Set SCREENSHOTS to a folder to look at what the browser shows. */
const SCREENSHOTS = process.env.SCREENSHOTS;
const PASSWORD = 'correct horse battery';
/** Words that stand nowhere else, for looking for them in what is stored. */
const MARKER = 'zephyrquartz';
const DOCUMENT = `The ${MARKER} valve must be opened every 30 days by the ${MARKER} crew.\n`;
const newKey = (id: string) => `${id}=${randomBytes(32).toString('base64')}`;

/** The files below a folder that hold one of these words, as text or as Postgres stores it. */
function filesWith(directory: string, words: readonly string[]): string[] {
  return globSync('**/*', { cwd: directory, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = readFileSync(path);
      return words.some((word) => bytes.includes(word));
    });
}

/** A workspace with a document, a question and its answer, all with the marker. */
async function work(client: RegisteredClient) {
  const { createWorkspace } = await client.ask('CreateWorkspace', { input: { name: 'Plant 7' } });
  const workspaceId: string = createWorkspace.workspace.id;
  const documentId = await client.upload(workspaceId, `${MARKER}.txt`, Buffer.from(DOCUMENT));
  for (const sharedWith of [null, workspaceId]) {
    const text = { name: MARKER, description: MARKER, document: `query ${MARKER} { me { id } }` };
    const { saveOperation } = await client.ask('SaveOperation', {
      input: { ...text, workspaceId: sharedWith },
    });
    assert.equal(saveOperation.__typename, 'OperationSaved', JSON.stringify(saveOperation));
  }
  const asked = await client.question(workspaceId, `How often is the ${MARKER} valve opened?`);
  const terminal = asked.events.at(-1);
  assert.equal(terminal?.kind, 'COMPLETED');
  return { workspaceId, documentId, ...asked };
}

describe('npm start with HARDENED=1', () => {
  const directory = mkdtempSync(join(tmpdir(), 'hardened-'));
  const first = newKey('first');
  const environment = {
    HARDENED: '1',
    ENCRYPTION_KEYS: first,
    DATA_DIR: directory,
    PORT: '',
    PUBLIC_URL: '',
  };
  /** Behind the front, where the test is itself. */
  let url: string;
  const email = `${randomUUID()}@example.org`;
  let recoveryCodes: string[] = [];
  let front: TlsFront;
  let standalone: Awaited<ReturnType<typeof startStandalone>>;
  let client: RegisteredClient;
  let done: Awaited<ReturnType<typeof work>>;

  before(async () => {
    environment.PORT = String(await freePort());
    url = `http://localhost:${environment.PORT}`;
    front = await startTlsFront(await freePort(), () => url);
    environment.PUBLIC_URL = front.url;
    standalone = await startStandalone(environment);
    client = new RegisteredClient(url);
  });
  after(async () => {
    front.stop();
    await standalone.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('refuses to start without its key, and with what contradicts it, all at once', async () => {
    const { code, output } = await runProgram('standalone/src/index.ts', {
      HARDENED: '1',
      AUDIT_READS: 'off',
      INTROSPECTION: 'open',
      SAFELIST: 'log',
      DATA_DIR: join(directory, 'never'),
    });
    assert.notEqual(code, 0);
    assert.match(output, /ENCRYPTION_KEYS is missing: HARDENED=1 .*openssl rand -base64 32/);
    for (const name of ['AUDIT_READS', 'INTROSPECTION', 'SAFELIST'])
      assert.match(output, new RegExp(`${name}: HARDENED=1 asks for .*Leave ${name} out`));
  });

  it('A11 refuses introspection and what is not registered', async () => {
    for (const document of ['{ __schema { types { name } } }', 'query Mine { me { id } }']) {
      const { errors } = await client.client.send(document);
      assert.equal(errors?.[0]?.extensions?.code, 'OPERATION_NOT_REGISTERED', document);
    }
  });

  it('lets a person without a second factor do nothing but set one up', async () => {
    await client.signUp(email, PASSWORD);
    const none = randomUUID();
    for (const [name, variables] of [
      ['CreateWorkspace', { input: { name: 'Plant 7' } }],
      ['MyWorkspaces', { first: 1 }],
      ['WorkspaceDocuments', { workspaceId: none, first: 1 }],
      ['ReadConversation', { conversationId: none, last: 1 }],
      ['ReadGeneration', { generationId: none }],
      ['CreateUpload', { input: { workspaceId: none, filename: 'a', contentType: 'text/plain', size: 1 } }],
      ['SavedOperations', { first: 1 }],
    ] as const) {
      assert.equal(await client.refusal(name, variables), 'SECOND_FACTOR_REQUIRED', name);
    }
    const { me, accountSecurity } = await client.ask('AccountSecurity');
    assert.equal(me.name, 'Ada Example');
    assert.deepEqual(
      [
        accountSecurity.secondFactorEnabled,
        accountSecurity.secondFactorRequired,
        accountSecurity.idleSeconds,
      ],
      [false, true, 900],
    );
  });

  it('goes on at once when it is set up, and works as ever', async () => {
    const { enrollTotp } = await client.ask('EnrollTotp', { input: { password: PASSWORD } });
    const { confirmTotp } = await client.ask('ConfirmTotp', { input: { code: totpCode(enrollTotp.secret) } });
    assert.ok(confirmTotp.codes.length > 0);
    recoveryCodes = confirmTotp.codes;
    done = await work(client);
    assert.match(done.events.at(-1)?.generation?.text ?? '', /every 30 days/);
    const { conversation } = await client.ask('ReadConversation', {
      conversationId: done.conversationId,
      last: 10,
    });
    assert.match(JSON.stringify(conversation), new RegExp(`How often is the ${MARKER} valve opened`));
    const { document } = await client.ask('ReadDocument', { documentId: done.documentId });
    assert.match(JSON.stringify(document), new RegExp(MARKER));
  });

  it('tells an administrator that each setting holds, having tried it', async () => {
    const { hardening, storageHardening, indexHardening } = await client.ask('Hardening');
    const checks: { id: string; passed: boolean; detail: string }[] = [
      ...hardening,
      ...storageHardening,
      ...indexHardening,
    ];
    const failed = checks.filter(({ passed }) => !passed).map(({ id }) => id);
    assert.deepEqual(failed, [], JSON.stringify(checks, null, 2));
    assert.equal(checks.length, 13);
  });

  it('shows the administrator in a browser, over TLS, that each setting holds', async () => {
    await using browser = await launchBrowser();
    const context = await browser.newContext({
      ignoreHTTPSErrors: true,
      viewport: { width: 1280, height: 900 },
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(`${front.url}/sign-in?next=/settings/hardening`);
    await page.getByRole('textbox', { name: 'Email' }).fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('textbox', { name: 'Code' }).fill(recoveryCodes[0] ?? '');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Hardening' }).waitFor();
    const [session] = (await context.cookies()).filter(({ httpOnly }) => httpOnly);
    assert.equal(session?.secure, true);
    if (SCREENSHOTS) {
      mkdirSync(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: `${SCREENSHOTS}/hardening-holds.png`, fullPage: true });
    }
    assert.equal(await page.getByRole('status').textContent(), 'Everything holds.');
    // The 13 of the services, and the 2 that the browser tries at the door.
    assert.equal(await page.getByText('Pass', { exact: true }).count(), 15);
    assert.equal(await page.getByText('Fail', { exact: true }).count(), 0);
  });

  it('A50 holds nothing of it on the disk, and reads it again after a restart', async () => {
    await standalone.stop();
    assert.deepEqual(filesWith(directory, [MARKER, 'How often is', 'every 30 days']), []);
    standalone = await startStandalone(environment);
    client = new RegisteredClient(url, client.client.accessToken);
    const { document } = await client.ask('ReadDocument', { documentId: done.documentId });
    assert.match(JSON.stringify(document), new RegExp(MARKER));
  });

  it('needs the key of before no more once npm run encryption:rotate has run', async () => {
    await standalone.stop();
    const second = newKey('second');
    const program = 'standalone/src/rotate-encryption.ts';
    const both = { DATA_DIR: directory, ENCRYPTION_KEYS: `${second},${first}` };
    const { code, output } = await runProgram(program, both);
    assert.equal(code, 0, output);
    // Of business a data key of the workspace, one of the person and one file; of ml one data key and one for terms.
    assert.match(output, /^5 keys are encrypted anew/);
    assert.match((await runProgram(program, both)).output, /^0 keys/);
    environment.ENCRYPTION_KEYS = second;
    standalone = await startStandalone(environment);
    client = new RegisteredClient(url, client.client.accessToken);
    const { document } = await client.ask('ReadDocument', { documentId: done.documentId });
    assert.match(JSON.stringify(document), new RegExp(MARKER));
    const { events } = await client.question(done.workspaceId, `Which crew opens the ${MARKER} valve?`);
    assert.match(events.at(-1)?.generation?.text ?? '', /crew/);
  });

  it('says what is missing when its key is, and shows nothing', async () => {
    await standalone.stop();
    standalone = await startStandalone({ ...environment, ENCRYPTION_KEYS: newKey('other') });
    client = new RegisteredClient(url, client.client.accessToken);
    assert.equal(
      await client.refusal('ReadDocument', { documentId: done.documentId }),
      'INTERNAL_SERVER_ERROR',
    );
  });
});

describe('npm start without HARDENED', () => {
  it('would be caught keeping plain text', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'plain-'));
    const standalone = await startStandalone({ DATA_DIR: directory });
    const client = new RegisteredClient(standalone.url);
    await client.signUp(`${randomUUID()}@example.org`, PASSWORD);
    await work(client);
    const told = await client.ask('Hardening');
    const passed = new Map(
      [...told.hardening, ...told.storageHardening, ...told.indexHardening].map((check) => [
        check.id,
        check.passed,
      ]),
    );
    for (const id of ['second-factors', 'idle-sessions', 'messages-encrypted', 'files-encrypted'])
      assert.equal(passed.get(id), false, id);
    for (const id of ['documents-encrypted', 'business-reads-audited', 'ml-reads-audited'])
      assert.equal(passed.get(id), false, id);
    for (const id of ['audit-chain', 'business-rows', 'ml-rows', 'auth-rows'])
      assert.equal(passed.get(id), true, id);
    const { errors } = await client.client.send(registered('AccountSecurity'));
    assert.equal(errors, undefined);
    await standalone.stop();
    assert.ok(filesWith(join(directory, 'postgres'), [MARKER]).length > 0);
    assert.ok(filesWith(join(directory, 'blobs'), [MARKER]).length > 0);
    rmSync(directory, { recursive: true, force: true });
  });
});
