import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CLIENT_NAME,
  parseManifest,
  type RegisteredOperation,
} from '@codexcontinue/platform/operations/operation-manifest';
import { buildSchema, type GraphQLSchema, parse, validate } from 'graphql';
import { clientFolder, registeredOperation, WEB_CLIENT, writeManifests } from './manifests.ts';
import { definitionsOf, documentBody } from './operation-body.ts';
import { readOperationDocuments } from './operations.ts';
import type { Workplace } from './workplace.ts';

/** Operations that cannot be registered, a reason each. */
export class RegistrationError extends Error {
  override readonly name = 'RegistrationError';
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

/**
 * Registers a client's operations: writes them, a file each, and the manifests. Those it registered before stay, as old
 * versions of a client stay in use.
 *
 * @param source a `.graphql` file, a folder of them, or a manifest in Apollo's format
 * @param replace drops what was registered before
 * @returns what was registered
 * @throws RegistrationError; then nothing is written
 */
export function registerOperations(
  workplace: Workplace,
  {
    client,
    source,
    replace,
  }: { readonly client: string; readonly source: string; readonly replace: boolean },
): readonly RegisteredOperation[] {
  if (!CLIENT_NAME.test(client) || client === WEB_CLIENT) {
    throw new RegistrationError([
      `"${client}" is no name for a client: up to 64 letters, digits, ".", "_" and "-", and not "${WEB_CLIENT}".`,
    ]);
  }
  const schema = buildSchema(readFileSync(join(workplace.schema, 'api.graphql'), 'utf8'));
  const operations = readOperations(source);
  const faults = operations.flatMap((operation) => faultsOf(schema, operation));
  if (operations.length === 0) faults.push(`${source} holds no operation.`);
  if (faults.length > 0) throw new RegistrationError(faults);
  const folder = clientFolder(workplace, client);
  if (replace) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, id, body } of operations) {
    // The bytes are the document; another version of it stands beside it.
    writeFileSync(join(folder, `${name}.${id.slice(0, 8)}.graphql`), body);
  }
  writeManifests(workplace);
  return operations;
}

function readOperations(source: string): readonly RegisteredOperation[] {
  try {
    return source.endsWith('.json') ? parseManifest(readFileSync(source, 'utf8')) : readDocuments(source);
  } catch (error) {
    throw new RegistrationError([`${source}: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

function readDocuments(source: string): RegisteredOperation[] {
  const texts = statSync(source).isDirectory()
    ? readOperationDocuments(source).map(({ text }) => text)
    : [readFileSync(source, 'utf8')];
  const { operations, fragments } = definitionsOf(texts.map((text) => parse(text)));
  return operations.map((operation) => registeredOperation(documentBody(operation, fragments)));
}

function faultsOf(schema: GraphQLSchema, { name, type, body }: RegisteredOperation): string[] {
  try {
    const registered = registeredOperation(body);
    if (registered.name !== name || registered.type !== type)
      return [`${name}: its body is another operation.`];
  } catch (error) {
    return [`${name}: ${error instanceof Error ? error.message : String(error)}`];
  }
  return validate(schema, parse(body)).map(({ message }) => `${name}: ${message}`);
}
