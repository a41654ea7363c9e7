import { randomUUID } from 'node:crypto';
import {
  ANYBODY,
  byProof,
  EVERYBODY,
  mutation,
  ofOneself,
  outcomes,
  PASSWORD,
  type Rule,
  SIGNED_IN,
} from './rule.ts';

/** Of auth: what people do about their own accounts and sessions. */
export const AUTH_ACCOUNT_RULES: Readonly<Record<string, Rule>> = {
  'Query.me': {
    document: '{ result: me { id } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: { ...SIGNED_IN, ANONYMOUS: 'nothing' },
  },
  'Query.signInProviders': {
    document: '{ result: signInProviders { id } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: { ...SIGNED_IN, ANONYMOUS: 'done' },
  },
  'Query.accountSecurity': {
    document: '{ result: accountSecurity { hasPassword } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: { ...SIGNED_IN, ANONYMOUS: 'nothing' },
  },
  'Mutation.signUp': {
    ...mutation('signUp', 'SignUpInput', 'SignedIn'),
    variables: () => ({
      input: { email: `${randomUUID()}@example.org`, password: PASSWORD, name: 'Ada' },
    }),
    ofNoWorkspace: true,
    outcomes: ANYBODY,
  },
  'Mutation.signIn': {
    ...mutation('signIn', 'SignInInput', 'SignedIn'),
    variables: ({ owner }) => ({ input: { email: owner.email, password: PASSWORD } }),
    ofNoWorkspace: true,
    outcomes: ANYBODY,
  },
  'Mutation.signOut': {
    document: 'mutation { result: signOut { signedOut } }',
    endsSession: true,
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: SIGNED_IN,
  },
  'Mutation.verifyEmail': byProof('verifyEmail', 'VerifyEmailInput', 'InvalidToken', { token: 'none' }),
  'Mutation.requestPasswordReset': byProof(
    'requestPasswordReset',
    'RequestPasswordResetInput',
    'PasswordResetRequested',
    { email: 'nobody@example.org' },
  ),
  'Mutation.resetPassword': byProof('resetPassword', 'ResetPasswordInput', 'InvalidToken', {
    token: 'none',
    password: 'another horse battery',
  }),
  'Mutation.refreshSession': byProof('refreshSession', 'RefreshSessionInput', 'RefreshTokenRefused', {
    refreshToken: 'none',
  }),
  'Mutation.finishPasskeySignIn': byProof(
    'finishPasskeySignIn',
    'FinishPasskeySignInInput',
    'PasskeyRefused',
    {
      ceremony: 'none',
      response: '{}',
    },
  ),
  'Mutation.beginPasskeySignIn': {
    document: 'mutation { result: beginPasskeySignIn { ceremony } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: ANYBODY,
  },
  'Mutation.requestEmailVerification': {
    document: 'mutation { result: requestEmailVerification { __typename } }',
    success: 'EmailVerificationRequested',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: SIGNED_IN,
  },
  'Mutation.changePassword': ofOneself('changePassword', 'ChangePasswordInput', 'InvalidCredentials', {
    currentPassword: 'not the password',
    newPassword: 'another horse battery',
  }),
  'Mutation.enrollTotp': ofOneself('enrollTotp', 'EnrollTotpInput', 'TotpEnrollment', { password: PASSWORD }),
  'Mutation.confirmTotp': ofOneself('confirmTotp', 'ConfirmTotpInput', 'InvalidCode', { code: '000000' }),
  'Mutation.disableTotp': ofOneself('disableTotp', 'DisableTotpInput', 'InvalidCredentials', {
    password: 'not the password',
  }),
  'Mutation.regenerateRecoveryCodes': ofOneself(
    'regenerateRecoveryCodes',
    'RegenerateRecoveryCodesInput',
    'SecondFactorIsOff',
    { password: PASSWORD },
  ),
  'Mutation.beginPasskeyRegistration': ofOneself(
    'beginPasskeyRegistration',
    'BeginPasskeyRegistrationInput',
    'PasskeyCeremony',
    { password: PASSWORD },
  ),
  'Mutation.finishPasskeyRegistration': ofOneself(
    'finishPasskeyRegistration',
    'FinishPasskeyRegistrationInput',
    'PasskeyRefused',
    { ceremony: 'none', response: '{}', name: 'Key' },
  ),
  'Mutation.removePasskey': {
    ...ofOneself('removePasskey', 'RemovePasskeyInput', 'PasskeyRemoved', { passkeyId: 'none' }),
    outcomes: outcomes([], Object.fromEntries(EVERYBODY.map((name) => [name, 'nothing']))),
  },
  'Mutation.endSession': {
    document: 'mutation { result: endSession(id: "none") { ended } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: SIGNED_IN,
  },
  'Mutation.endOtherSessions': {
    document: 'mutation { result: endOtherSessions { ended } }',
    variables: () => ({}),
    ofNoWorkspace: true,
    outcomes: SIGNED_IN,
  },
};
