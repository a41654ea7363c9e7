import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  documentHash,
  formatManifest,
  type RegisteredOperation,
} from '@codexcontinue/platform/operations/operation-manifest';
import { type OperationDefinitionNode, parse } from 'graphql';
import { definitionsOf, operationBody } from './operation-body.ts';
import { readOperationDocuments } from './operations.ts';
import type { Workplace } from './workplace.ts';

/** The web app's name among the clients. */
export const WEB_CLIENT = 'web';

/** Where the gateway reads the manifests. */
export function manifestsFolder({ schema }: Workplace): string {
  return join(schema, 'operations/manifests');
}

/** Where the operations stand that a third-party client has registered, a file each. */
export function clientFolder({ schema }: Workplace, client: string): string {
  return join(schema, 'operations/clients', client);
}

/** What every client has registered, by its name. */
export function registeredOperations(
  workplace: Workplace,
): ReadonlyMap<string, readonly RegisteredOperation[]> {
  const folder = clientFolder(workplace, '');
  const clients = existsSync(folder) ? readdirSync(folder).sort() : [];
  return new Map([
    [WEB_CLIENT, webOperations(workplace)],
    ...clients.map((client): [string, RegisteredOperation[]] => [
      client,
      readOperationDocuments(join(folder, client)).map(({ text }) => registeredOperation(text)),
    ]),
  ]);
}

/**
 * An operation as it is registered by this text.
 *
 * @throws Error when the text holds anything but one operation with a name, and its fragments
 */
export function registeredOperation(body: string): RegisteredOperation {
  const { operations } = definitionsOf([parse(body)]);
  const [operation] = operations;
  if (!operation?.name || operations.length > 1) {
    throw new Error('A registered document has one operation, and that has a name.');
  }
  return present(operation, body);
}

/** The files that say what is registered, by their paths. */
export function manifestFiles(workplace: Workplace): ReadonlyMap<string, string> {
  const registered = registeredOperations(workplace);
  const manifests = [...registered].map(([client, operations]): [string, string] => [
    join(manifestsFolder(workplace), `${client}.json`),
    formatManifest(operations),
  ]);
  const ids = join(workplace.webOperations, '__generated__/operation-ids.ts');
  return new Map([...manifests, [ids, formatIds(registered.get(WEB_CLIENT) ?? [])]]);
}

export function writeManifests(workplace: Workplace): void {
  rmSync(manifestsFolder(workplace), { recursive: true, force: true });
  for (const [path, text] of manifestFiles(workplace)) {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
  }
}

/** Manifests that are not what the operations say, a sentence each. */
export function findManifestDrift(workplace: Workplace): string[] {
  const expected = manifestFiles(workplace);
  const folder = manifestsFolder(workplace);
  const present = existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : [];
  const isStale = (path: string) => !existsSync(path) || readFileSync(path, 'utf8') !== expected.get(path);
  return [...new Set([...expected.keys(), ...present])]
    .filter(isStale)
    .map(
      (path) =>
        `${path.slice(join(workplace.schema, '..').length + 1)} is not what the operations say: run "npm run schema"`,
    );
}

function webOperations(workplace: Workplace): RegisteredOperation[] {
  const documents = readOperationDocuments(workplace.webOperations).map(({ text }) => parse(text));
  const { operations, fragments } = definitionsOf(documents);
  return operations.map((operation) => present(operation, operationBody(operation, fragments)));
}

function present({ name, operation: type }: OperationDefinitionNode, body: string): RegisteredOperation {
  return { id: documentHash(body), body, name: name?.value ?? '', type };
}

function formatIds(operations: readonly RegisteredOperation[]): string {
  const lines = operations
    .map(({ name, id }) => `  ${name}: '${id}',\n`)
    .sort()
    .join('');
  return `/** What the gateway knows this app's operations by: SHA-256 of their texts, by name. Written by \`npm run schema\`. */\nexport const OPERATION_IDS: Readonly<Record<string, string>> = {\n${lines}};\n`;
}
