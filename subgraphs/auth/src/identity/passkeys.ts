import { isAPIError } from 'better-auth/api';
import type { BetterAuth } from './better-auth.ts';
import { type Ceremonies, cookieHeaders } from './ceremonies.ts';

/** A ceremony of WebAuthn that has begun. */
export interface PasskeyCeremony {
  /** Names it when it is finished; signed, good for five minutes and once. */
  readonly ceremony: string;
  /** `PublicKeyCredentialCreationOptionsJSON` or `…RequestOptionsJSON` (WebAuthn, section 5.1) as JSON. */
  readonly options: string;
}

/** What a browser or authenticator answers to a ceremony. */
export interface PasskeyAnswer {
  readonly ceremony: string;
  /** `RegistrationResponseJSON` or `AuthenticationResponseJSON` as JSON. */
  readonly response: string;
}

/** Public-key credentials: registering them, and signing in with them. */
export interface Passkeys {
  beginRegistration(personId: string): Promise<PasskeyCeremony>;
  /** @returns the passkey's id; undefined for an answer that is not good */
  finishRegistration(personId: string, answer: PasskeyAnswer, name: string): Promise<string | undefined>;
  beginSignIn(): Promise<PasskeyCeremony>;
  /** @returns whose passkey it is; undefined for an answer that is not good */
  finishSignIn(answer: PasskeyAnswer): Promise<string | undefined>;
}

/** The plugin's name of the cookie that binds a challenge to a browser. Our clients carry its value themselves. */
const CHALLENGE_COOKIE = 'better-auth-passkey';
const SIGNED_VALUE = /^[\w.%~+/=-]{1,1000}$/;
const MAXIMUM_RESPONSE_LENGTH = 20_000;

export function createPasskeys(ceremonies: Ceremonies): Passkeys {
  return {
    beginRegistration: (personId) =>
      ceremonies.as(personId, async (auth, headers) => {
        const begun = await auth.api.generatePasskeyRegistrationOptions({ headers, returnHeaders: true });
        return toCeremony(begun.headers, begun.response);
      }),

    async finishRegistration(personId, answer, name) {
      const response = parseResponse(answer.response);
      if (!response || !SIGNED_VALUE.test(answer.ceremony)) return undefined;
      return ceremonies.as(personId, (auth, session) =>
        unlessRefused(async () => {
          const headers = await withChallenge(auth, session, answer.ceremony);
          const passkey = await auth.api.verifyPasskeyRegistration({ body: { response, name }, headers });
          return passkey.id;
        }),
      );
    },

    beginSignIn: () =>
      ceremonies.run(async (auth) => {
        const begun = await auth.api.generatePasskeyAuthenticationOptions({ returnHeaders: true });
        // A passkey stands for both factors, so the device must ask for its own; the plugin only prefers that.
        return toCeremony(begun.headers, { ...begun.response, userVerification: 'required' });
      }),

    async finishSignIn(answer) {
      const response = parseResponse(answer.response);
      if (!response || !SIGNED_VALUE.test(answer.ceremony)) return undefined;
      return ceremonies.run((auth) =>
        unlessRefused(async () => {
          const headers = await withChallenge(auth, new Headers(), answer.ceremony);
          const body = { response: response as unknown as SignInResponse };
          const { user } = await auth.api.verifyPasskeyAuthentication({ body, headers });
          return user.id;
        }),
      );
    },
  };
}

/** `AuthenticationResponseJSON`, of which nothing is known before the library has judged it. */
type SignInResponse = NonNullable<
  Parameters<BetterAuth['api']['verifyPasskeyAuthentication']>[0]
>['body']['response'];

function toCeremony(reply: Headers, options: object): PasskeyCeremony {
  const cookies = (cookieHeaders(reply).get('cookie') ?? '').split('; ');
  const challenge = cookies.find((pair) => pair.split('=', 1)[0]?.endsWith(CHALLENGE_COOKIE));
  if (!challenge) throw new Error('A passkey ceremony began without a challenge.');
  return { ceremony: challenge.slice(challenge.indexOf('=') + 1), options: JSON.stringify(options) };
}

async function withChallenge(auth: BetterAuth, headers: Headers, ceremony: string): Promise<Headers> {
  const { name } = (await auth.$context).createAuthCookie(CHALLENGE_COOKIE);
  const others = headers.get('cookie');
  return new Headers({ cookie: `${others ? `${others}; ` : ''}${name}=${ceremony}` });
}

/** An object with an id, as both responses are; the rest is for the library to judge. */
function parseResponse(text: string): (Record<string, unknown> & { id: string }) | undefined {
  if (text.length > MAXIMUM_RESPONSE_LENGTH) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
    return typeof value.id === 'string' ? { ...value, id: value.id } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The plugin answers a registration that does not verify like a fault of its own, by this code. */
const REFUSAL_AS_FAULT = 'FAILED_TO_VERIFY_REGISTRATION';

async function unlessRefused<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isAPIError(error) && (error.statusCode < 500 || error.body?.code === REFUSAL_AS_FAULT))
      return undefined;
    throw error;
  }
}
