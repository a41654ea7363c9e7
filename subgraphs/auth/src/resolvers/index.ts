import type { Resolvers } from '../__generated__/resolvers-types.ts';
import { addWorkspaceMember, createWorkspace, removeWorkspaceMember } from './manage-workspaces.ts';
import { Query } from './query.ts';
import { signIn, signOut, signUp } from './sign-in.ts';
import { User } from './user.ts';
import { Workspace, WorkspaceMember } from './workspace.ts';

export const resolvers: Resolvers = {
  Query,
  Mutation: { signUp, signIn, signOut, createWorkspace, addWorkspaceMember, removeWorkspaceMember },
  User,
  Workspace,
  WorkspaceMember,
};
