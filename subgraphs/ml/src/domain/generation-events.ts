import type { JsonObject, NewEvent } from '@codexcontinue/platform/event-log/event-log';
import type { EndedGeneration, EndedStatus } from './generation.ts';

/** The topic of a generation's events. */
export function generationTopic(generationId: string): string {
  return `generation:${generationId}`;
}

export function deltaEvent(sequence: number, delta: string): NewEvent {
  return { sequence, data: { sequence, kind: 'DELTA', delta } };
}

function terminalEvent(sequence: number, kind: EndedStatus, generationId: string): NewEvent {
  return {
    sequence,
    data: { sequence, kind, generation: { __typename: 'Generation', id: generationId } },
    final: true,
  };
}

/** All events of a generation that has ended, the same ones as were or would have been followed live. */
export function eventsOf(generation: EndedGeneration): NewEvent[] {
  const deltas = generation.deltaEnds.map((end, index) =>
    deltaEvent(index + 1, generation.text.slice(generation.deltaEnds[index - 1] ?? 0, end)),
  );
  return [...deltas, terminalEvent(deltas.length + 1, generation.status, generation.id)];
}

/** The delta an event carries; undefined for the terminal event. */
export function deltaOf(data: JsonObject): string | undefined {
  const { kind, delta } = data;
  return kind === 'DELTA' && typeof delta === 'string' ? delta : undefined;
}
