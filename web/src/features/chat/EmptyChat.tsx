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
  const { document, error, isKnown } = setting;
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
      {isKnown ? null : error === undefined ? <Loader size="sm" /> : <Text c="red">{problemOf(error)}</Text>}
      {isKnown && document === undefined ? (
        <Stack gap="sm" align="center">
          <Text>There are no documents here yet. Upload one to ask about it.</Text>
          <Button component={Link} to={`/w/${workspaceId}/documents`} leftSection={<IconUpload size={16} />}>
            Upload a document
          </Button>
        </Stack>
      ) : null}
      {document === undefined ? null : (
        <Stack component="ul" gap="xs" className={classes.suggestions} aria-label="Suggestions">
          {[
            `What is “${document.filename}” about?`,
            `What are the most important points of “${document.filename}”?`,
            `Which dates and deadlines does “${document.filename}” name?`,
          ].map((question) => (
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
