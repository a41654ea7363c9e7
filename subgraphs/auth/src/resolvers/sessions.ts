import { requirePerson } from '@codexcontinue/platform/callers';
import { readPageRequest, toConnection } from '@codexcontinue/platform/connections';
import { isId } from '@codexcontinue/platform/ids';
import { isIdKey } from '@codexcontinue/platform/page-keys';
import type { MutationResolvers, SessionResolvers, UserResolvers } from '../__generated__/resolvers-types.ts';

export const refreshSession: MutationResolvers['refreshSession'] = async (_parent, { input }, context) => {
  const outcome = await context.sessionIssuer.refresh(input.refreshToken);
  switch (outcome.kind) {
    case 'refreshed': {
      const { accessToken, expiresAt, refreshToken } = outcome;
      return {
        __typename: 'SessionRefreshed',
        accessToken,
        expiresAt: expiresAt.toISOString(),
        refreshToken,
      };
    }
    case 'superseded':
      return {
        __typename: 'RefreshTokenSuperseded',
        message: 'This refresh token has just been used. Go on with the one that was answered then.',
      };
    case 'refused':
      return { __typename: 'RefreshTokenRefused', message: 'The session cannot go on. Sign in again.' };
    default:
      return outcome satisfies never;
  }
};

export const endSession: MutationResolvers['endSession'] = async (_parent, { id }, context) => {
  const { personId } = requirePerson(context.caller);
  return { ended: isId(id) ? await context.sessions.endOf({ personId, only: id }) : 0 };
};

export const endOtherSessions: MutationResolvers['endOtherSessions'] = async (_parent, _args, context) => {
  const { personId, sessionId } = requirePerson(context.caller);
  return { ended: await context.sessions.endOf({ personId, except: sessionId }) };
};

export const sessionsOfUser: UserResolvers['sessions'] = async ({ id }, args, { caller, sessions }) => {
  if (caller.kind !== 'person' || caller.personId !== id) return null;
  const request = readPageRequest(args, isIdKey);
  return toConnection(await sessions.pageOf(id, request), request, (row) => row.id);
};

export const Session: SessionResolvers = {
  createdAt: ({ createdAt }) => createdAt.toISOString(),
  expiresAt: ({ expiresAt }) => expiresAt.toISOString(),
  device: ({ userAgent }) => userAgent,
  isCurrent: ({ id }, _args, { caller }) => caller.kind === 'person' && caller.sessionId === id,
};
