import { GenerationError, type GenerationFailureCode } from '../../domain/generation.ts';
import { OllamaStatusError } from './ollama-fetch.ts';
import { TimedOut } from './watchdog.ts';

interface Told {
  readonly code: GenerationFailureCode;
  readonly message: string;
}

/** What a person is told of a fault of the model server. What the server itself said stays in the cause, for the log. */
export function describeOllamaFailure(
  error: unknown,
  { model }: { readonly model: string },
): GenerationError {
  if (error instanceof GenerationError) return error;
  return new GenerationError(tell(error, model), { cause: error });
}

function tell(error: unknown, model: string): Told {
  if (error instanceof TimedOut) {
    return {
      code: 'MODEL_TIMED_OUT',
      message: `The model "${model}" took too long: ${error.message} came in time. Ask again; if it stays, choose a smaller model.`,
    };
  }
  if (error instanceof OllamaStatusError) return tellStatus(error.status, model);
  if (isUnreachable(error)) {
    return {
      code: 'MODEL_UNAVAILABLE',
      message: 'The model server (Ollama) does not answer. Ask your operator to start it, then ask again.',
    };
  }
  return {
    code: 'MODEL_STREAM_BROKEN',
    message: `The answer of the model "${model}" broke off. What came until then is kept; ask again for a whole answer.`,
  };
}

function tellStatus(status: number, model: string): Told {
  if (status === 404) {
    return {
      code: 'MODEL_NOT_FOUND',
      message: `The model "${model}" is not installed. Pull it (ollama pull ${model}), or begin a conversation with another.`,
    };
  }
  if (status === 400) {
    return {
      code: 'MODEL_UNAVAILABLE',
      message: `The model "${model}" cannot answer questions like this one. Begin a conversation with a chat model.`,
    };
  }
  return {
    code: 'MODEL_UNAVAILABLE',
    message: 'The model server (Ollama) refuses more work just now. Ask again in a moment.',
  };
}

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function isUnreachable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name === 'TimeoutError') return true;
    if (UNREACHABLE.has(String((cause as NodeJS.ErrnoException).code))) return true;
    if (cause instanceof AggregateError) return cause.errors.some(isUnreachable);
  }
  return false;
}
