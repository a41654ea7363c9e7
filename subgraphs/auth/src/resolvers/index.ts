import type { Resolvers } from '../__generated__/resolvers-types.ts';
import { AccountSecurity, accountSecurity } from './account-security.ts';
import { addWorkspaceMember, createWorkspace, removeWorkspaceMember } from './manage-workspaces.ts';
import { Query } from './query.ts';
import { confirmTotp, disableTotp, enrollTotp, regenerateRecoveryCodes } from './second-factor.ts';
import { signIn, signOut, signUp } from './sign-in.ts';
import { User } from './user.ts';
import { Workspace, WorkspaceMember } from './workspace.ts';

const secondFactor = { enrollTotp, confirmTotp, disableTotp, regenerateRecoveryCodes };

export const resolvers: Resolvers = {
  Query: { ...Query, accountSecurity },
  Mutation: {
    signUp,
    signIn,
    signOut,
    ...secondFactor,
    createWorkspace,
    addWorkspaceMember,
    removeWorkspaceMember,
  },
  AccountSecurity,
  User,
  Workspace,
  WorkspaceMember,
};
