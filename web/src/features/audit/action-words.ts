/** What the services tell the audit log, in plain words, by what it is about. */
export const ACTION_GROUPS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Signing in': {
    'account.created': 'Made an account',
    'session.begun': 'Signed in',
    'session.refreshed': 'Went on with a session',
    'session.ended': 'Ended a session',
    'password.changed': 'Changed the password',
    'password.reset_requested': 'Asked for a new password',
    'password.reset': 'Set a new password by mail',
    'email.verification_requested': 'Asked for a mail to confirm the address',
    'email.verified': 'Confirmed the address',
    'second_factor.enrollment_begun': 'Began to set up an authenticator app',
    'second_factor.turned_on': 'Turned the second factor on',
    'second_factor.turned_off': 'Turned the second factor off',
    'second_factor.recovery_codes_made': 'Made new recovery codes',
    'passkey.registration_begun': 'Began to add a passkey',
    'passkey.added': 'Added a passkey',
    'passkey.removed': 'Removed a passkey',
  },
  Workspace: {
    'workspace.created': 'Made the workspace',
    'workspace.quota_set': 'Set a limit of the workspace',
    'member.added': 'Added a member',
    'member.removed': 'Removed a member',
    'member.role_changed': 'Changed a member’s role',
    'member.quota_set': 'Set a limit of a member',
    'invitation.sent': 'Invited somebody by mail',
    'invitation.revoked': 'Took an invitation back',
    'invitation.accepted': 'Accepted an invitation',
    'api_key.created': 'Made an API key',
    'api_key.revoked': 'Revoked an API key',
    'api_key.quota_set': 'Set a limit of an API key',
    'audit.exported': 'Exported the audit log',
  },
  Content: {
    'document.uploaded': 'Uploaded a document',
    'document.deleted': 'Deleted a document',
    'document.read': 'Read a document',
    'document.downloaded': 'Downloaded a document',
    'documents.searched': 'Searched the documents',
    'conversation.read': 'Read a conversation',
    'generation.ended': 'Was given an answer',
  },
  Instance: {
    'instance.administrator_appointed': 'Became administrator of the instance',
    'instance.roles_set': 'Set a person’s roles on the instance',
    'second_factor.reset': 'Removed a person’s second factor',
    'person.disabled': 'Disabled a person',
    'person.enabled': 'Enabled a person',
    'person.quota_set': 'Set a limit of a person',
    'signing_keys.rotated': 'Made a new signing key',
    'signing_keys.retired': 'Retired a signing key',
  },
};

const WORDS = new Map(Object.values(ACTION_GROUPS).flatMap((group) => Object.entries(group)));

/** An action in words; one that is not known here, of a newer service, as it is. */
export function actionInWords(action: string): string {
  return WORDS.get(action) ?? action;
}

const OBJECTS: Readonly<Record<string, string>> = {
  User: 'Person',
  Session: 'Session',
  Passkey: 'Passkey',
  Workspace: 'Workspace',
  WorkspaceInvitation: 'Invitation',
  ApiKey: 'API key',
  Document: 'Document',
  Conversation: 'Conversation',
  Generation: 'Answer',
};

const SHOWN_OF_ID = 8;

/** What something was done to; ids begin with the time, so their ends tell them apart. */
export function objectInWords(targetType: string | null, targetId: string | null): string {
  const type = targetType === null ? '' : (OBJECTS[targetType] ?? targetType);
  if (targetId === null) return type;
  const id = targetId.length > SHOWN_OF_ID ? `…${targetId.slice(-SHOWN_OF_ID)}` : targetId;
  return type === '' ? id : `${type} ${id}`;
}

interface Doing {
  readonly actor?: { readonly name: string } | null | undefined;
  readonly actorId?: string | null | undefined;
  readonly requestId?: string | null | undefined;
}

/** Who did it. An account that is gone leaves its id; who failed to sign in was nobody yet; operators send no request. */
export function actorInWords({ actor, actorId, requestId }: Doing): string {
  if (actor) return actor.name;
  if (actorId) return 'Account gone';
  return requestId ? 'Nobody signed in' : 'An operator';
}

/** The details as they are read best; what is no JSON stays as it is. */
export function readableDetails(details: string): string {
  try {
    return JSON.stringify(JSON.parse(details), null, 2);
  } catch {
    return details;
  }
}
