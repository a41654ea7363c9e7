import type { Egress } from '@codexcontinue/platform/egress/egress';
import type { Logger } from '@codexcontinue/platform/log';
import { Ollama } from 'ollama';
import type { GenerationFailureCode } from '../../domain/generation.ts';
import type { AnswerEngine } from '../answer-engine.ts';
import { createOllamaEngine } from './ollama-engine.ts';
import { createOllamaFetch, OllamaStatusError } from './ollama-fetch.ts';

/** How long Ollama may take, in milliseconds. */
export interface OllamaTimeouts {
  /** To say which models it has. */
  readonly probe: number;
  /** To describe one model. */
  readonly show: number;
  /** To accept a connection. */
  readonly connect: number;
  /** Until the first token: loading a model and reading a prompt take their time. */
  readonly firstToken: number;
  /** Between two tokens. */
  readonly stall: number;
}

export const DEFAULT_OLLAMA_TIMEOUTS: OllamaTimeouts = {
  probe: 1_000,
  show: 5_000,
  connect: 1_500,
  firstToken: 120_000,
  stall: 30_000,
};

export type OllamaFailureListener = (operation: 'chat' | 'list', code: GenerationFailureCode) => void;

/** A chat model that is installed. */
export interface ChatModel {
  readonly name: string;
  readonly sizeBytes: number | null;
  readonly capabilities: readonly string[];
}

/** What is known of a model before it is asked. */
export interface ModelDetails {
  readonly capabilities: readonly string[];
  /** How many tokens it can read at once; undefined if it does not say. */
  readonly contextLength: number | undefined;
}

/** One Ollama server. */
export interface OllamaService {
  readonly engine: AnswerEngine;
  /** The installed models that can chat, in Ollama's order; undefined when it does not answer. */
  chatModels(): Promise<readonly ChatModel[] | undefined>;
  close(): Promise<void>;
}

/** Models come and go seldom; a question need not wait for the list each time. */
const CACHE_MILLISECONDS = 3_000;

export function createOllamaService(options: {
  readonly url: string;
  readonly timeouts: OllamaTimeouts;
  readonly egress: Egress;
  readonly logger: Logger;
  /** Told what Ollama did not do, and why. */
  readonly onFailure?: OllamaFailureListener;
}): OllamaService {
  const { url, timeouts, logger, onFailure = () => undefined } = options;
  // Time-outs are ours: undici's own would end slow first tokens.
  const dispatcher = options.egress.dispatcher('model-server', url, {
    connect: timeouts.connect,
    headers: 0,
    body: 0,
  });
  const clientFor = (signal: AbortSignal) =>
    new Ollama({ host: url, fetch: createOllamaFetch(dispatcher, signal) });

  const details = cached(async (model: string): Promise<ModelDetails> => {
    const shown = await clientFor(AbortSignal.timeout(timeouts.show)).show({ model });
    // Servers before 0.6.4 do not tell; nearly every model they have can chat.
    return {
      capabilities: shown.capabilities ?? ['completion'],
      contextLength: contextLengthOf(shown.model_info),
    };
  });

  const list = cached(async (_only: 'all'): Promise<readonly ChatModel[] | undefined> => {
    try {
      const { models } = await clientFor(AbortSignal.timeout(timeouts.probe)).list();
      const found = await Promise.all(
        models.map(async ({ name, size }): Promise<ChatModel | undefined> => {
          const { capabilities }: Pick<ModelDetails, 'capabilities'> = await details(name).catch(
            (error: unknown) => {
              // Deleted between the two requests.
              if (error instanceof OllamaStatusError && error.status === 404) return { capabilities: [] };
              throw error;
            },
          );
          return capabilities.includes('completion')
            ? { name, sizeBytes: size ?? null, capabilities }
            : undefined;
        }),
      );
      return found.filter((model) => model !== undefined);
    } catch (error) {
      logger.warn({ err: error }, 'Ollama does not answer');
      onFailure('list', 'MODEL_UNAVAILABLE');
      return undefined;
    }
  });

  return {
    engine: createOllamaEngine({
      url,
      clientFor,
      details,
      timeouts,
      onFailure: (code) => onFailure('chat', code),
    }),
    chatModels: () => list('all'),
    close: () => dispatcher.destroy(),
  };
}

function contextLengthOf(info: unknown): number | undefined {
  if (typeof info !== 'object' || info === null) return undefined;
  const entries = info instanceof Map ? [...info.entries()] : Object.entries(info);
  const value = entries.find(([key]) => String(key).endsWith('.context_length'))?.[1];
  return typeof value === 'number' && value > 0 ? value : undefined;
}

/** Remembers answers for a moment; failures are not remembered. */
function cached<Key, Value>(load: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const known = new Map<Key, { readonly value: Promise<Value>; readonly until: number }>();
  return (key) => {
    const now = performance.now();
    const entry = known.get(key);
    if (entry && entry.until > now) return entry.value;
    const value = load(key);
    known.set(key, { value, until: now + CACHE_MILLISECONDS });
    value.catch(() => known.delete(key));
    return value;
  };
}
