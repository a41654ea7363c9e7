import type { Resolvers } from '../__generated__/resolvers-types.ts';
import { AccountSecurity, accountSecurity } from './account-security.ts';
import {
  acceptInvitation,
  invitations,
  inviteToWorkspace,
  revokeInvitation,
  WorkspaceInvitation,
} from './invitations.ts';
import { addWorkspaceMember, createWorkspace, removeWorkspaceMember } from './manage-workspaces.ts';
import {
  beginPasskeyRegistration,
  beginPasskeySignIn,
  finishPasskeyRegistration,
  finishPasskeySignIn,
  Passkey,
  removePasskey,
} from './passkeys.ts';
import { changePassword, requestPasswordReset, resetPassword } from './passwords.ts';
import { Query } from './query.ts';
import { confirmTotp, disableTotp, enrollTotp, regenerateRecoveryCodes } from './second-factor.ts';
import { signIn, signOut, signUp } from './sign-in.ts';
import { User } from './user.ts';
import { requestEmailVerification, verifyEmail } from './verify-email.ts';
import { Workspace, WorkspaceMember } from './workspace.ts';

const secondFactor = { enrollTotp, confirmTotp, disableTotp, regenerateRecoveryCodes };
const passkeys = {
  beginPasskeyRegistration,
  finishPasskeyRegistration,
  removePasskey,
  beginPasskeySignIn,
  finishPasskeySignIn,
};
const byMail = { requestEmailVerification, verifyEmail, requestPasswordReset, resetPassword, changePassword };

export const resolvers: Resolvers = {
  Query: { ...Query, accountSecurity },
  Mutation: {
    signUp,
    signIn,
    signOut,
    ...secondFactor,
    ...passkeys,
    ...byMail,
    createWorkspace,
    addWorkspaceMember,
    removeWorkspaceMember,
    inviteToWorkspace,
    revokeInvitation,
    acceptInvitation,
  },
  AccountSecurity,
  Passkey,
  User,
  Workspace: { ...Workspace, invitations },
  WorkspaceInvitation,
  WorkspaceMember,
};
