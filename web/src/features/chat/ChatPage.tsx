import { useEffect } from 'react';
import { Navigate, useParams } from 'react-router';
import { OutsideConsentProvider } from '../../content/OutsideConsentContext.tsx';
import { useShell } from '../shell/ShellContext.tsx';
import { loadMarkdown } from './AnswerMessage.tsx';
import { ConversationView } from './ConversationView.tsx';
import { NewConversation } from './NewConversation.tsx';

export function ChatPage() {
  const { workspaceId = '', conversationId } = useParams();
  const { workspace } = useShell();
  useEffect(() => {
    // Where it cannot be brought now, the first answer tries again and shows plain text meanwhile.
    loadMarkdown().catch(() => undefined);
  }, []);
  // Auditors see no content: what they come for is the log.
  if (conversationId === undefined && workspace.viewerRole === 'AUDITOR')
    return <Navigate to="audit" replace />;
  return conversationId === undefined ? (
    <NewConversation key={workspaceId} workspaceId={workspaceId} />
  ) : (
    <OutsideConsentProvider key={conversationId} conversationId={conversationId}>
      <ConversationView workspaceId={workspaceId} conversationId={conversationId} />
    </OutsideConsentProvider>
  );
}
