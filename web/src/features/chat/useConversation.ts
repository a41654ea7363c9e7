import { useCallback, useMemo, useState } from 'react';
import { useClient } from 'urql';
import {
  type AnswerGenerationFragment,
  type ChatMessageFragment,
  ReadConversationDocument,
  type ReadConversationQuery,
} from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { usePages } from '../../api/usePages.ts';
import { isUnderWay } from './answer-stream.ts';

const PAGE_SIZE = 30;

type ConversationHead = Omit<NonNullable<ReadConversationQuery['conversation']>, 'messages'>;

/** A conversation's messages, oldest first, with what happened here since they were read. */
export function useConversation(conversationId: string) {
  const client = useClient();
  const [head, setHead] = useState<ConversationHead | null>();
  const [ended, setEnded] = useState<ReadonlyMap<string, AnswerGenerationFragment>>(new Map());

  const pages = usePages<ChatMessageFragment>(conversationId, PAGE_SIZE, async (last, before) => {
    const variables = { conversationId, last, before };
    const { conversation } = dataOf(
      await client.query(ReadConversationDocument, variables, { requestPolicy: 'network-only' }),
    );
    setHead(conversation);
    if (conversation === null) return { items: [], next: undefined };
    const { edges, pageInfo } = conversation.messages;
    return {
      items: edges.map(({ node }) => node).reverse(),
      next: pageInfo.hasPreviousPage ? (pageInfo.startCursor ?? undefined) : undefined,
    };
  });

  const messages = useMemo(
    () =>
      pages.items.toReversed().map((message) => {
        const end = message.generation ? ended.get(message.generation.id) : undefined;
        return end === undefined ? message : { ...message, content: end.text, generation: end };
      }),
    [pages.items, ended],
  );

  const end = useCallback(
    (generation: AnswerGenerationFragment) => setEnded((was) => new Map(was).set(generation.id, generation)),
    [],
  );
  const underWay =
    messages.findLast(({ generation }) => generation && isUnderWay(generation.status))?.generation ??
    undefined;

  return { head, pages, messages, underWay, end };
}
