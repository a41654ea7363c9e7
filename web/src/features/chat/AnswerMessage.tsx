import { ActionIcon, Alert, Button, CopyButton, Group, Loader, Stack, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconRefresh } from '@tabler/icons-react';
import { lazy, useDeferredValue } from 'react';
import type { AnswerGenerationFragment, ChatMessageFragment } from '../../__generated__/operations.ts';
import { visibleText } from '../../content/hidden-characters.ts';
import { PlainBoundary } from '../../content/PlainBoundary.tsx';
import { isUnderWay } from './answer-stream.ts';
import classes from './Chat.module.css';
import { CitationList } from './CitationList.tsx';
import { endingInWords } from './ending-in-words.ts';
import type { Source } from './SourceDrawer.tsx';
import { useAnswer } from './useAnswer.ts';

/** Brings what renders Markdown before the first answer is there, so that it never shows as plain text. */
export const loadMarkdown = async () => ({ default: (await import('./Markdown.tsx')).Markdown });

const Markdown = lazy(loadMarkdown);

interface AnswerMessageProps {
  message: ChatMessageFragment;
  onEnded: (generation: AnswerGenerationFragment) => void;
  onSource: (source: Source) => void;
  onAskAgain: (() => void) | undefined;
}

export function AnswerMessage({ message, onEnded, onSource, onAskAgain }: AnswerMessageProps) {
  const { generation } = message;
  return (
    <li className={classes.answer}>
      {generation && isUnderWay(generation.status) ? (
        <AnswerUnderWay generation={generation} onEnded={onEnded} />
      ) : (
        <EndedAnswer message={message} onSource={onSource} onAskAgain={onAskAgain} />
      )}
    </li>
  );
}

interface AnswerUnderWayProps {
  generation: AnswerGenerationFragment;
  onEnded: (generation: AnswerGenerationFragment) => void;
}

function AnswerUnderWay({ generation, onEnded }: AnswerUnderWayProps) {
  const { text, connection, problem } = useAnswer(generation.id, onEnded);
  // What was stored when the page was read stands there until the stream has caught up with it.
  const shown = useDeferredValue(text.length >= generation.text.length ? text : generation.text);
  return (
    <Stack gap="xs" aria-busy="true">
      <AnswerText text={shown} citations={[]} />
      <Group gap="xs">
        <Loader size="xs" type="dots" aria-hidden />
        <Text size="sm" c="dimmed">
          {connection === 'reconnecting'
            ? 'Connection lost. Reconnecting…'
            : shown === ''
              ? 'Looking through the documents…'
              : 'Answering…'}
        </Text>
      </Group>
      {problem === undefined ? null : <Alert color="orange">{problem}</Alert>}
    </Stack>
  );
}

function EndedAnswer({ message, onSource, onAskAgain }: Omit<AnswerMessageProps, 'onEnded'>) {
  const { generation } = message;
  const text = message.content === '' ? (generation?.text ?? '') : message.content;
  const citations = generation?.citations ?? [];
  const ending = generation ? endingInWords(generation) : undefined;
  return (
    <Stack gap="sm">
      <AnswerText text={text} citations={citations} onSource={onSource} />
      {ending === undefined ? null : (
        <Alert color={generation?.status === 'FAILED' ? 'red' : 'orange'} p="sm">
          <Group justify="space-between" gap="sm">
            <Text size="sm" flex="1 1 12rem">
              {ending}
            </Text>
            {onAskAgain ? (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconRefresh size={14} />}
                onClick={onAskAgain}
              >
                Try again
              </Button>
            ) : null}
          </Group>
        </Alert>
      )}
      <CitationList citations={citations} onSource={onSource} />
      <Group gap="xs" wrap="nowrap" align="flex-start">
        {text === '' ? null : <CopyAnswer text={text} />}
        {generation ? <HowItWasMade generation={generation} /> : null}
      </Group>
    </Stack>
  );
}

interface AnswerTextProps {
  text: string;
  citations: AnswerGenerationFragment['citations'];
  onSource?: (source: Source) => void;
}

function AnswerText({ text, citations, onSource }: AnswerTextProps) {
  if (text === '') return null;
  return (
    <PlainBoundary plain={<div className={classes.plain}>{visibleText(text).text}</div>} text={text}>
      <Markdown text={text} citations={citations} onSource={onSource} />
    </PlainBoundary>
  );
}

/** What is copied is what was seen: pasted into a terminal, the rest could command it. */
function CopyAnswer({ text }: { text: string }) {
  // The browser has a clipboard on https and localhost only.
  if (navigator.clipboard === undefined) return null;
  return (
    <CopyButton value={visibleText(text).text}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : 'Copy answer'}>
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={copy}
            aria-label={copied ? 'Copied' : 'Copy answer'}
          >
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}

function HowItWasMade({ generation }: { generation: AnswerGenerationFragment }) {
  const { engine, model, usage } = generation;
  const facts = [
    engine === 'EXTRACTIVE'
      ? 'Extractive engine: sentences from your documents, not a language model'
      : model,
    usage ? duration(usage.durationMilliseconds) : undefined,
    usage && usage.messagesOmitted > 0
      ? `${usage.messagesOmitted} earlier messages did not fit and were left out`
      : undefined,
  ].filter((fact) => fact !== undefined && fact !== null);
  return (
    <Text size="xs" c="dimmed" pt={6}>
      {facts.join(' · ')}
    </Text>
  );
}

function duration(milliseconds: number): string {
  return milliseconds < 1_000 ? `${milliseconds} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}
