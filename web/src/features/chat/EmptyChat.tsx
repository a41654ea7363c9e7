import { Button, Loader, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { Link } from 'react-router';
import { problemOf } from '../../api/problem.ts';
import classes from './Chat.module.css';
import type { useChatSetting } from './useChatSetting.ts';

interface EmptyChatProps {
  workspaceId: string;
  setting: ReturnType<typeof useChatSetting>;
  onSuggest: (question: string) => void;
}

export function EmptyChat({ workspaceId, setting, onSuggest }: EmptyChatProps) {
  const { documents, error, isKnown } = setting;
  const suggestions = suggestQuestions(documents.filter(({ status }) => status === 'READY'));
  return (
    <Stack gap="lg" align="center" ta="center" pt={{ base: '6vh', sm: '14vh' }}>
      <Stack gap="xs" align="center">
        <Title order={1} size="h2">
          Ask your documents
        </Title>
        <Text c="dimmed" maw="30rem">
          Answers are grounded in this workspace’s documents, and every source is quoted so that you can check
          it.
        </Text>
      </Stack>
      {isKnown ? null : error === undefined ? (
        <Loader size="sm" />
      ) : (
        <Text c="var(--mantine-color-error)">{problemOf(error)}</Text>
      )}
      {isKnown && documents.length === 0 ? (
        <Stack gap="sm" align="center">
          <Text>There are no documents here yet. Upload one to ask about it.</Text>
          <Button component={Link} to={`/w/${workspaceId}/documents`} leftSection={<IconUpload size={16} />}>
            Upload a document
          </Button>
        </Stack>
      ) : null}
      {isKnown && documents.length > 0 && suggestions.length === 0 ? (
        <Text>{waitingInWords(documents)}</Text>
      ) : null}
      {suggestions.length === 0 ? null : (
        <Stack component="ul" gap="xs" className={classes.suggestions} aria-label="Suggestions">
          {suggestions.map((question) => (
            <li key={question}>
              <UnstyledButton className={classes.suggestion} onClick={() => onSuggest(question)}>
                {question}
              </UnstyledButton>
            </li>
          ))}
        </Stack>
      )}
    </Stack>
  );
}

type KnownDocument = EmptyChatProps['setting']['documents'][number];

function suggestQuestions(ready: readonly KnownDocument[]): string[] {
  const [first, second = first] = ready;
  if (first === undefined || second === undefined) return [];
  return [
    `What is “${first.filename}” about?`,
    `What are the most important points of “${second.filename}”?`,
    `Which dates and deadlines does “${first.filename}” name?`,
  ];
}

function waitingInWords(documents: readonly KnownDocument[]): string {
  return documents.some(({ status }) => status === 'INGESTING')
    ? 'Your documents are being read. Ask as soon as one is ready.'
    : 'None of the documents could be read. The documents page says why.';
}
