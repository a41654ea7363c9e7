import { Alert, Button, Group, Skeleton, Stack, Title, VisuallyHidden } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { type AnswerGenerationFragment, StopGenerationDocument } from '../../__generated__/operations.ts';
import { problemOf } from '../../api/problem.ts';
import { NotFoundPage } from '../../app/NotFoundPage.tsx';
import { useNotify } from '../../app/Notices.tsx';
import { Retry } from '../../app/Retry.tsx';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { useReloadOn } from '../activity/WorkspaceLive.tsx';
import { useShell } from '../shell/ShellContext.tsx';
import { QuotaNotice } from '../usage/QuotaNotice.tsx';
import classes from './Chat.module.css';
import { Composer } from './Composer.tsx';
import { EngineBadge } from './EngineBadge.tsx';
import { endingInWords } from './ending-in-words.ts';
import { MessageList } from './MessageList.tsx';
import { type Source, SourceDrawer } from './SourceDrawer.tsx';
import { useChatSetting } from './useChatSetting.ts';
import { useConversation } from './useConversation.ts';
import { useSendQuestion } from './useSendQuestion.ts';
import { useStickToBottom } from './useStickToBottom.ts';

interface ConversationViewProps {
  workspaceId: string;
  conversationId: string;
}

export function ConversationView({ workspaceId, conversationId }: ConversationViewProps) {
  const client = useClient();
  const notify = useNotify();
  const { workspace } = useShell();
  const setting = useChatSetting(workspaceId);
  const { head, pages, messages, underWay, end } = useConversation(conversationId);
  const { add } = pages;
  const [draft, setDraft] = useState('');
  const [stopping, setStopping] = useState<string>();
  const [announcement, setAnnouncement] = useState('');
  const [source, setSource] = useState<Source>();
  const { boxRef, contentRef, box, isAtBottom, toBottom, letGo } = useStickToBottom();
  usePageTitle(head?.title);

  const { pending, send, deliver, drop } = useSendQuestion(
    useCallback(({ question, answer }) => add([answer, question]), [add]),
  );
  const here = useCallback(async () => conversationId, [conversationId]);
  const ask = (content: string) => {
    send(content, here);
    toBottom();
  };

  useReloadOn(
    ({ kind, conversation }) =>
      conversation?.id === conversationId && (kind === 'MESSAGE_SENT' || kind === 'GENERATION_FINISHED'),
    () => void pages.reload(),
  );

  const onEnded = useCallback(
    (generation: AnswerGenerationFragment) => {
      end(generation);
      setAnnouncement(endingInWords(generation) ?? 'The answer is complete.');
    },
    [end],
  );

  async function stop(generationId: string) {
    setStopping(generationId);
    const { data, error } = await client.mutation(StopGenerationDocument, { input: { generationId } });
    const outcome = data?.stopGeneration;
    if (outcome?.__typename === 'GenerationStopped') return;
    setStopping(undefined);
    if (outcome?.__typename === 'GenerationAlreadyEnded') void pages.reload();
    else
      notify('failure', outcome?.message ?? (error ? problemOf(error) : 'The answer could not be stopped.'));
  }

  // Older messages appear above what is being read, which stays where it is.
  const heightBefore = useRef<number>(undefined);
  const { length } = pages.items;
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when messages were added
  useLayoutEffect(() => {
    if (box && heightBefore.current !== undefined) box.scrollTop += box.scrollHeight - heightBefore.current;
    heightBefore.current = undefined;
  }, [length]);

  if (head === null || (head && head.workspace.id !== workspaceId))
    return <NotFoundPage inside what="conversation" />;

  return (
    <div className={classes.chat}>
      <div className={classes.scroll} ref={boxRef}>
        <div className={classes.column} ref={contentRef}>
          <VisuallyHidden>
            <Title order={1}>{head?.title ?? 'Conversation'}</Title>
          </VisuallyHidden>
          <Stack gap="xl" py="lg">
            {pages.problem === undefined ? null : (
              <Retry problem={pages.problem} onRetry={() => void pages.reload()} />
            )}
            {pages.status === 'loading' ? <LoadingMessages /> : null}
            {pages.hasMore ? (
              <Button
                variant="subtle"
                loading={pages.isLoadingMore}
                onClick={() => {
                  letGo();
                  heightBefore.current = box?.scrollHeight;
                  pages.loadMore();
                }}
              >
                Load earlier messages
              </Button>
            ) : null}
            <MessageList
              messages={messages}
              pending={pending}
              onEnded={onEnded}
              onSource={setSource}
              onAskAgain={underWay === undefined && pending === undefined ? ask : undefined}
            />
            {pending?.problem === undefined ? null : (
              <Alert color="red" role="alert" title="Your question was not sent">
                <Stack gap="xs">
                  {pending.problem}
                  <Group gap="xs">
                    <Button size="xs" variant="default" onClick={() => void deliver(pending, here)}>
                      Try again
                    </Button>
                    <Button
                      size="xs"
                      variant="subtle"
                      onClick={() => {
                        setDraft((was) => (was === '' ? pending.content : was));
                        drop();
                      }}
                    >
                      Edit
                    </Button>
                  </Group>
                </Stack>
              </Alert>
            )}
          </Stack>
        </div>
      </div>
      <div className={classes.composer}>
        {isAtBottom ? null : (
          <Button
            className={classes.toBottom}
            size="xs"
            radius="xl"
            variant="default"
            leftSection={<IconArrowDown size={14} />}
            onClick={toBottom}
          >
            Jump to the end
          </Button>
        )}
        <div className={classes.column}>
          <QuotaNotice workspaceId={workspaceId} isAnswering={underWay !== undefined} />
          <Composer
            draft={draft}
            onDraft={setDraft}
            onSend={() => {
              ask(draft);
              setDraft('');
            }}
            isSending={pending !== undefined}
            onStop={underWay === undefined ? undefined : () => void stop(underWay.id)}
            isStopping={underWay !== undefined && stopping === underWay.id}
            role={workspace.viewerRole}
            footer={<EngineBadge service={setting.modelService} />}
          />
        </div>
      </div>
      <VisuallyHidden role="status">{announcement}</VisuallyHidden>
      <SourceDrawer workspaceId={workspaceId} source={source} onClose={() => setSource(undefined)} />
    </div>
  );
}

function LoadingMessages() {
  return (
    <Stack gap="md" role="status" aria-label="Loading messages">
      <Skeleton height={40} width="60%" ml="auto" />
      <Skeleton height={120} />
    </Stack>
  );
}
