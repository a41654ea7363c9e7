import type { ChatResponse, Ollama } from 'ollama';
import { citationsOf } from '../../domain/citations.ts';
import { GenerationError, type GenerationFailureCode } from '../../domain/generation.ts';
import { buildPrompt, leastPromptTokens, type Prompt } from '../../domain/prompt.ts';
import type { AnswerEngine, AnswerRequest, AnswerStep } from '../answer-engine.ts';
import { type ChatSpan, startChatSpan } from './chat-span.ts';
import { describeOllamaFailure } from './ollama-failure.ts';
import type { ModelDetails, OllamaTimeouts } from './ollama-service.ts';
import { createWatchdog } from './watchdog.ts';

/** Ollama's own default is 4,096 on small machines, and what does not fit it drops silently: it is always told. */
const USUAL_CONTEXT_TOKENS = 8_192;
const ANSWER_TOKENS = 1_536;
/** Estimates are rough; this much of the context stays free. */
const ESTIMATE_RESERVE_TOKENS = 256;
const LONGEST_ANSWER_CHARACTERS = 100_000;
/** What a piece without text counts for: four times the tokens that were asked for may be silent, thinking for one. */
const SILENT_PIECE_CHARACTERS = 16;

export interface OllamaEngineOptions {
  /** Where Ollama is, for traces. */
  readonly url: string;
  readonly clientFor: (signal: AbortSignal) => Ollama;
  readonly details: (model: string) => Promise<ModelDetails>;
  readonly timeouts: OllamaTimeouts;
  /** @param code why an answer failed */
  readonly onFailure: (code: GenerationFailureCode) => void;
}

/** Answers by a language model on Ollama, from the passages it is given. */
export function createOllamaEngine(options: OllamaEngineOptions): AnswerEngine {
  const { url, clientFor, details, timeouts, onFailure } = options;
  return {
    kind: 'OLLAMA',
    async *answer(request) {
      const watchdog = createWatchdog(request.signal);
      let span: ChatSpan | undefined;
      try {
        watchdog.expect(timeouts.firstToken, 'no first token');
        const known = await details(request.model);
        const contextTokens = contextFor(request.question, known);
        const prompt = buildPrompt({
          ...request,
          tokenBudget: contextTokens - ANSWER_TOKENS - ESTIMATE_RESERVE_TOKENS,
        });
        yield { kind: 'PROMPT', report: prompt.report };
        span = startChatSpan(url, { model: request.model, answerTokens: ANSWER_TOKENS, contextTokens });
        const stream = await clientFor(watchdog.signal).chat({
          model: request.model,
          messages: [...prompt.messages],
          stream: true,
          ...(known.capabilities.includes('thinking') ? { think: false } : {}),
          options: { num_ctx: contextTokens, num_predict: ANSWER_TOKENS },
        });
        return yield* readStream(stream, prompt, contextTokens, request, span, () =>
          watchdog.expect(timeouts.stall, 'no next token'),
        );
      } catch (error) {
        request.signal.throwIfAborted();
        const failure = describeOllamaFailure(watchdog.failure() ?? error, request);
        span?.onFailed(failure.failure.code);
        onFailure(failure.failure.code);
        throw failure;
      } finally {
        span?.end();
        // Also when the reader leaves early: whatever is still open is closed.
        watchdog.end();
      }
    },
  };
}

async function* readStream(
  stream: AsyncIterable<ChatResponse>,
  prompt: Prompt,
  contextTokens: number,
  { logger, model }: AnswerRequest,
  span: ChatSpan,
  onActivity: () => void,
) {
  let answer = '';
  /** Characters, and pieces without any: a model may also say nothing for ever. */
  let taken = 0;
  let last: ChatResponse | undefined;
  for await (const chunk of stream) {
    onActivity();
    last = chunk;
    const content = chunk.message?.content;
    const text = typeof content === 'string' ? content : '';
    taken += text.length || SILENT_PIECE_CHARACTERS;
    if (text !== '') {
      answer += text;
      span.onText();
      yield { kind: 'TEXT', text } satisfies AnswerStep;
    }
    if (taken > LONGEST_ANSWER_CHARACTERS) break;
  }
  span.onDone(last);
  if (answer === '') {
    throw new GenerationError({
      code: 'MODEL_STREAM_BROKEN',
      message: `The model "${model}" ended without writing anything. Ask again, or choose another model.`,
    });
  }
  if (!last?.done || last.done_reason === 'length') {
    yield {
      kind: 'TEXT',
      text: '\n\n_The answer ends here because it reached the greatest length allowed._',
    } satisfies AnswerStep;
  }
  const promptTokens = countOf(last?.prompt_eval_count);
  const completionTokens = countOf(last?.eval_count);
  if (promptTokens !== undefined && promptTokens + (completionTokens ?? 0) >= contextTokens) {
    const predicted = prompt.report.promptTokens;
    logger.warn(
      { model, promptTokens, predicted, contextTokens },
      'the context was full: part of the prompt may not have been read',
    );
  }
  return { promptTokens, completionTokens, citations: citationsOf(answer, prompt.passages) };
}

/** As usual, more for a long question, never more than the model can take. */
function contextFor(question: string, { contextLength }: ModelDetails): number {
  const least = leastPromptTokens(question) + ANSWER_TOKENS + ESTIMATE_RESERVE_TOKENS;
  const wanted = Math.max(USUAL_CONTEXT_TOKENS, least * 2);
  const context = contextLength === undefined ? wanted : Math.min(wanted, contextLength);
  if (least <= context) return context;
  throw new GenerationError({
    code: 'INTERNAL',
    message:
      'This question is longer than the model can read at once. Ask a shorter one, or upload the text as a document and ask about it.',
  });
}

function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
