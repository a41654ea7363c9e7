import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type DocumentNode, type GraphQLSchema, Kind, parse, validate } from 'graphql';

/** A document of one or more operations that a client sends. */
export interface OperationDocument {
  /** Relative to the folder it was read from. */
  readonly path: string;
  readonly text: string;
}

/** All `.graphql` files below a folder, in one order. */
export function readOperationDocuments(directory: string): OperationDocument[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() && entry.name.endsWith('.graphql') && !entry.parentPath.includes('node_modules'),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path: relative(directory, path), text: readFileSync(path, 'utf8') }));
}

/** A client's recorded documents. */
export interface RecordedClient {
  readonly name: string;
  readonly documents: readonly OperationDocument[];
  /** Whether each file stands for itself; otherwise fragments may stand in any of them. */
  readonly isRegistered: boolean;
}

const CLIENTS = 'clients/';

/** @param schemaDirectory where `operations/` is: a folder for each client; registered ones below `operations/clients` */
export function recordedClients(schemaDirectory: string): readonly RecordedClient[] {
  const recorded = readOperationDocuments(join(schemaDirectory, 'operations'));
  const byClient = Map.groupBy(recorded, ({ path }) =>
    path
      .split('/')
      .slice(0, path.startsWith(CLIENTS) ? 2 : 1)
      .join('/'),
  );
  return [...byClient].map(([folder, documents]) => ({
    name: folder.replace(CLIENTS, ''),
    documents,
    isRegistered: folder.startsWith(CLIENTS),
  }));
}

/** Recorded operations that the schema does not answer any more. */
export function findInvalidRecorded(schemaDirectory: string, schema: GraphQLSchema): string[] {
  return recordedClients(schemaDirectory).flatMap(({ documents, isRegistered }) =>
    isRegistered
      ? documents.flatMap((document) => findInvalidOperations(schema, [document]))
      : findInvalidOperations(schema, documents),
  );
}

/** All definitions in one document; not fit to be executed. */
export function documentOf(documents: readonly OperationDocument[]): DocumentNode {
  return { kind: Kind.DOCUMENT, definitions: documents.flatMap(({ text }) => parse(text).definitions) };
}

/** Recorded operations that the schema does not answer any more; fragments may stand in any file of a client. */
export function findInvalidOperations(
  schema: GraphQLSchema,
  documents: readonly OperationDocument[],
): string[] {
  const definitions = documents.flatMap(({ text }) => parse(text).definitions);
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return documents.flatMap(({ path, text }) => {
    const own = parse(text).definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    return own.flatMap((operation) => {
      const document = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] } as const;
      return validate(schema, document)
        .filter(({ message }) => !/^Fragment ".*" is never used\.$/.test(message))
        .map(({ message }) => `operations/${path}: ${message}`);
    });
  });
}
