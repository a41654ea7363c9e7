interface Removed {
  readonly authenticatorApp: boolean;
  readonly passkeys: number;
  readonly sessions: number;
}

const counted = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count} ${many}`);

/** What was removed, for who did it. */
export function removedInWords({ authenticatorApp, passkeys, sessions }: Removed): string {
  const what = [
    ...(authenticatorApp ? ['the authenticator app with its recovery codes'] : []),
    ...(passkeys > 0 ? [counted(passkeys, 'passkey', 'passkeys')] : []),
  ].join(' and ');
  return `Removed: ${what}. Sessions that have ended: ${sessions}.`;
}
