import { createAuthEndpoint } from '@better-auth/core/api';
import type { OAuthProvider } from '@better-auth/core/oauth2';
import { passkey as passkeyPlugin } from '@better-auth/passkey';
import type { Database } from '@codexcontinue/platform/database/database';
import { newId } from '@codexcontinue/platform/ids';
import type { Logger } from '@codexcontinue/platform/log';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { APIError } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { twoFactor as twoFactorPlugin } from 'better-auth/plugins';
import { z } from 'zod';
import { account, passkey, twoFactor, verification } from '../data/credential-tables.ts';
import { person } from '../data/tables.ts';
import { MAXIMUM_PASSWORD_LENGTH, MINIMUM_PASSWORD_LENGTH } from '../domain/accounts.ts';
import { hashPassword, verifyPassword } from '../domain/passwords.ts';
import type { CeremonyMemory } from './ceremony-memory.ts';

/** What Better Auth is told. */
export interface BetterAuthOptions {
  readonly database: Database;
  /** Encrypts TOTP secrets and recovery codes, signs challenges; at least 32 characters. */
  readonly encryptionKey: string;
  /** Where people open the app: the origin of passkeys, and the base of every link and redirect. */
  readonly publicUrl: string;
  readonly memory: CeremonyMemory;
  /** The identity provider somebody signs in at. */
  readonly oidc?: OAuthProvider;
  readonly logger: Logger;
}

const APP_NAME = 'CodexContinue';
/** A session of Better Auth's ends with its ceremony; this only has to be longer. */
const CEREMONY_SECONDS = 5 * 60;
const RESET_TOKEN_SECONDS = 60 * 60;

/** Better Auth's paths: its cookies and the callbacks of identity providers. */
export const IDENTITY_PATH = '/api/auth';

/** Better Auth on our tables. Its HTTP handler is not served, but for the callbacks of identity providers. */
export function createBetterAuth(options: BetterAuthOptions) {
  const { hostname, origin } = new URL(options.publicUrl);
  return betterAuth({
    appName: APP_NAME,
    baseURL: origin,
    basePath: IDENTITY_PATH,
    secret: options.encryptionKey,
    database: drizzleAdapter(options.database.drizzle, {
      provider: 'pg',
      schema: { user: person, account, verification, twoFactor, passkey },
      transaction: true,
    }),
    secondaryStorage: options.memory,
    session: { expiresIn: CEREMONY_SECONDS, freshAge: CEREMONY_SECONDS },
    // Begun by one process and ended by another: in the database, and there by hash only.
    verification: { storeInDatabase: true, storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      autoSignIn: false,
      minPasswordLength: MINIMUM_PASSWORD_LENGTH,
      maxPasswordLength: MAXIMUM_PASSWORD_LENGTH,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
      resetPasswordTokenExpiresIn: RESET_TOKEN_SECONDS,
    },
    user: {
      // Whoever may claim any address at a provider must not get the accounts made for it.
      validateUserInfo: ({ user, source }) =>
        source.method === 'oauth' && source.action === 'create-user' && user.emailVerified !== true
          ? { error: 'email_not_verified' }
          : undefined,
    },
    databaseHooks: {
      account: {
        create: { before: async () => ({ data: NO_PROVIDER_TOKENS }) },
        update: { before: async () => ({ data: NO_PROVIDER_TOKENS }) },
      },
    },
    advanced: {
      cookiePrefix: 'codexcontinue',
      database: { generateId: () => newId() },
      ipAddress: { disableIpTracking: true },
    },
    // Counted by us (`attempts-store.ts`): its own limit does not hold for calls from the server.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: {
      level: 'warn',
      // Its messages may name addresses; what matters of them is answered or counted by us.
      log: (level, message, ...details) =>
        options.logger[level === 'error' ? 'warn' : 'debug']({ details: details.map(String) }, message),
    },
    plugins: [
      twoFactorPlugin({ issuer: APP_NAME, allowPasswordless: true }),
      passkeyPlugin({
        rpID: hostname,
        rpName: APP_NAME,
        origin,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        authentication: {
          // A passkey is both factors at once only if the device asked for its own: WebAuthn, section 6.1, flag UV.
          afterVerification: async ({ verification: { authenticationInfo } }) => {
            if (!authenticationInfo.userVerified)
              throw new APIError('UNAUTHORIZED', { message: 'not verified' });
          },
        },
      }),
      {
        id: 'oidc',
        init: () => ({ context: { socialProviders: options.oidc ? [options.oidc] : [] } }),
      },
      { id: 'ceremony', endpoints: { beginCeremony } },
    ],
  });
}

export type BetterAuth = ReturnType<typeof createBetterAuth>;

/** Gives a person who is known already the session that Better Auth's endpoints ask for. */
const beginCeremony = createAuthEndpoint.serverOnly(
  { method: 'POST', body: z.object({ personId: z.string() }) },
  async (context) => {
    const { internalAdapter } = context.context;
    const user = await internalAdapter.findUserById(context.body.personId);
    if (!user) throw new APIError('UNAUTHORIZED', { message: 'no such person' });
    const session = await internalAdapter.createSession(user.id);
    await setSessionCookie(context, { session, user });
    return context.json({ begun: true });
  },
);

/** Nothing here calls a provider for a person, so a dump of the database holds none of its tokens. */
const NO_PROVIDER_TOKENS = {
  accessToken: null,
  refreshToken: null,
  idToken: null,
  accessTokenExpiresAt: null,
  refreshTokenExpiresAt: null,
  scope: null,
};
