/** Whether this browser can make and use passkeys. */
export function canUsePasskeys(): boolean {
  return typeof PublicKeyCredential !== 'undefined' && 'parseRequestOptionsFromJSON' in PublicKeyCredential;
}

/** Asks the browser for a new passkey. @param options what the server answered; answers what it wants back */
export async function createPasskey(options: string): Promise<string> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(options));
  return toJson(await navigator.credentials.create({ publicKey }));
}

/**
 * Asks the browser for a passkey of this site.
 *
 * @param options what the server answered
 * @param signal ends the question
 * @returns what the server wants back
 */
export async function askForPasskey(options: string, signal: AbortSignal): Promise<string> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(options));
  return toJson(await navigator.credentials.get({ publicKey, signal }));
}

function toJson(credential: Credential | null): string {
  if (!(credential instanceof PublicKeyCredential)) throw new Error('The browser made no passkey.');
  return JSON.stringify(credential.toJSON());
}

/** What to tell a person about a ceremony that the browser ended; undefined when they ended it themselves. */
export function passkeyProblem(error: unknown): string | undefined {
  if (error instanceof DOMException) {
    if (error.name === 'NotAllowedError' || error.name === 'AbortError') return undefined;
    if (error.name === 'InvalidStateError') return 'This device has a passkey for your account already.';
    if (error.name === 'SecurityError')
      return 'Passkeys do not work on this address. Open the app where it is published.';
  }
  return error instanceof Error ? error.message : String(error);
}
