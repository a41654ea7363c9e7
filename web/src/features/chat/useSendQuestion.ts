import { useCallback, useRef, useState } from 'react';
import { useClient } from 'urql';
import { SendMessageDocument, type SendMessageMutation } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';

type Sent = Extract<SendMessageMutation['sendMessage'], { __typename: 'MessageSent' }>;

export interface PendingQuestion {
  content: string;
  /** One key per question, however often it is sent. */
  idempotencyKey: string;
  problem: string | undefined;
}

/** Sends one question at a time; one that failed waits to be sent again under its key, or to be dropped. */
export function useSendQuestion(onSent: (sent: Sent) => void) {
  const client = useClient();
  const [pending, setPending] = useState<PendingQuestion>();
  const isSending = useRef(false);

  const deliver = useCallback(
    async (question: PendingQuestion, conversationId: () => Promise<string>) => {
      if (isSending.current) return;
      isSending.current = true;
      const { content, idempotencyKey } = question;
      setPending({ ...question, problem: undefined });
      try {
        const input = { conversationId: await conversationId(), content, idempotencyKey };
        const { sendMessage } = dataOf(await client.mutation(SendMessageDocument, { input }));
        if (sendMessage.__typename === 'MessageSent') {
          setPending(undefined);
          onSent(sendMessage);
        } else setPending({ ...question, problem: sendMessage.message });
      } catch (error) {
        setPending({ ...question, problem: error instanceof Error ? error.message : String(error) });
      } finally {
        isSending.current = false;
      }
    },
    [client, onSent],
  );

  const send = useCallback(
    (content: string, conversationId: () => Promise<string>) =>
      void deliver({ content, idempotencyKey: crypto.randomUUID(), problem: undefined }, conversationId),
    [deliver],
  );
  const drop = useCallback(() => setPending(undefined), []);
  return { pending, send, deliver, drop };
}
