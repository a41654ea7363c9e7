import type { Database } from '@codexcontinue/platform/database/database';
import type { Egress } from '@codexcontinue/platform/egress/egress';
import type { Logger } from '@codexcontinue/platform/log';
import { createAttemptsStore } from '../data/attempts-store.ts';
import type { InvitationsStore } from '../data/invitations-store.ts';
import type { PeopleStore } from '../data/people-store.ts';
import type { SecondFactorDuty } from '../data/second-factor-duty.ts';
import type { SecondFactorsStore } from '../data/second-factors-store.ts';
import type { SessionsStore } from '../data/sessions-store.ts';
import { createTwoFactorStore } from '../data/two-factor-store.ts';
import type { WorkspacesStore } from '../data/workspaces-store.ts';
import { createPasswordStrength, type PasswordStrength } from '../domain/password-strength.ts';
import { createMailDelivery } from '../mail/mail-delivery.ts';
import type { MailSender } from '../mail/mail-sender.ts';
import { createMails } from '../mail/mails.ts';
import { createGuessLimit, createMailLimit, type GuessLimit, type MailLimit } from './attempts.ts';
import { createBetterAuth } from './better-auth.ts';
import { createCeremonies } from './ceremonies.ts';
import { createCeremonyMemory } from './ceremony-memory.ts';
import { createEmailVerification, type EmailVerification } from './email-verification.ts';
import { createInvitations, type Invitations } from './invitations.ts';
import { createMailedTokens } from './mailed-tokens.ts';
import type { OidcProvider } from './oidc-environment.ts';
import { createOidcSignIn, type OidcSignIn } from './oidc-sign-in.ts';
import { createPasskeys, type Passkeys } from './passkeys.ts';
import { createPasswordChange, type PasswordChange } from './password-change.ts';
import { createPasswordSignIn, type PasswordSignIn } from './password-sign-in.ts';
import { createSecondFactor, type SecondFactor } from './second-factor.ts';
import { createSecondFactorReset, type SecondFactorReset } from './second-factor-reset.ts';

/** What the ways to prove who one is are told. */
export interface IdentityOptions {
  /** Encrypts TOTP secrets and recovery codes, signs challenges; at least 32 characters. */
  readonly encryptionKey: string;
  /** Where people open the app. */
  readonly publicUrl: string;
  /** How mails go out; closed with the server. */
  readonly mailSender: MailSender;
  /** Identity providers people may sign in with. */
  readonly oidcProviders: readonly OidcProvider[];
}

/** The ways a person proves who they are. */
export interface Identity {
  readonly passwordStrength: PasswordStrength;
  readonly guesses: GuessLimit;
  readonly signIn: PasswordSignIn;
  readonly secondFactor: SecondFactor;
  readonly secondFactorReset: SecondFactorReset;
  readonly oidc: OidcSignIn;
  readonly passkeys: Passkeys;
  readonly emailVerification: EmailVerification;
  readonly passwordChange: PasswordChange;
  readonly invitations: Invitations;
  readonly mailLimit: MailLimit;
  /** Ends what is under way in the background. */
  stop(): Promise<void>;
}

export function createIdentity(
  options: IdentityOptions & {
    readonly database: Database;
    readonly people: PeopleStore;
    readonly sessions: SessionsStore;
    readonly workspaces: WorkspacesStore;
    readonly invitationsStore: InvitationsStore;
    readonly secondFactorDuty: SecondFactorDuty;
    readonly secondFactorsStore: SecondFactorsStore;
    readonly egress: Egress;
    readonly logger: Logger;
  },
): Identity {
  const { database, people, sessions } = options;
  const memory = createCeremonyMemory();
  const auth = createBetterAuth({ ...options, memory });
  const ceremonies = createCeremonies(auth, memory);
  const attempts = createAttemptsStore(database);
  const guesses = createGuessLimit(people, attempts);
  const secondFactor = createSecondFactor(ceremonies, createTwoFactorStore(database), people.hasPassword);
  const passwordStrength = createPasswordStrength();
  const tokens = createMailedTokens(auth);
  const delivery = createMailDelivery(options.mailSender, options.logger);
  const mails = createMails(options.publicUrl);
  return {
    passwordStrength,
    guesses,
    signIn: createPasswordSignIn(people, guesses, secondFactor, options.secondFactorDuty),
    secondFactor,
    secondFactorReset: createSecondFactorReset(people, options.secondFactorsStore, delivery, mails),
    oidc: createOidcSignIn({
      providers: options.oidcProviders,
      publicUrl: options.publicUrl,
      memory,
      createAuth: (oidc) => createBetterAuth({ ...options, memory, oidc }),
      needsSecondFactor: options.secondFactorDuty.isOn,
      egress: options.egress,
      logger: options.logger,
    }),
    passkeys: createPasskeys(ceremonies),
    emailVerification: createEmailVerification(people, tokens, delivery, mails),
    passwordChange: createPasswordChange({
      people,
      sessions,
      ceremonies,
      tokens,
      passwordStrength,
      delivery,
      mails,
    }),
    invitations: createInvitations({
      store: options.invitationsStore,
      workspaces: options.workspaces,
      delivery,
      mails,
    }),
    mailLimit: createMailLimit(attempts),
    stop: () => delivery.stop(),
  };
}
