import { Alert, Select, Stack } from '@mantine/core';
import { useCallback, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useClient } from 'urql';
import { CreateConversationDocument } from '../../__generated__/operations.ts';
import { dataOf } from '../../api/problem.ts';
import { usePageTitle } from '../../app/usePageTitle.ts';
import { useShell } from '../shell/ShellContext.tsx';
import { QuotaNotice } from '../usage/QuotaNotice.tsx';
import classes from './Chat.module.css';
import { Composer } from './Composer.tsx';
import { EmptyChat } from './EmptyChat.tsx';
import { EngineBadge } from './EngineBadge.tsx';
import { useChatSetting } from './useChatSetting.ts';
import { useSendQuestion } from './useSendQuestion.ts';

/** A conversation that does not exist yet: the first question makes it. */
export function NewConversation({ workspaceId }: { workspaceId: string }) {
  const { workspace } = useShell();
  usePageTitle(`New conversation in ${workspace.name}`);
  const client = useClient();
  const navigate = useNavigate();
  const setting = useChatSetting(workspaceId);
  const [draft, setDraft] = useState('');
  const [model, setModel] = useState<string | null>(null);
  /** Made once, however often its first question has to be sent. */
  const made = useRef<{ id: string; model: string | null }>(undefined);

  const conversationId = useCallback(async () => {
    if (made.current?.model === model) return made.current.id;
    const { createConversation } = dataOf(
      await client.mutation(CreateConversationDocument, { input: { workspaceId, model } }),
    );
    if (createConversation.__typename !== 'ConversationCreated') throw new Error(createConversation.message);
    made.current = { id: createConversation.conversation.id, model };
    return made.current.id;
  }, [client, workspaceId, model]);

  const { pending, send, deliver } = useSendQuestion(
    useCallback(() => {
      if (made.current) navigate(`/w/${workspaceId}/c/${made.current.id}`);
    }, [navigate, workspaceId]),
  );

  function onSend() {
    // The same words again are the same question: a reply that was lost must not double it.
    if (pending?.content === draft) void deliver(pending, conversationId);
    else send(draft, conversationId);
  }

  const models = setting.modelService?.models ?? [];
  return (
    <div className={classes.chat}>
      <div className={classes.scroll}>
        <div className={classes.column}>
          <EmptyChat workspaceId={workspaceId} setting={setting} onSuggest={setDraft} />
        </div>
      </div>
      <div className={classes.composer}>
        <Stack gap="xs" className={classes.column}>
          {pending?.problem === undefined ? null : (
            <Alert color="red" role="alert">
              {pending.problem}
            </Alert>
          )}
          <QuotaNotice workspaceId={workspaceId} isAnswering={false} />
          <Composer
            draft={draft}
            onDraft={setDraft}
            onSend={onSend}
            isSending={pending !== undefined && pending.problem === undefined}
            role={workspace.viewerRole}
            footer={
              <>
                <EngineBadge service={setting.modelService} />
                {models.length > 1 ? (
                  <Select
                    size="xs"
                    aria-label="Model"
                    placeholder="Model"
                    data={models.map(({ name }) => name)}
                    value={model ?? setting.modelService?.defaultModel ?? null}
                    onChange={setModel}
                    allowDeselect={false}
                  />
                ) : null}
              </>
            }
          />
        </Stack>
      </div>
    </div>
  );
}
