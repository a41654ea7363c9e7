import type { Metrics } from '@codexcontinue/platform/metrics';
import type { EndedStatus, GenerationEngine, GenerationUsage } from '../domain/generation.ts';
import type { OllamaFailureListener } from '../engines/ollama/ollama-service.ts';

/** Counts how answers end and how long they take. */
export interface GenerationMetrics {
  onEnded(ending: {
    readonly engine: GenerationEngine | null;
    readonly status: EndedStatus;
    readonly usage: GenerationUsage | null;
  }): void;
  readonly onOllamaFailure: OllamaFailureListener;
}

const BUCKETS_TOKENS_PER_SECOND = [1, 2, 5, 10, 20, 40, 80, 160];
const BUCKETS_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

export function createGenerationMetrics(metrics: Metrics | undefined): GenerationMetrics {
  if (!metrics) return { onEnded: () => undefined, onOllamaFailure: () => undefined };
  const ended = metrics.counter('ml_generations_total', 'Generations that ended here.', ['engine', 'status']);
  const firstToken = metrics.histogramSeconds(
    'ml_generation_first_token_seconds',
    'From the start of a generation to its first token.',
    ['engine'],
    BUCKETS_SECONDS,
  );
  const duration = metrics.histogramSeconds(
    'ml_generation_duration_seconds',
    'From the start of a generation to its end.',
    ['engine'],
    BUCKETS_SECONDS,
  );
  const rate = metrics.histogram(
    'ml_generation_tokens_per_second',
    'How fast models write, from the first token of an answer to its last.',
    BUCKETS_TOKENS_PER_SECOND,
  );
  const ollamaFailures = metrics.counter('ml_ollama_failures_total', 'What Ollama did not do.', [
    'operation',
    'code',
  ]);
  return {
    onOllamaFailure: (operation, code) => ollamaFailures.inc({ operation, code }),
    onEnded({ engine, status, usage }) {
      const label = engine ?? 'NONE';
      ended.inc({ engine: label, status });
      if (!usage) return;
      duration.observe({ engine: label }, usage.durationMilliseconds / 1_000);
      if (usage.firstTokenMilliseconds !== null) {
        firstToken.observe({ engine: label }, usage.firstTokenMilliseconds / 1_000);
        const seconds = (usage.durationMilliseconds - usage.firstTokenMilliseconds) / 1_000;
        if (engine === 'OLLAMA' && seconds > 0) rate.observe(usage.completionTokens / seconds);
      }
    },
  };
}
