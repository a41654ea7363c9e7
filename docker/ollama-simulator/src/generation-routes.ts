import type { FastifyInstance, FastifyReply } from 'fastify';
import { type AnswerShape, answerTokens, streamAnswer } from './answer-stream.ts';
import type { Behaviour } from './behaviour.ts';
import { embed } from './embedding.ts';
import { nameIn, notFound } from './model-routes.ts';
import { capabilitiesOf, type ModelLibrary } from './models.ts';
import type { RequestRecorder } from './request-recorder.ts';
import { type ChatMessage, countTokens, simulateAnswer, simulateFormatted } from './simulated-answer.ts';

interface Deps {
  readonly library: ModelLibrary;
  readonly recorder: RequestRecorder;
  readonly behaviour: Behaviour;
}

interface GenerationBody {
  readonly messages?: readonly ChatMessage[];
  readonly prompt?: string;
  readonly system?: string;
  readonly stream?: boolean;
  readonly think?: unknown;
  readonly tools?: readonly unknown[];
  readonly format?: unknown;
  readonly options?: { readonly num_ctx?: number; readonly num_predict?: number };
}

const DEFAULT_CONTEXT_TOKENS = 4_096;
const NANOSECONDS = 1_000_000;
const BUSY = 'server busy, please try again.  maximum pending requests exceeded';

/** Answers and embeddings. */
export function registerGeneration(app: FastifyInstance, deps: Deps): void {
  app.post('/api/chat', (request, reply) => answer(deps, '/api/chat', request.body, reply));
  app.post('/api/generate', (request, reply) => answer(deps, '/api/generate', request.body, reply));

  app.post('/api/embed', async (request, reply) => {
    deps.recorder.record('/api/embed', request.body, reply);
    const name = nameIn(request.body);
    if (name === undefined) return reply.code(400).send({ error: 'model is required' });
    if (!deps.library.find(name)) return notFound(reply, name);
    const { input } = request.body as { input?: unknown };
    const texts = Array.isArray(input) ? input.map(String) : [String(input ?? '')];
    return {
      model: name,
      embeddings: texts.map(embed),
      total_duration: NANOSECONDS,
      load_duration: NANOSECONDS,
      prompt_eval_count: texts.reduce((sum, text) => sum + countTokens(text), 0),
    };
  });
}

async function answer(
  deps: Deps,
  path: '/api/chat' | '/api/generate',
  given: unknown,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { library, recorder, behaviour } = deps;
  const gone = recorder.record(path, given, reply);
  const body = (given ?? {}) as GenerationBody;
  const name = nameIn(given);
  if (name === undefined) return reply.code(400).send({ error: 'model is required' });
  const model = library.find(name);
  if (!model) return notFound(reply, name);
  const lacking = lackingCapability(model.name, body);
  if (lacking) return reply.code(400).send({ error: `"${name}" does not support ${lacking}` });

  const { next: misbehaviour } = behaviour;
  behaviour.next = undefined;
  if (misbehaviour === 'http-503') return reply.code(503).send({ error: BUSY });

  const messages = messagesOf(body, model.system);
  const text =
    behaviour.answer ??
    (body.format ? simulateFormatted(body.format, simulateAnswer(messages)) : simulateAnswer(messages));
  const whole = answerTokens(text, behaviour.tokens, body.options?.num_predict);
  const shape = shapeOf(path, name, promptTokensOf(messages, body));
  if (body.stream === false)
    return reply.send(shape.whole(whole.tokens.join(''), whole.reason, whole.tokens.length));
  reply.hijack();
  await streamAnswer(
    reply.raw,
    shape,
    whole,
    { next: misbehaviour, tokenDelayMilliseconds: behaviour.tokenDelayMilliseconds },
    gone,
  );
  return reply;
}

function lackingCapability(name: string, body: GenerationBody): string | undefined {
  const capabilities = capabilitiesOf(name);
  if (!capabilities.includes('completion')) return body.messages ? 'chat' : 'generate';
  if (body.think !== undefined && !capabilities.includes('thinking')) return 'thinking';
  if (body.tools?.length && !capabilities.includes('tools')) return 'tools';
  return undefined;
}

function messagesOf(body: GenerationBody, modelSystem: string | undefined): ChatMessage[] {
  if (body.messages) return [...body.messages];
  const system = body.system ?? modelSystem;
  const prompt = { role: 'user', content: body.prompt ?? '' };
  return system ? [{ role: 'system', content: system }, prompt] : [prompt];
}

/** What does not fit the context is dropped without a word. */
function promptTokensOf(messages: readonly ChatMessage[], body: GenerationBody): number {
  const tokens = messages.reduce((sum, { content }) => sum + countTokens(content ?? ''), 0);
  return Math.min(tokens, body.options?.num_ctx ?? DEFAULT_CONTEXT_TOKENS);
}

function shapeOf(path: '/api/chat' | '/api/generate', model: string, promptTokens: number): AnswerShape {
  const base = () => ({ model, created_at: new Date().toISOString() });
  const content = (text: string) =>
    path === '/api/chat' ? { message: { role: 'assistant', content: text } } : { response: text };
  const metrics = (reason: string, completionTokens: number) => ({
    done: true,
    done_reason: reason,
    total_duration: completionTokens * NANOSECONDS,
    load_duration: NANOSECONDS,
    prompt_eval_count: promptTokens,
    prompt_eval_duration: NANOSECONDS,
    eval_count: completionTokens,
    eval_duration: completionTokens * NANOSECONDS,
  });
  return {
    token: (text) => ({ ...base(), ...content(text), done: false }),
    done: (reason, completionTokens) => ({ ...base(), ...content(''), ...metrics(reason, completionTokens) }),
    whole: (text, reason, completionTokens) => ({
      ...base(),
      ...content(text),
      ...metrics(reason, completionTokens),
    }),
  };
}
