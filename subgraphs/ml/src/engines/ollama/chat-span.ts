import { markFailed } from '@codexcontinue/platform/telemetry/spans';
import { SpanKind, trace } from '@opentelemetry/api';
import type { ChatResponse } from 'ollama';

/** The span of one call of a model. */
export interface ChatSpan {
  /** The model wrote something; the first time counts. */
  onText(): void;
  /** @param last the last message of the stream, with what Ollama counted */
  onDone(last: ChatResponse | undefined): void;
  /** @param kind a code, never a message */
  onFailed(kind: string): void;
  end(): void;
}

const NANOSECONDS_PER_MILLISECOND = 1_000_000;
/** Names that the conventions do not have. */
const DURATIONS = ['total_duration', 'load_duration', 'prompt_eval_duration', 'eval_duration'] as const;

/**
 * Follows a call by the semantic conventions for generative AI: the model, counts and durations, never a word of the
 * prompt or of the answer. Ollama itself is told of no trace.
 */
export function startChatSpan(
  url: string,
  request: { readonly model: string; readonly answerTokens: number; readonly contextTokens: number },
): ChatSpan {
  const { hostname, port, protocol } = new URL(url);
  const span = trace.getTracer('ml').startSpan(`chat ${request.model}`, {
    kind: SpanKind.CLIENT,
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'ollama',
      'gen_ai.request.model': request.model,
      'gen_ai.request.max_tokens': request.answerTokens,
      'codexcontinue.ollama.context_tokens': request.contextTokens,
      'server.address': hostname,
      'server.port': Number(port || (protocol === 'https:' ? 443 : 80)),
    },
  });
  let hasText = false;
  return {
    onText() {
      if (hasText) return;
      hasText = true;
      span.addEvent('first text');
    },
    onDone(last) {
      span.setAttribute('gen_ai.response.finish_reasons', [last?.done_reason || 'none']);
      if (!last) return;
      span.setAttribute('gen_ai.response.model', last.model);
      setCount('gen_ai.usage.input_tokens', last.prompt_eval_count);
      setCount('gen_ai.usage.output_tokens', last.eval_count);
      for (const name of DURATIONS) {
        const duration = last[name];
        if (typeof duration === 'number')
          setCount(`codexcontinue.ollama.${name}_milliseconds`, duration / NANOSECONDS_PER_MILLISECOND);
      }
    },
    onFailed: (kind) => markFailed(span, kind),
    end: () => span.end(),
  };

  /** Ollama leaves out what it does not know. */
  function setCount(name: string, value: unknown): void {
    if (typeof value === 'number' && Number.isFinite(value)) span.setAttribute(name, value);
  }
}
