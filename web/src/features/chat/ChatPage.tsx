import { useEffect } from 'react';
import { useParams } from 'react-router';
import { OutsideConsentProvider } from '../../content/OutsideConsentContext.tsx';
import { loadMarkdown } from './AnswerMessage.tsx';
import { ConversationView } from './ConversationView.tsx';
import { NewConversation } from './NewConversation.tsx';

export function ChatPage() {
  const { workspaceId = '', conversationId } = useParams();
  useEffect(() => {
    // Where it cannot be brought now, the first answer tries again and shows plain text meanwhile.
    loadMarkdown().catch(() => undefined);
  }, []);
  return conversationId === undefined ? (
    <NewConversation key={workspaceId} workspaceId={workspaceId} />
  ) : (
    <OutsideConsentProvider key={conversationId} conversationId={conversationId}>
      <ConversationView workspaceId={workspaceId} conversationId={conversationId} />
    </OutsideConsentProvider>
  );
}
