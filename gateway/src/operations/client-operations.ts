import { documentHash } from '@codexcontinue/platform/operations/operation-manifest';
import type { UsageStore } from '@codexcontinue/platform/operations/usage-store';
import { LRUCache } from 'lru-cache';
import type { AskedOperation } from '../cache/response-question.ts';
import type { GatewayMetrics } from '../gateway-metrics.ts';
import type { Logger } from '../graphql/request-context.ts';
import type { ClientIdentity } from './client-identity.ts';
import {
  createFactsOfDocuments,
  type DocumentFacts,
  type ExecutedDocument,
  nameToKeep,
} from './document-facts.ts';
import type { DocumentStore } from './document-store.ts';
import type { Manifests } from './manifest-folder.ts';
import { createOperationRegistry } from './operation-registry.ts';
import { createPersistedDocuments, type PersistedQueries } from './persisted-documents.ts';
import { type SafelistMode, type SafelistSettings, safelistModeOf } from './safelist.ts';
import { createUsageRecorder } from './usage-recorder.ts';

type Client = ClientIdentity | undefined;

/** What clients have registered, what they may run, and what they do run. */
export interface ClientOperations {
  readonly persistedQueries: PersistedQueries;
  modeOf(client: Client): SafelistMode;
  /** @param text absent: the operation is named by its hash only */
  isRegistered(hash: string, text: string | undefined): boolean;
  /** Names what answers depend on beside requests: an answer given within one is no answer within another. */
  answeredWithin(client: Client): string;
  /** Counts an operation that runs. @param operationName as the request names it */
  executed(client: Client, hash: string, operationName: string | undefined, executed: ExecutedDocument): void;
  /** Counts an operation that was answered without running. */
  answeredAgain(client: Client, asked: AskedOperation): void;
  /** Changes what is registered. */
  register(manifests: Manifests): void;
  start(): void;
  stop(): Promise<void>;
}

/** Clients that have registered nothing count together: anybody can make names up. */
const OTHER_CLIENTS = 'other';
const REMEMBERED_WARNINGS = 1_000;
const REMEMBERED_UNKNOWN = 1_000;
/** How a question says that its document is named by its hash. */
const NAMED_DOCUMENT = /^sha256 ([0-9a-f]{64})$/;

export function createClientOperations(options: {
  readonly manifests: Manifests;
  readonly safelist: SafelistSettings;
  readonly documents: DocumentStore;
  readonly usage: UsageStore;
  /** Of a document that is compared with registered ones. */
  readonly maximumTokens: number;
  readonly metrics: GatewayMetrics;
  readonly logger: Logger;
}): ClientOperations {
  const { safelist, maximumTokens, metrics, logger } = options;
  let registry = createOperationRegistry(options.manifests, maximumTokens);
  const facts = createFactsOfDocuments(() => registry);
  const usage = createUsageRecorder(options.usage, logger);
  const warned = new LRUCache<string, true>({ max: REMEMBERED_WARNINGS });

  const modeOf = (client: Client) => safelistModeOf(safelist, client?.name);
  const labelOf = (client: Client) =>
    client && registry.clients.has(client.name) ? client.name : OTHER_CLIENTS;

  function count(client: Client, known: DocumentFacts): void {
    const label = labelOf(client);
    usage.record(label, known);
    for (const coordinate of known.deprecated) metrics.deprecatedUsed(coordinate, label);
    if (known.isRegistered || modeOf(client) !== 'log') return;
    const key = `${client?.name}\n${known.documentHash}`;
    if (warned.has(key)) return;
    warned.set(key, true);
    const { documentHash: hash, operationName } = known;
    logger.warn({ client: client?.name, operationName, hash }, 'an operation that is not registered was run');
  }

  /** Of what is asked again and again. */
  const hashes = new WeakMap<AskedOperation, string>();

  function hashOf(asked: AskedOperation): string {
    const known = hashes.get(asked);
    if (known !== undefined) return known;
    const hash = NAMED_DOCUMENT.exec(asked.document)?.[1] ?? documentHash(asked.document);
    hashes.set(asked, hash);
    return hash;
  }

  const unknown = new LRUCache<string, DocumentFacts>({ max: REMEMBERED_UNKNOWN });

  /** Of an operation that was run too long ago, or by another gateway; the same object again. */
  function unknownFacts(documentHash: string, name: string): DocumentFacts {
    const operationName = nameToKeep(name);
    const key = `${documentHash} ${operationName}`;
    const before = unknown.get(key);
    if (before) return before;
    const made = { documentHash, operationName, isRegistered: false, coordinates: [], deprecated: [] };
    unknown.set(key, made);
    return made;
  }

  return {
    persistedQueries: createPersistedDocuments(() => registry, options.documents),
    modeOf,
    isRegistered: (hash, text) =>
      (text === undefined ? registry.get(hash) : registry.match(text, hash)) !== undefined,
    answeredWithin(client) {
      const mode = modeOf(client);
      return mode === 'on' ? `on ${registry.id}` : mode;
    },
    executed(client, hash, operationName = '', executed) {
      count(client, facts.of(hash, operationName, executed));
    },
    answeredAgain(client, asked) {
      const { operationName = '' } = asked;
      const hash = hashOf(asked);
      count(client, facts.remembered(hash, operationName) ?? unknownFacts(hash, operationName));
    },
    register(manifests) {
      const next = createOperationRegistry(manifests, maximumTokens);
      if (next.id === registry.id) return;
      registry = next;
      logger.info(
        { operations: next.size, clients: [...next.clients] },
        'the registered operations have changed',
      );
    },
    start: () => usage.start(),
    async stop() {
      await usage.stop();
      await options.documents.close();
    },
  };
}
