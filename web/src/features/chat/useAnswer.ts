import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import {
  type AnswerGenerationFragment,
  GenerationEventsDocument,
  ReadGenerationDocument,
} from '../../__generated__/operations.ts';
import type { StreamState } from '../../api/resumable-subscription.ts';
import { useStream } from '../../api/useStream.ts';
import { hear, isUnderWay, NOTHING_HEARD } from './answer-stream.ts';

export interface LiveAnswer {
  text: string;
  connection: StreamState;
  /** Why the answer cannot be followed. */
  problem: string | undefined;
}

/** Follows an answer from its first word, drawing at most once per frame; tells when and how it ended. */
export function useAnswer(
  generationId: string,
  onEnded: (generation: AnswerGenerationFragment) => void,
): LiveAnswer {
  const client = useClient();
  const heard = useRef(NOTHING_HEARD);
  const frame = useRef<number | undefined>(undefined);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();

  const draw = useCallback(() => {
    frame.current ??= requestAnimationFrame(() => {
      frame.current = undefined;
      setText(heard.current.text);
    });
  }, []);
  useEffect(
    () => () => {
      if (frame.current !== undefined) cancelAnimationFrame(frame.current);
      frame.current = undefined;
    },
    [],
  );

  // The durable state, for when the stream is in trouble: the end may never come by it.
  const settle = useCallback(async () => {
    const { data } = await client.query(
      ReadGenerationDocument,
      { generationId },
      { requestPolicy: 'network-only' },
    );
    const generation = data?.generation;
    if (generation && !isUnderWay(generation.status)) onEnded(generation);
  }, [client, generationId, onEnded]);

  const connection = useStream(
    generationId,
    {
      document: GenerationEventsDocument,
      variables: { generationId },
      pick: (data) => data.generationEvents,
    },
    {
      onValue: (event) => {
        heard.current = hear(heard.current, event);
        if (heard.current.ended) onEnded(heard.current.ended);
        else if (event.kind !== 'DELTA') void settle();
        else draw();
      },
      onExpired: () => {
        heard.current = NOTHING_HEARD;
        void settle();
      },
      isIncomplete: () => heard.current.ended === undefined,
      onRefused: (_code, message) => {
        setProblem(message);
        void settle();
      },
    },
  );
  useEffect(() => {
    if (connection === 'reconnecting') void settle();
  }, [connection, settle]);

  return { text, connection, problem };
}
