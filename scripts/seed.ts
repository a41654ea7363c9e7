import { parseArgs } from 'node:util';
import { type ApiClient, ApiError, createApiClient } from './lib/api-client.ts';
import { askFirstQuestion } from './lib/seed/conversation.ts';
import { listDocuments, untilRead, uploadDocument } from './lib/seed/documents.ts';
import { DEMO_DOMAINS, type DemoDomain, readDemoDocuments } from './lib/seed/domains.ts';
import { signInOrUp } from './lib/seed/sign-in.ts';
import { createDemoWorkspace, listWorkspaces } from './lib/seed/workspaces.ts';

/**
 * `npm run seed`: a demo person with a workspace, documents and an answered question for each domain, made through the
 * public API. What is there already is left as it is.
 */
const DEFAULTS = {
  url: 'http://localhost:4000',
  email: 'demo@example.org',
  password: 'demo on this machine',
};

const values = readArguments();
const options = { ...DEFAULTS, ...values };

function readArguments() {
  try {
    return parseArgs({
      options: { url: { type: 'string' }, email: { type: 'string' }, password: { type: 'string' } },
    }).values;
  } catch (error) {
    console.error(
      `${(error as Error).message}\nUse: npm run seed -- [--url URL] [--email ADDRESS] [--password TEXT]`,
    );
    process.exit(1);
  }
}

async function seedDomain(client: ApiClient, domain: DemoDomain, known: string | undefined): Promise<string> {
  const workspaceId = known ?? (await createDemoWorkspace(client, domain));
  const present = new Set((await listDocuments(client, workspaceId)).map(({ filename }) => filename));
  const missing = readDemoDocuments(domain).filter(({ filename }) => !present.has(filename));
  for (const document of missing) await uploadDocument(client, workspaceId, document);
  await untilRead(client, workspaceId);
  const { asked, status } = await askFirstQuestion(client, workspaceId, domain.question);
  const added = [
    known ? '' : 'workspace',
    missing.length > 0 ? `${missing.length} documents` : '',
    asked ? `a question (${status.toLowerCase()})` : '',
  ].filter(Boolean);
  return `${domain.workspace}: ${added.length > 0 ? `added ${added.join(', ')}` : 'nothing to add'}`;
}

async function seed(): Promise<void> {
  if (!URL.canParse(options.url)) throw new ApiError('--url is no URL, for example http://localhost:4000');
  const isLocal = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(options.url).hostname);
  if (!isLocal && !values.password) {
    throw new ApiError('Others may reach that server: choose a password of your own with --password.');
  }
  const client = createApiClient(options.url);
  const isNew = await signInOrUp(client, options);
  const workspaces = await listWorkspaces(client);
  for (const domain of DEMO_DOMAINS) {
    console.log(await seedDomain(client, domain, workspaces.get(domain.workspace)));
  }
  console.log(`\n${isNew ? 'Made' : 'There is'} a demo person. Sign in at ${options.url}`);
  console.log(`  e-mail    ${options.email}`);
  console.log(`  password  ${values.password ? '(the one you gave)' : options.password}`);
}

try {
  await seed();
} catch (error) {
  const unreachable = error instanceof TypeError && error.message === 'fetch failed';
  if (unreachable)
    console.error(
      `Nothing answers at ${options.url}. Start CodexContinue first (npm start), or name another --url.`,
    );
  else if (error instanceof ApiError) console.error(error.message);
  else throw error;
  process.exitCode = 1;
}
