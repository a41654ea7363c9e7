import type { GenerationEngine } from '../domain/generation.ts';
import { GenerationError } from '../domain/generation.ts';
import type { AnswerEngine } from './answer-engine.ts';
import { EXTRACTIVE_MODEL, extractiveEngine } from './extractive-engine.ts';
import type { OllamaService } from './ollama/ollama-service.ts';

/** An engine with the model it is to use. */
export interface ChosenEngine {
  readonly engine: AnswerEngine;
  readonly model: string;
}

/** A model that can answer. */
export interface ModelDescription {
  readonly name: string;
  readonly engine: GenerationEngine;
  readonly sizeBytes: number | null;
  readonly capabilities: readonly string[];
}

/** What answers right now. */
export interface ModelServiceDescription {
  readonly engine: GenerationEngine;
  readonly defaultModel: string;
  readonly message: string;
  /** The default first. */
  readonly models: readonly ModelDescription[];
}

/** Decides what answers. */
export interface EngineDirectory {
  /**
   * @param model the conversation's; null lets us choose
   * @throws GenerationError MODEL_UNAVAILABLE
   */
  choose(model: string | null): Promise<ChosenEngine>;
  describe(): Promise<ModelServiceDescription>;
}

const EXTRACTIVE: ModelDescription = {
  name: EXTRACTIVE_MODEL,
  engine: 'EXTRACTIVE',
  sizeBytes: null,
  capabilities: [],
};

/** @param ollama undefined where no Ollama is configured */
export function createEngineDirectory(ollama: OllamaService | undefined): EngineDirectory {
  return {
    async choose(model) {
      if (model === EXTRACTIVE_MODEL) return { engine: extractiveEngine, model };
      if (model !== null) {
        if (ollama) return { engine: ollama.engine, model };
        throw new GenerationError({
          code: 'MODEL_UNAVAILABLE',
          message: `This conversation asks for the model "${model}", but no Ollama is connected. Set OLLAMA_URL, or begin a conversation without a model.`,
        });
      }
      const first = (await ollama?.chatModels())?.[0];
      return ollama && first
        ? { engine: ollama.engine, model: first.name }
        : { engine: extractiveEngine, model: EXTRACTIVE_MODEL };
    },
    async describe() {
      const installed = await ollama?.chatModels();
      const first = installed?.[0];
      const models = (installed ?? []).map((model): ModelDescription => ({ ...model, engine: 'OLLAMA' }));
      if (first) {
        return {
          engine: 'OLLAMA',
          defaultModel: first.name,
          message: `Answers are written by ${first.name} on Ollama, from the documents of the workspace.`,
          models: [...models, EXTRACTIVE],
        };
      }
      return {
        engine: 'EXTRACTIVE',
        defaultModel: EXTRACTIVE_MODEL,
        message: `The built-in extractive engine answers: it quotes sentences of your documents and is not a language model. ${adviceFor(ollama, installed !== undefined)}`,
        models: [EXTRACTIVE],
      };
    },
  };
}

function adviceFor(ollama: OllamaService | undefined, answers: boolean): string {
  if (!ollama) return 'For written answers install Ollama, pull a model and set OLLAMA_URL.';
  if (!answers)
    return 'Ollama is configured (OLLAMA_URL) but does not answer. Start it, or correct the address.';
  return 'Ollama answers but has no chat model. Pull one, for example: ollama pull qwen3:0.6b';
}
