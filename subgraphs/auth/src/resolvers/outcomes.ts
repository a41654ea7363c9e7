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

export const invalidToken = {
  __typename: 'InvalidToken',
  message: 'This link is wrong, too old, or was used before. Ask for another mail.',
} as const;

/** Who asked for too many mails. */
export function tooManyMails(retryAfterSeconds: number) {
  return {
    ...tooManyAttempts(retryAfterSeconds),
    message: 'Too many mails were asked for. Look into your mailbox, spam included, or try again later.',
  } as const;
}

export function tooManyAttempts(retryAfterSeconds: number) {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  return {
    __typename: 'TooManyAttempts',
    retryAfterSeconds,
    message: `Too many attempts for this address. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
  } as const;
}
