// Failures that several mutations answer, in the words of one.

export const invalidCredentials = {
  __typename: 'InvalidCredentials',
  message: 'The address and the password do not belong together. Check both, then try again.',
} as const;

export const wrongPassword = {
  __typename: 'InvalidCredentials',
  message: 'This is not the password of your account. Check it, then try again.',
} as const;

export const invalidCode = {
  __typename: 'InvalidCode',
  message:
    'This code is wrong, too old, or was used before. Wait for the next one of your app, or take a recovery code.',
} as const;

export function tooManyAttempts(retryAfterSeconds: number) {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  return {
    __typename: 'TooManyAttempts',
    retryAfterSeconds,
    message: `Too many attempts for this address. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
  } as const;
}
