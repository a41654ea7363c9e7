import { Box, Stack, Text } from '@mantine/core';
import type { AnswerGenerationFragment, ChatMessageFragment } from '../../__generated__/operations.ts';
import { fullTime, shortTime } from '../../app/time.ts';
import { VisibleText } from '../../content/VisibleText.tsx';
import { AnswerMessage } from './AnswerMessage.tsx';
import classes from './Chat.module.css';
import type { Source } from './SourceDrawer.tsx';
import type { PendingQuestion } from './useSendQuestion.ts';

interface MessageListProps {
  messages: readonly ChatMessageFragment[];
  pending: PendingQuestion | undefined;
  onEnded: (generation: AnswerGenerationFragment) => void;
  onSource: (source: Source) => void;
  /** `undefined` while a question is on its way or being answered. */
  onAskAgain: ((question: string) => void) | undefined;
}

export function MessageList({ messages, pending, onEnded, onSource, onAskAgain }: MessageListProps) {
  return (
    <Stack component="ol" gap="xl" className={classes.messages} aria-label="Messages">
      {messages.map((message, index) => {
        if (message.role === 'USER') return <Question key={message.id} message={message} />;
        const isLast = index === messages.length - 1;
        const question = messages.slice(0, index).findLast(({ role }) => role === 'USER');
        const askAgain = isLast && question && onAskAgain ? () => onAskAgain(question.content) : undefined;
        return (
          <AnswerMessage
            key={message.id}
            message={message}
            onEnded={onEnded}
            onSource={onSource}
            onAskAgain={askAgain}
          />
        );
      })}
      {pending === undefined ? null : (
        <li className={classes.question} data-pending>
          <Box className={classes.bubble}>{pending.content}</Box>
          <Text size="xs" c="dimmed">
            {pending.problem === undefined ? 'Sending…' : 'Not sent'}
          </Text>
        </li>
      )}
    </Stack>
  );
}

function Question({ message }: { message: ChatMessageFragment }) {
  return (
    <li className={classes.question}>
      <Box className={classes.bubble}>
        <VisibleText text={message.content} />
      </Box>
      <Text size="xs" c="dimmed">
        {message.author?.name}{' '}
        <time dateTime={message.createdAt} title={fullTime(message.createdAt)}>
          {shortTime(message.createdAt)}
        </time>
      </Text>
    </li>
  );
}
