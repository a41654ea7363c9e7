import { useParams } from 'react-router';
import { ConversationView } from './ConversationView.tsx';
import { NewConversation } from './NewConversation.tsx';

export function ChatPage() {
  const { workspaceId = '', conversationId } = useParams();
  return conversationId === undefined ? (
    <NewConversation key={workspaceId} workspaceId={workspaceId} />
  ) : (
    <ConversationView key={conversationId} workspaceId={workspaceId} conversationId={conversationId} />
  );
}
