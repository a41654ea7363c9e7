import type { Resolvers } from '../__generated__/resolvers-types.ts';
import { ApiKey, apiKeys, createApiKey, revokeApiKey } from './api-keys.ts';
import { changeMemberRole, disablePerson, enablePerson, rotateSigningKeys } from './manage-people.ts';
import { addWorkspaceMember, createWorkspace, removeWorkspaceMember } from './manage-workspaces.ts';
import { Query } from './query.ts';
import {
  endOtherSessions,
  endSession,
  isInstanceAdmin,
  refreshSession,
  Session,
  sessionsOfUser,
} from './sessions.ts';
import { signIn, signOut, signUp } from './sign-in.ts';
import { User } from './user.ts';
import { Workspace, WorkspaceMember } from './workspace.ts';

export const resolvers: Resolvers = {
  Query: { ...Query, apiKeys },
  Mutation: {
    signUp,
    signIn,
    signOut,
    createWorkspace,
    addWorkspaceMember,
    removeWorkspaceMember,
    refreshSession,
    endSession,
    endOtherSessions,
    changeMemberRole,
    createApiKey,
    revokeApiKey,
    disablePerson,
    enablePerson,
    rotateSigningKeys,
  },
  User: { ...User, sessions: sessionsOfUser, isInstanceAdmin },
  Session,
  ApiKey,
  Workspace,
  WorkspaceMember,
};
