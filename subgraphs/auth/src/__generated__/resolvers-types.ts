import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { PersonRecord } from '../data/people-store.ts';
import type { PasskeyRecord } from '../data/passkeys-store.ts';
import type { AuditRecord } from '../data/audit-store.ts';
import type { EgressRecord } from '../data/egress-store.ts';
import type { RoleHolder } from '../data/instance-roles-store.ts';
import type { QuotaStanding } from '../domain/quota-lines.ts';
import type { ApiKeyRecord } from '../data/api-keys-store.ts';
import type { LiveSession } from '../data/sessions-store.ts';
import type { WorkspaceRecord, MembershipRecord } from '../data/workspaces-store.ts';
import type { InvitationRecord } from '../data/invitations-store.ts';
import type { Context } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A point in time, RFC 3339 in UTC, for example `2026-11-23T08:00:00.000Z`. */
  DateTime: { input: string; output: string; }
  _FieldSet: { input: string; output: string; }
};

/** Proof that the invitation arrived. */
export type AcceptInvitationInput = {
  /** What the link in the mail carries as `token`. */
  readonly token: Scalars['String']['input'];
};

/** What accepting an invitation answers. */
export type AcceptInvitationResult = AlreadyMember | EmailNotVerified | InvalidToken | InvitationAccepted | InvitationForAnotherAddress;

/** How a person proves who they are. */
export type AccountSecurity = {
  readonly __typename?: 'AccountSecurity';
  /** Whether the person has shown that mail to their address reaches them. */
  readonly emailVerified: Scalars['Boolean']['output'];
  /** Whether the account has a password; one that signs in elsewhere may have none. */
  readonly hasPassword: Scalars['Boolean']['output'];
  /** After so many seconds without use sessions end; null where they do not. */
  readonly idleSeconds?: Maybe<Scalars['Int']['output']>;
  /** The passkeys (WebAuthn) that sign in to the account, oldest first. */
  readonly passkeys: ReadonlyArray<Passkey>;
  /** Whether signing in with the password asks for a code, too. */
  readonly secondFactorEnabled: Scalars['Boolean']['output'];
  /** Whether the person must set up a second factor or a passkey before anything else. */
  readonly secondFactorRequired: Scalars['Boolean']['output'];
};

/** A new membership. */
export type AddWorkspaceMemberInput = {
  /** The address of the person's account. */
  readonly email: Scalars['String']['input'];
  /** What the person may do. */
  readonly role: WorkspaceRole;
  /** The workspace. */
  readonly workspaceId: Scalars['ID']['input'];
};

/** What adding a member answers. */
export type AddWorkspaceMemberResult = AlreadyMember | PersonNotFound | WorkspaceMemberAdded;

/** The person is a member already. */
export type AlreadyMember = Failure & {
  readonly __typename?: 'AlreadyMember';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** What a program signs in by: it speaks for the person who made it, in one workspace, as far as its scopes go. */
export type ApiKey = {
  readonly __typename?: 'ApiKey';
  /** When it was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The person it speaks for. */
  readonly createdBy: User;
  /** When it ends. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** Its first characters, to tell keys apart. */
  readonly hint: Scalars['String']['output'];
  /** Opaque and stable. */
  readonly id: Scalars['ID']['output'];
  /** When it was used last, to the minute; null for never. */
  readonly lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What it is for. */
  readonly name: Scalars['String']['output'];
  /** How many operations the key may ask for, and at what cost: no more than its person. The rest counts as its person's. */
  readonly quotas: ReadonlyArray<Quota>;
  /** When it was revoked; null for a key that was not. */
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What it may do, as far as the person's role allows. */
  readonly scopes: ReadonlyArray<Scalars['String']['output']>;
  /** The workspace it is good for. */
  readonly workspace: Workspace;
};

/** A page of API keys. */
export type ApiKeyConnection = {
  readonly __typename?: 'ApiKeyConnection';
  /** The keys of this page with their cursors. */
  readonly edges: ReadonlyArray<ApiKeyEdge>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** The key is made. */
export type ApiKeyCreated = {
  readonly __typename?: 'ApiKeyCreated';
  /** The key. */
  readonly apiKey: ApiKey;
  /** The secret for `Authorization: Bearer …`. It is stored nowhere: keep it now. */
  readonly secret: Scalars['String']['output'];
};

/** One API key of a page. */
export type ApiKeyEdge = {
  readonly __typename?: 'ApiKeyEdge';
  /** Continue after this edge with it. */
  readonly cursor: Scalars['String']['output'];
  /** The key. */
  readonly node: ApiKey;
};

/** The caller has no such key to revoke. */
export type ApiKeyNotFound = Failure & {
  readonly __typename?: 'ApiKeyNotFound';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** The key is refused from now on. */
export type ApiKeyRevoked = {
  readonly __typename?: 'ApiKeyRevoked';
  /** The key. */
  readonly apiKey: ApiKey;
};

/** One thing that somebody did. Events are never changed; each is bound to all before it by a hash. */
export type AuditEvent = {
  readonly __typename?: 'AuditEvent';
  /** What was done, for example `document.deleted`. */
  readonly action: Scalars['String']['output'];
  /** Who did it; null where nobody is known, or not any more. */
  readonly actor?: Maybe<User>;
  /** The id of who did it, also when the account is gone. */
  readonly actorId?: Maybe<Scalars['ID']['output']>;
  /** What else is known, as a JSON object. */
  readonly details: Scalars['String']['output'];
  /** The event's hash, SHA-256 in hex. */
  readonly hash: Scalars['String']['output'];
  /** Opaque and unique. */
  readonly id: Scalars['ID']['output'];
  /** When it was done. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** What came of it. */
  readonly outcome: AuditOutcome;
  /** The request it was done in, as the services' logs name it. */
  readonly requestId?: Maybe<Scalars['ID']['output']>;
  /** Its place in the log of the instance. */
  readonly sequence: Scalars['Int']['output'];
  /** The service that tells it. */
  readonly service: Scalars['String']['output'];
  /** The id of the object it was done to. */
  readonly targetId?: Maybe<Scalars['ID']['output']>;
  /** The type of the object it was done to. */
  readonly targetType?: Maybe<Scalars['String']['output']>;
};

/** A page of the audit log. */
export type AuditEventConnection = {
  readonly __typename?: 'AuditEventConnection';
  /** The events of this page with their cursors. */
  readonly edges: ReadonlyArray<AuditEventEdge>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One event of a page. */
export type AuditEventEdge = {
  readonly __typename?: 'AuditEventEdge';
  /** Continue after this edge with it. */
  readonly cursor: Scalars['String']['output'];
  /** The event. */
  readonly node: AuditEvent;
};

/** Which events of the audit log; what is left out is not asked for. */
export type AuditEventFilter = {
  /** Only these actions, for example `member.added`. */
  readonly actions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Only what this person did. */
  readonly actorId?: InputMaybe<Scalars['ID']['input']>;
  /** From this moment on. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only what ended so. */
  readonly outcome?: InputMaybe<AuditOutcome>;
  /** Only what was done to this object. */
  readonly targetId?: InputMaybe<Scalars['ID']['input']>;
  /** Before this moment. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Where an export can be had. */
export type AuditExport = {
  readonly __typename?: 'AuditExport';
  /** Until when. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** A path relative to the API, good for one person and a short time. */
  readonly url: Scalars['String']['output'];
};

/** The form of an export. */
export type AuditExportFormat =
  /** Comma-separated values (RFC 4180), with what a spreadsheet would take for a formula made harmless. */
  | 'CSV'
  /** A JSON object on each line. */
  | 'NDJSON';

/** What came of what somebody did. */
export type AuditOutcome =
  /** It did not work. */
  | 'FAILED'
  /** It was not allowed, or could not be accepted; `details` says why. */
  | 'REFUSED'
  /** It was done. */
  | 'SUCCEEDED'
  /** It was begun, and the service broke off before it could tell how it ended: it may have been done, or not. */
  | 'UNKNOWN';

/** Proof that it is the person, not just their open browser. */
export type BeginPasskeyRegistrationInput = {
  /** The account's password; left out by accounts that have none. */
  readonly password?: InputMaybe<Scalars['String']['input']>;
};

/** What beginning to add a passkey answers. */
export type BeginPasskeyRegistrationResult = InvalidCredentials | PasskeyCeremony | TooManyAttempts;

/** For whom a kept answer is good. */
export type CacheControlScope =
  /** For callers with the same authority. */
  | 'PRIVATE'
  /** For everybody. */
  | 'PUBLIC';

/** Another role for a member. */
export type ChangeMemberRoleInput = {
  /** What the member may do from now on. */
  readonly role: WorkspaceRole;
  /** The member. */
  readonly userId: Scalars['ID']['input'];
  /** The workspace. */
  readonly workspaceId: Scalars['ID']['input'];
};

/** What changing a role answers. */
export type ChangeMemberRoleResult = LastOwner | MemberRoleChanged | PersonNotFound;

/** A new password, by the one before. */
export type ChangePasswordInput = {
  /** The password until now. */
  readonly currentPassword: Scalars['String']['input'];
  /** 10 to 256 characters that are not easy to guess. */
  readonly newPassword: Scalars['String']['input'];
};

/** What changing the password answers. */
export type ChangePasswordResult = InvalidCredentials | InvalidInput | PasswordChanged | TooManyAttempts;

/** What disabling or enabling a person answers. */
export type ChangePersonResult = PersonChanged | PersonNotFound;

/** The first code of a new authenticator app. */
export type ConfirmTotpInput = {
  /** Six digits. */
  readonly code: Scalars['String']['input'];
};

/** What turning the second factor on answers. */
export type ConfirmTotpResult = InvalidCode | RecoveryCodes | SecondFactorAlreadyOn | TooManyAttempts;

/** A new API key. */
export type CreateApiKeyInput = {
  /** When it ends, within a year; 90 days from now when left out. */
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** What it is for, 1 to 120 characters. */
  readonly name: Scalars['String']['input'];
  /** What it may do: `workspaces:read`, `workspaces:write`, `conversations:read`, `conversations:write`, `documents:read`, `documents:write` and `models:read`. Who may write may read. */
  readonly scopes: ReadonlyArray<Scalars['String']['input']>;
  /** The workspace it is good for. */
  readonly workspaceId: Scalars['ID']['input'];
};

/** What making an API key answers. */
export type CreateApiKeyResult = ApiKeyCreated | InvalidInput;

/** A new workspace. */
export type CreateWorkspaceInput = {
  /** The domain pack it is made for, or none. */
  readonly domain?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 120 characters. */
  readonly name: Scalars['String']['input'];
};

/** What making a workspace answers. */
export type CreateWorkspaceResult = InvalidInput | UnknownDomain | WorkspaceCreated;

/** Proof that it is the person, not just their open browser. */
export type DisableTotpInput = {
  /** The account's password; left out by accounts that have none. */
  readonly password?: InputMaybe<Scalars['String']['input']>;
};

/** What turning the second factor off answers. */
export type DisableTotpResult = InvalidCredentials | TooManyAttempts | TotpDisabled;

/** The address is confirmed already. */
export type EmailAlreadyVerified = Failure & {
  readonly __typename?: 'EmailAlreadyVerified';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** The person has not shown yet that their address is theirs. */
export type EmailNotVerified = Failure & {
  readonly __typename?: 'EmailNotVerified';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** The address has an account already. */
export type EmailTaken = Failure & {
  readonly __typename?: 'EmailTaken';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** A mail is on its way. */
export type EmailVerificationRequested = {
  readonly __typename?: 'EmailVerificationRequested';
  /** Where it goes. */
  readonly email: Scalars['String']['output'];
};

/** The address is confirmed. */
export type EmailVerified = {
  readonly __typename?: 'EmailVerified';
  /** The address. */
  readonly email: Scalars['String']['output'];
};

/** What ending sessions answers. */
export type EndSessionsResult = {
  readonly __typename?: 'EndSessionsResult';
  /** How many sessions have ended; 0 where there was none to end. */
  readonly ended: Scalars['Int']['output'];
};

/** Proof that it is the person, not just their open browser. */
export type EnrollTotpInput = {
  /** The account's password; left out by accounts that have none. */
  readonly password?: InputMaybe<Scalars['String']['input']>;
};

/** What setting up an authenticator app answers. */
export type EnrollTotpResult = InvalidCredentials | SecondFactorAlreadyOn | TooManyAttempts | TotpEnrollment;

/** What to export. */
export type ExportAuditEventsInput = {
  /** Which events. */
  readonly filter?: InputMaybe<AuditEventFilter>;
  /** In which form. */
  readonly format: AuditExportFormat;
  /** The workspace. */
  readonly workspaceId: Scalars['ID']['input'];
};

/** What to export of the whole instance. */
export type ExportInstanceAuditEventsInput = {
  /** Which events. */
  readonly filter?: InputMaybe<AuditEventFilter>;
  /** In which form. */
  readonly format: AuditExportFormat;
};

/** What every expected failure tells: a sentence for a person that says what to do. */
export type Failure = {
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** What the browser answered to `navigator.credentials.create()`. */
export type FinishPasskeyRegistrationInput = {
  /** The ceremony's name, as it was given. */
  readonly ceremony: Scalars['String']['input'];
  /** The name to list it by. */
  readonly name: Scalars['String']['input'];
  /** `PublicKeyCredential.toJSON()`, as JSON. */
  readonly response: Scalars['String']['input'];
};

/** What adding a passkey answers. */
export type FinishPasskeyRegistrationResult = InvalidInput | PasskeyAdded | PasskeyRefused;

/** What the browser answered to `navigator.credentials.get()`. */
export type FinishPasskeySignInInput = {
  /** The ceremony's name, as it was given. */
  readonly ceremony: Scalars['String']['input'];
  /** `PublicKeyCredential.toJSON()`, as JSON. */
  readonly response: Scalars['String']['input'];
};

/** What signing in with a passkey answers. */
export type FinishPasskeySignInResult = PasskeyRefused | SignedIn | TooManyAttempts;

/** One setting of the strict profile (`HARDENED=1`), tried while it was asked for. */
export type HardeningCheck = {
  readonly __typename?: 'HardeningCheck';
  /** What was seen, and what to do where it did not hold. */
  readonly detail: Scalars['String']['output'];
  /** Names the check. */
  readonly id: Scalars['ID']['output'];
  /** Whether it held. */
  readonly passed: Scalars['Boolean']['output'];
  /** What should hold, in a few words. */
  readonly title: Scalars['String']['output'];
};

/** Somebody with a role on the whole instance. */
export type InstanceRoleHolder = {
  readonly __typename?: 'InstanceRoleHolder';
  /** Since when the person looks after the instance; null for who does not. */
  readonly administratorSince?: Maybe<Scalars['DateTime']['output']>;
  /** Since when the person may see what concerns the whole instance, by that role; null for who has it not. */
  readonly auditorSince?: Maybe<Scalars['DateTime']['output']>;
  /** Whether the person is kept from using the instance, roles or not. */
  readonly isDisabled: Scalars['Boolean']['output'];
  /** The person. */
  readonly user: User;
};

/** A page of people with a role on the whole instance. */
export type InstanceRoleHolderConnection = {
  readonly __typename?: 'InstanceRoleHolderConnection';
  /** The people of this page with their cursors. */
  readonly edges: ReadonlyArray<InstanceRoleHolderEdge>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One person of a page. */
export type InstanceRoleHolderEdge = {
  readonly __typename?: 'InstanceRoleHolderEdge';
  /** Continue after this edge with it. */
  readonly cursor: Scalars['String']['output'];
  /** The person and the roles. */
  readonly node: InstanceRoleHolder;
};

/** The code is wrong, was used before, or is too old. */
export type InvalidCode = Failure & {
  readonly __typename?: 'InvalidCode';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** The address and the password do not belong together; which of them is wrong is not said. */
export type InvalidCredentials = Failure & {
  readonly __typename?: 'InvalidCredentials';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** An input that was understood but cannot be accepted, with the field it stands in. */
export type InvalidInput = Failure & {
  readonly __typename?: 'InvalidInput';
  /** The input field at fault, as it is named in the input type. */
  readonly field: Scalars['String']['output'];
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** The link is wrong, was used before, or is too old. */
export type InvalidToken = Failure & {
  readonly __typename?: 'InvalidToken';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** The person is a member now. */
export type InvitationAccepted = {
  readonly __typename?: 'InvitationAccepted';
  /** The new membership. */
  readonly member: WorkspaceMember;
  /** The workspace. */
  readonly workspace: Workspace;
};

/** The invitation went to another address than that of the person who is signed in. */
export type InvitationForAnotherAddress = Failure & {
  readonly __typename?: 'InvitationForAnotherAddress';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** There is no such invitation in this workspace; it may have been accepted, taken back, or be too old. */
export type InvitationNotFound = Failure & {
  readonly __typename?: 'InvitationNotFound';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** The link in the mail is worth nothing any more. */
export type InvitationRevoked = {
  readonly __typename?: 'InvitationRevoked';
  /** The workspace. */
  readonly workspace: Workspace;
};

/** The mail is on its way. */
export type InvitationSent = {
  readonly __typename?: 'InvitationSent';
  /** The invitation. */
  readonly invitation: WorkspaceInvitation;
};

/** Who is to join. */
export type InviteToWorkspaceInput = {
  /** Where the invitation goes, and whose account must accept it. */
  readonly email: Scalars['String']['input'];
  /** What the person may do. */
  readonly role: WorkspaceRole;
  /** The workspace. */
  readonly workspaceId: Scalars['ID']['input'];
};

/** What inviting answers. */
export type InviteToWorkspaceResult = AlreadyMember | InvalidInput | InvitationSent | TooManyAttempts;

/** The instance keeps at least one administrator who may use it. */
export type LastAdministrator = Failure & {
  readonly __typename?: 'LastAdministrator';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** A workspace keeps at least one owner. */
export type LastOwner = Failure & {
  readonly __typename?: 'LastOwner';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** The member has the role. */
export type MemberRoleChanged = {
  readonly __typename?: 'MemberRoleChanged';
  /** The membership. */
  readonly member: WorkspaceMember;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Joins a workspace, with the token of the mail; for the person whose confirmed address it went to. */
  readonly acceptInvitation: AcceptInvitationResult;
  /** Adds a person with an account to a workspace; for owners and admins. */
  readonly addWorkspaceMember: AddWorkspaceMemberResult;
  /** Begins to add a passkey to the account. */
  readonly beginPasskeyRegistration: BeginPasskeyRegistrationResult;
  /** Begins to sign in with a passkey. */
  readonly beginPasskeySignIn: PasskeyCeremony;
  /** Gives a member another role; for owners and admins, and where owners are concerned for owners. */
  readonly changeMemberRole: ChangeMemberRoleResult;
  /** Sets a new password, and ends all other sessions of the account. */
  readonly changePassword: ChangePasswordResult;
  /** Turns the second factor on, with the first code the authenticator app shows. */
  readonly confirmTotp: ConfirmTotpResult;
  /** Makes an API key. Its secret is shown in this answer and never again. */
  readonly createApiKey: CreateApiKeyResult;
  /** Makes a workspace with the caller as its owner. */
  readonly createWorkspace: CreateWorkspaceResult;
  /** Keeps a person from using the instance: every session ends, every key is refused. For instance administrators. */
  readonly disablePerson: ChangePersonResult;
  /** Turns the second factor off. */
  readonly disableTotp: DisableTotpResult;
  /** Lets a person who was disabled sign in again. For instance administrators. */
  readonly enablePerson: ChangePersonResult;
  /** Ends all of the caller's sessions but the one that asks. */
  readonly endOtherSessions: EndSessionsResult;
  /** Ends one of the caller's sessions; what it has open is closed within a second. */
  readonly endSession: EndSessionsResult;
  /** Begins to set up an authenticator app (TOTP, RFC 6238) as second factor; nothing asks for it before it is confirmed. */
  readonly enrollTotp: EnrollTotpResult;
  /** Makes an address where the audit log of a workspace can be had as a file; for owners and auditors. */
  readonly exportAuditEvents: AuditExport;
  /** Makes an address where the audit log of the whole instance can be had as a file; for instance administrators. */
  readonly exportInstanceAuditEvents: AuditExport;
  /** Adds a passkey, with what the browser answered. */
  readonly finishPasskeyRegistration: FinishPasskeyRegistrationResult;
  /** Signs in, with what the browser answered. */
  readonly finishPasskeySignIn: FinishPasskeySignInResult;
  /** Invites somebody by mail, with or without an account; for owners and admins. Takes the place of an earlier invitation. */
  readonly inviteToWorkspace: InviteToWorkspaceResult;
  /** Gives a program a fresh access token for a refresh token, which is good once: the answer has the next one. */
  readonly refreshSession: RefreshSessionResult;
  /** Makes new recovery codes; those before are worth nothing from then on. */
  readonly regenerateRecoveryCodes: RegenerateRecoveryCodesResult;
  /** Takes a passkey out of the account. */
  readonly removePasskey: RemovePasskeyResult;
  /** Ends a membership; for owners and admins, and for members who leave. */
  readonly removeWorkspaceMember: RemoveWorkspaceMemberResult;
  /** Sends the person who asks a mail with a link that shows that their address is theirs. */
  readonly requestEmailVerification: RequestEmailVerificationResult;
  /** Sends a mail with a link to choose a new password, if the address has an account; the answer is the same if not. */
  readonly requestPasswordReset: RequestPasswordResetResult;
  /** Sets a new password with the token of the mail, and ends all sessions of the account. */
  readonly resetPassword: ResetPasswordResult;
  /** Removes a person's authenticator app, recovery codes and passkeys, for somebody who has lost them, and ends all their sessions. A mail tells the person. Their password stays. For instance administrators, about others. */
  readonly resetSecondFactor: ResetSecondFactorResult;
  /** Revokes an API key: one's own, or any of the workspace for owners and admins. What it has open is closed within a second. */
  readonly revokeApiKey: RevokeApiKeyResult;
  /** Takes an invitation back; for owners and admins. */
  readonly revokeInvitation: RevokeInvitationResult;
  /** Makes a new key for signing access tokens. For instance administrators. */
  readonly rotateSigningKeys: SigningKeysRotated;
  /** Sets how much an API key may ask for; for owners and admins of its workspace. */
  readonly setApiKeyQuota: SetApiKeyQuotaResult;
  /** Makes a person an administrator or auditor of the instance, or takes that back; it holds from the next request on. For instance administrators. */
  readonly setInstanceRoles: SetInstanceRolesResult;
  /** Sets how much a member may ask for in a workspace; for its owners and admins, and for owners by owners only. */
  readonly setMemberQuota: SetMemberQuotaResult;
  /** Sets how much a person may ask for; for instance administrators. */
  readonly setPersonQuota: SetPersonQuotaResult;
  /** Sets how much the members of a workspace may ask for together: for its owners and admins, up to the instance's default unless they look after the instance, too. */
  readonly setWorkspaceQuota: SetQuotaResult;
  /** Signs a person in. */
  readonly signIn: SignInResult;
  /** Ends the session the caller's token belongs to; the token is refused from then on. */
  readonly signOut: SignOutResult;
  /** Makes an account and signs the person in. */
  readonly signUp: SignInResult;
  /** Confirms an address, with the token of the mail; needs no session. */
  readonly verifyEmail: VerifyEmailResult;
};


export type MutationAcceptInvitationArgs = {
  input: AcceptInvitationInput;
};


export type MutationAddWorkspaceMemberArgs = {
  input: AddWorkspaceMemberInput;
};


export type MutationBeginPasskeyRegistrationArgs = {
  input: BeginPasskeyRegistrationInput;
};


export type MutationChangeMemberRoleArgs = {
  input: ChangeMemberRoleInput;
};


export type MutationChangePasswordArgs = {
  input: ChangePasswordInput;
};


export type MutationConfirmTotpArgs = {
  input: ConfirmTotpInput;
};


export type MutationCreateApiKeyArgs = {
  input: CreateApiKeyInput;
};


export type MutationCreateWorkspaceArgs = {
  input: CreateWorkspaceInput;
};


export type MutationDisablePersonArgs = {
  userId: Scalars['ID']['input'];
};


export type MutationDisableTotpArgs = {
  input: DisableTotpInput;
};


export type MutationEnablePersonArgs = {
  userId: Scalars['ID']['input'];
};


export type MutationEndSessionArgs = {
  id: Scalars['ID']['input'];
};


export type MutationEnrollTotpArgs = {
  input: EnrollTotpInput;
};


export type MutationExportAuditEventsArgs = {
  input: ExportAuditEventsInput;
};


export type MutationExportInstanceAuditEventsArgs = {
  input: ExportInstanceAuditEventsInput;
};


export type MutationFinishPasskeyRegistrationArgs = {
  input: FinishPasskeyRegistrationInput;
};


export type MutationFinishPasskeySignInArgs = {
  input: FinishPasskeySignInInput;
};


export type MutationInviteToWorkspaceArgs = {
  input: InviteToWorkspaceInput;
};


export type MutationRefreshSessionArgs = {
  input: RefreshSessionInput;
};


export type MutationRegenerateRecoveryCodesArgs = {
  input: RegenerateRecoveryCodesInput;
};


export type MutationRemovePasskeyArgs = {
  input: RemovePasskeyInput;
};


export type MutationRemoveWorkspaceMemberArgs = {
  input: RemoveWorkspaceMemberInput;
};


export type MutationRequestPasswordResetArgs = {
  input: RequestPasswordResetInput;
};


export type MutationResetPasswordArgs = {
  input: ResetPasswordInput;
};


export type MutationResetSecondFactorArgs = {
  input: ResetSecondFactorInput;
};


export type MutationRevokeApiKeyArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRevokeInvitationArgs = {
  input: RevokeInvitationInput;
};


export type MutationRotateSigningKeysArgs = {
  retireNow?: InputMaybe<Scalars['Boolean']['input']>;
};


export type MutationSetApiKeyQuotaArgs = {
  input: SetApiKeyQuotaInput;
};


export type MutationSetInstanceRolesArgs = {
  input: SetInstanceRolesInput;
};


export type MutationSetMemberQuotaArgs = {
  input: SetMemberQuotaInput;
};


export type MutationSetPersonQuotaArgs = {
  input: SetPersonQuotaInput;
};


export type MutationSetWorkspaceQuotaArgs = {
  input: SetWorkspaceQuotaInput;
};


export type MutationSignInArgs = {
  input: SignInInput;
};


export type MutationSignUpArgs = {
  input: SignUpInput;
};


export type MutationVerifyEmailArgs = {
  input: VerifyEmailInput;
};

/** The person has neither an authenticator app nor a passkey. */
export type NoSecondFactor = Failure & {
  readonly __typename?: 'NoSecondFactor';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** A page of calls out of the system. */
export type OutboundCallConnection = {
  readonly __typename?: 'OutboundCallConnection';
  /** The calls of this page with their cursors. */
  readonly edges: ReadonlyArray<OutboundCallEdge>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** Calls of a page that are told together. */
export type OutboundCallEdge = {
  readonly __typename?: 'OutboundCallEdge';
  /** Continue after this edge with it. */
  readonly cursor: Scalars['String']['output'];
  /** The calls. */
  readonly node: OutboundCalls;
};

/** Which calls out of the system; what is left out is not asked for. */
export type OutboundCallFilter = {
  /** Hours that began at this moment or later. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only to hosts with this in their name. */
  readonly host?: InputMaybe<Scalars['String']['input']>;
  /** Only what ended so. */
  readonly outcome?: InputMaybe<OutboundCallOutcome>;
  /** Only for this purpose, for example `identity-provider`. */
  readonly purpose?: InputMaybe<Scalars['String']['input']>;
  /** Only of this service, for example `auth`. */
  readonly service?: InputMaybe<Scalars['String']['input']>;
  /** Hours that began before this moment. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** How calls out of the system ended. */
export type OutboundCallOutcome =
  /** There was an answer, whatever it said. */
  | 'ANSWERED'
  /** There was no whole answer. */
  | 'FAILED'
  /** They were not let out: no rule allows them, or the name leads to an address that may not be called. */
  | 'REFUSED';

/** Calls of one hour that are alike. Their paths and what they carried are not kept. */
export type OutboundCalls = {
  readonly __typename?: 'OutboundCalls';
  /** What the service's `EGRESS_ALLOW` would have to name to let them out; null where that alone would not do, and for calls that were let out. */
  readonly allowEntry?: Maybe<Scalars['String']['output']>;
  /** How many. */
  readonly calls: Scalars['Int']['output'];
  /** When the first was made. */
  readonly firstAt: Scalars['DateTime']['output'];
  /** The host that was called; `*` for hosts of an hour that had too many to tell apart. */
  readonly host: Scalars['String']['output'];
  /** When the hour began. */
  readonly hour: Scalars['DateTime']['output'];
  /** Opaque and unique. */
  readonly id: Scalars['ID']['output'];
  /** When the last was made. */
  readonly lastAt: Scalars['DateTime']['output'];
  /** The HTTP status of the last answer. */
  readonly lastStatus?: Maybe<Scalars['Int']['output']>;
  /** How they ended. */
  readonly outcome: OutboundCallOutcome;
  /** Its port. */
  readonly port: Scalars['Int']['output'];
  /** What for, a word of the services: `identity-provider`, `mail`, `model-server`, `policy-hook`, `token-keys`, `traces`. */
  readonly purpose: Scalars['String']['output'];
  /** Why: of refused ones `host` (no rule allows it) or `address` (the name leads where it may not); of failed ones a code. Null for those that were answered. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** Bytes of all bodies that came in. */
  readonly receivedBytes: Scalars['Float']['output'];
  /** Bytes of all bodies that went out. */
  readonly sentBytes: Scalars['Float']['output'];
  /** The service that called. */
  readonly service: Scalars['String']['output'];
};

/** Where a page of a connection stands (Relay cursor connections specification). */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** The cursor of the last edge of this page; null when the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether more edges follow this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether edges precede this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** The cursor of the first edge of this page; null when the page is empty. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** A public-key credential of a device or password manager. It signs in by itself: it stands for password and second factor. */
export type Passkey = {
  readonly __typename?: 'Passkey';
  /** Whether it is kept in more than one place, so that it survives the device. */
  readonly backedUp: Scalars['Boolean']['output'];
  /** Since when. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Opaque and stable. */
  readonly id: Scalars['ID']['output'];
  /** The name the person gave it. */
  readonly name: Scalars['String']['output'];
};

/** The passkey signs in from now on. */
export type PasskeyAdded = {
  readonly __typename?: 'PasskeyAdded';
  /** The new passkey. */
  readonly passkey: Passkey;
};

/** A ceremony that has begun: good for five minutes, once. */
export type PasskeyCeremony = {
  readonly __typename?: 'PasskeyCeremony';
  /** Names the ceremony when it is finished. */
  readonly ceremony: Scalars['String']['output'];
  /** For `PublicKeyCredential.parseCreationOptionsFromJSON()` or `parseRequestOptionsFromJSON()`, as JSON. */
  readonly options: Scalars['String']['output'];
};

/** The account has no such passkey. */
export type PasskeyNotFound = Failure & {
  readonly __typename?: 'PasskeyNotFound';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** The answer does not verify: another site, a ceremony that is over, an unknown or copied passkey. */
export type PasskeyRefused = Failure & {
  readonly __typename?: 'PasskeyRefused';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** The passkey signs in no more. */
export type PasskeyRemoved = {
  readonly __typename?: 'PasskeyRemoved';
  /** How the person proves who they are now. */
  readonly accountSecurity: AccountSecurity;
};

/** The password is right, but here everybody needs a second factor, and the account's is a passkey: sign in with it (`beginPasskeySignIn`), which needs no password. */
export type PasskeyRequired = Failure & {
  readonly __typename?: 'PasskeyRequired';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** The new password is good, and no other session is left. */
export type PasswordChanged = {
  readonly __typename?: 'PasswordChanged';
  /** How the person proves who they are now. */
  readonly accountSecurity: AccountSecurity;
};

/** The new password is good, and no session is left: sign in. */
export type PasswordReset = {
  readonly __typename?: 'PasswordReset';
  /** A sentence for a person: what to do next. */
  readonly message: Scalars['String']['output'];
};

/** If the address has an account, a mail is on its way. */
export type PasswordResetRequested = {
  readonly __typename?: 'PasswordResetRequested';
  /** A sentence for a person: what to do next. */
  readonly message: Scalars['String']['output'];
};

/** It is done. */
export type PersonChanged = {
  readonly __typename?: 'PersonChanged';
  /** Whether the person is kept from using the instance now. */
  readonly disabled: Scalars['Boolean']['output'];
  /** The person. */
  readonly user: User;
};

/** Who is disabled is given no role. */
export type PersonIsDisabled = Failure & {
  readonly __typename?: 'PersonIsDisabled';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** Nobody with that address or id can be found. */
export type PersonNotFound = Failure & {
  readonly __typename?: 'PersonNotFound';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

export type Query = {
  readonly __typename?: 'Query';
  /** How the person who asks proves who they are; null for an anonymous caller. */
  readonly accountSecurity?: Maybe<AccountSecurity>;
  /** One API key of a workspace: any for its owners and admins, their own for others; null for every other. */
  readonly apiKey?: Maybe<ApiKey>;
  /** The API keys of a workspace, newest first: all of them for owners and admins, their own for others. */
  readonly apiKeys: ApiKeyConnection;
  /** What was done on the whole instance, newest first; for instance administrators. */
  readonly auditEvents: AuditEventConnection;
  /** Tries what auth keeps of the strict profile: second factors, sessions, cookies, secrets, the audit log; for administrators of the instance. */
  readonly hardening: ReadonlyArray<HardeningCheck>;
  /** Who looks after the instance and who sees what concerns all of it, the oldest account first; for administrators and auditors of the instance. */
  readonly instanceRoles: InstanceRoleHolderConnection;
  /** The person who asks; null for an anonymous caller. */
  readonly me?: Maybe<User>;
  /** What the services called outside, and what they were not let out to, told together by the hour, the latest hour first; for administrators and auditors of the instance. Calls of the last seconds are not in it yet. */
  readonly outboundCalls: OutboundCallConnection;
  /** A person with an account here, whether they share a workspace with who asks or not; null for nobody. For instance administrators. */
  readonly person?: Maybe<User>;
  /** How much a person may ask for, for instance administrators; null for nobody's id. */
  readonly personQuotas?: Maybe<ReadonlyArray<Quota>>;
  /** The identity providers (OpenID Connect) people may sign in with, beside password and passkey. */
  readonly signInProviders: ReadonlyArray<SignInProvider>;
  /** A workspace the caller is a member of; null for any other, existing or not. */
  readonly workspace?: Maybe<Workspace>;
  /** The workspaces the caller is a member of, newest first. */
  readonly workspaces: WorkspaceConnection;
};


export type QueryApiKeyArgs = {
  id: Scalars['ID']['input'];
};


export type QueryApiKeysArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  workspaceId: Scalars['ID']['input'];
};


export type QueryAuditEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditEventFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryInstanceRolesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryOutboundCallsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<OutboundCallFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryPersonArgs = {
  id: Scalars['ID']['input'];
};


export type QueryPersonQuotasArgs = {
  userId: Scalars['ID']['input'];
};


export type QueryWorkspaceArgs = {
  id: Scalars['ID']['input'];
};


export type QueryWorkspacesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** How much there may be of something, and how much there has been. */
export type Quota = {
  readonly __typename?: 'Quota';
  /** Whether the limit was set by hand instead of the instance's default. */
  readonly isSet: Scalars['Boolean']['output'];
  /** What is limited. */
  readonly kind: QuotaKind;
  /** The most there may be, a whole number. */
  readonly limit: Scalars['Float']['output'];
  /** The limit that holds when none is set by hand here, a whole number. */
  readonly limitWhenUnset: Scalars['Float']['output'];
  /** When it is counted from nothing again; null where nothing has been used, or nothing is counted in windows. */
  readonly resetsAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where the limit comes from. It differs from what was set here only where something wider is lower. */
  readonly source: QuotaSource;
  /** What has been used since the window began, or is under way, a whole number; null where that is not known just now. */
  readonly used?: Maybe<Scalars['Float']['output']>;
};

/** What is limited. */
export type QuotaKind =
  /** What those operations are estimated to cost, in a minute. */
  | 'COST'
  /** Answers that are being made at the same time. */
  | 'PARALLEL_GENERATIONS'
  /** Operations in a minute. */
  | 'REQUESTS'
  /** Tokens that models read and write, in a day. */
  | 'TOKENS'
  /** Bytes of uploaded files, in a day. */
  | 'UPLOAD_BYTES';

/** The limit holds from the next request on. */
export type QuotaSet = {
  readonly __typename?: 'QuotaSet';
  /** As it stands now. */
  readonly quota: Quota;
};

/** Where a limit comes from. */
export type QuotaSource =
  /** Set for the API key. */
  | 'API_KEY'
  /** The instance's default. */
  | 'INSTANCE'
  /** Set for the person in this workspace. */
  | 'MEMBER'
  /** Set for the person, by an administrator of the instance. */
  | 'PERSON'
  /** Set for the workspace. */
  | 'WORKSPACE';

/** Codes for when the authenticator app is lost; each signs in once. They are shown this once. */
export type RecoveryCodes = {
  readonly __typename?: 'RecoveryCodes';
  /** The codes, to be kept apart from the device. */
  readonly codes: ReadonlyArray<Scalars['String']['output']>;
};

/** A refresh token to use. */
export type RefreshSessionInput = {
  /** As it was answered last. */
  readonly refreshToken: Scalars['String']['input'];
};

/** What refreshing a session answers. */
export type RefreshSessionResult = RefreshTokenRefused | RefreshTokenSuperseded | SessionRefreshed;

/** The token is unknown, its session is over, or it was used before: then somebody else has it, and the session has been ended. */
export type RefreshTokenRefused = Failure & {
  readonly __typename?: 'RefreshTokenRefused';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** The token was used a moment ago, as when two requests are sent at once: the answer to the first has the next token. The session stands. */
export type RefreshTokenSuperseded = Failure & {
  readonly __typename?: 'RefreshTokenSuperseded';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** Proof that it is the person, not just their open browser. */
export type RegenerateRecoveryCodesInput = {
  /** The account's password; left out by accounts that have none. */
  readonly password?: InputMaybe<Scalars['String']['input']>;
};

/** What making new recovery codes answers. */
export type RegenerateRecoveryCodesResult = InvalidCredentials | RecoveryCodes | SecondFactorIsOff | TooManyAttempts;

/** A passkey to take out. */
export type RemovePasskeyInput = {
  /** The passkey. */
  readonly passkeyId: Scalars['ID']['input'];
};

/** What taking a passkey out answers. */
export type RemovePasskeyResult = PasskeyNotFound | PasskeyRemoved;

/** A membership to end. */
export type RemoveWorkspaceMemberInput = {
  /** The person. */
  readonly userId: Scalars['ID']['input'];
  /** The workspace. */
  readonly workspaceId: Scalars['ID']['input'];
};

/** What removing a member answers. */
export type RemoveWorkspaceMemberResult = LastOwner | PersonNotFound | WorkspaceMemberRemoved;

/** What asking for a mail to confirm the address answers. */
export type RequestEmailVerificationResult = EmailAlreadyVerified | EmailVerificationRequested | TooManyAttempts;

/** Whose password is to be set anew. */
export type RequestPasswordResetInput = {
  /** The address of the account. */
  readonly email: Scalars['String']['input'];
};

/** What asking for a new password answers. */
export type RequestPasswordResetResult = PasswordResetRequested | TooManyAttempts;

/** A new password, by mail. */
export type ResetPasswordInput = {
  /** 10 to 256 characters that are not easy to guess. */
  readonly password: Scalars['String']['input'];
  /** What the link in the mail carries as `token`. */
  readonly token: Scalars['String']['input'];
};

/** What setting a new password by mail answers. */
export type ResetPasswordResult = InvalidInput | InvalidToken | PasswordReset;

/** Whose second factor is lost, and proof that it is the administrator who asks, not just their open browser. */
export type ResetSecondFactorInput = {
  /** The password of who asks. An account that has none leaves it out, and has signed in within the last five minutes instead. */
  readonly password?: InputMaybe<Scalars['String']['input']>;
  /** The person who has lost it. */
  readonly userId: Scalars['ID']['input'];
};

/** What resetting a person's second factor answers. */
export type ResetSecondFactorResult = InvalidCredentials | NoSecondFactor | PersonNotFound | SecondFactorReset | TooManyAttempts;

/** What revoking an API key answers. */
export type RevokeApiKeyResult = ApiKeyNotFound | ApiKeyRevoked;

/** An invitation to take back. */
export type RevokeInvitationInput = {
  /** The invitation. */
  readonly invitationId: Scalars['ID']['input'];
  /** The workspace. */
  readonly workspaceId: Scalars['ID']['input'];
};

/** What taking an invitation back answers. */
export type RevokeInvitationResult = InvitationNotFound | InvitationRevoked;

/** There is a second factor already; turn it off first. */
export type SecondFactorAlreadyOn = Failure & {
  readonly __typename?: 'SecondFactorAlreadyOn';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** There is no second factor; set one up first. */
export type SecondFactorIsOff = Failure & {
  readonly __typename?: 'SecondFactorIsOff';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** The password is right, and the account has a second factor: sign in again with `code`. */
export type SecondFactorRequired = Failure & {
  readonly __typename?: 'SecondFactorRequired';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** It is done: the password alone signs the person in, and where everybody needs a second factor, they set one up first. */
export type SecondFactorReset = {
  readonly __typename?: 'SecondFactorReset';
  /** Whether there was an authenticator app, with its recovery codes. */
  readonly authenticatorApp: Scalars['Boolean']['output'];
  /** How many passkeys there were. */
  readonly passkeys: Scalars['Int']['output'];
  /** How many sessions have ended. */
  readonly sessions: Scalars['Int']['output'];
  /** The person. */
  readonly user: User;
};

/** Where a person is signed in: a browser, or a program. */
export type Session = {
  readonly __typename?: 'Session';
  /** When the person signed in. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** What the browser or program calls itself (its User-Agent); null where it has not said. */
  readonly device?: Maybe<Scalars['String']['output']>;
  /** When it ends unless it is used before. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** Opaque and stable. */
  readonly id: Scalars['ID']['output'];
  /** Whether it is the session that asks. */
  readonly isCurrent: Scalars['Boolean']['output'];
};

/** A page of sessions. */
export type SessionConnection = {
  readonly __typename?: 'SessionConnection';
  /** The sessions of this page with their cursors. */
  readonly edges: ReadonlyArray<SessionEdge>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One session of a page. */
export type SessionEdge = {
  readonly __typename?: 'SessionEdge';
  /** Continue after this edge with it. */
  readonly cursor: Scalars['String']['output'];
  /** The session. */
  readonly node: Session;
};

/** The session goes on. */
export type SessionRefreshed = {
  readonly __typename?: 'SessionRefreshed';
  /** The access token (JWT, EdDSA) for `Authorization: Bearer …`. */
  readonly accessToken: Scalars['String']['output'];
  /** When the access token ends. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** The next refresh token; the one that was sent is used up. */
  readonly refreshToken: Scalars['String']['output'];
};

/** A limit of an API key: operations in a minute, or what they cost. */
export type SetApiKeyQuotaInput = {
  /** The key. */
  readonly apiKeyId: Scalars['ID']['input'];
  /** What is limited. */
  readonly kind: QuotaKind;
  /** The most there may be, a whole number, no more than the key's person may have anyway; null takes the limit back. */
  readonly limit?: InputMaybe<Scalars['Float']['input']>;
  /** The workspace the key is for. */
  readonly workspaceId: Scalars['ID']['input'];
};

/** What setting a limit of an API key answers. */
export type SetApiKeyQuotaResult = ApiKeyNotFound | InvalidInput | QuotaSet;

/** Which roles a person is to have on the whole instance, with proof that it is the administrator who asks; a role that is left out stays as it is. */
export type SetInstanceRolesInput = {
  /** Whether the person looks after the instance. */
  readonly administrator?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the person may see what concerns the whole instance, and change nothing of it. */
  readonly auditor?: InputMaybe<Scalars['Boolean']['input']>;
  /** The password of who asks. An account that has none leaves it out, and has signed in within the last five minutes instead. */
  readonly password?: InputMaybe<Scalars['String']['input']>;
  /** The person. */
  readonly userId: Scalars['ID']['input'];
};

/** What setting roles on the instance answers. */
export type SetInstanceRolesResult = InvalidCredentials | LastAdministrator | PersonChanged | PersonIsDisabled | PersonNotFound | TooManyAttempts;

/** A limit of a person in a workspace: tokens, bytes of uploads, or answers at the same time. */
export type SetMemberQuotaInput = {
  /** What is limited. */
  readonly kind: QuotaKind;
  /** The most there may be, a whole number, no more than the person may have anyway; null takes the limit back. */
  readonly limit?: InputMaybe<Scalars['Float']['input']>;
  /** The person. */
  readonly userId: Scalars['ID']['input'];
  /** The workspace. */
  readonly workspaceId: Scalars['ID']['input'];
};

/** What setting a limit of a member answers. */
export type SetMemberQuotaResult = InvalidInput | PersonNotFound | QuotaSet;

/** A limit of a person. */
export type SetPersonQuotaInput = {
  /** What is limited. */
  readonly kind: QuotaKind;
  /** The most there may be, a whole number; null takes it back to the instance's default. */
  readonly limit?: InputMaybe<Scalars['Float']['input']>;
  /** The person. */
  readonly userId: Scalars['ID']['input'];
};

/** What setting a limit of a person answers. */
export type SetPersonQuotaResult = InvalidInput | PersonNotFound | QuotaSet;

/** What setting a limit of a workspace answers. */
export type SetQuotaResult = InvalidInput | QuotaSet;

/** A limit of a workspace: tokens, bytes of uploads, or answers at the same time. */
export type SetWorkspaceQuotaInput = {
  /** What is limited. */
  readonly kind: QuotaKind;
  /** The most there may be, a whole number; null takes it back to the instance's default. */
  readonly limit?: InputMaybe<Scalars['Float']['input']>;
  /** The workspace. */
  readonly workspaceId: Scalars['ID']['input'];
};

/** Credentials. */
export type SignInInput = {
  /** For accounts with a second factor: the authenticator app's code, or a recovery code. */
  readonly code?: InputMaybe<Scalars['String']['input']>;
  /** The address of the account. */
  readonly email: Scalars['String']['input'];
  /** Whether a refresh token is wanted, to go on without a browser's cookie. */
  readonly offline?: InputMaybe<Scalars['Boolean']['input']>;
  /** The password. */
  readonly password: Scalars['String']['input'];
};

/** An identity provider people may sign in with. */
export type SignInProvider = {
  readonly __typename?: 'SignInProvider';
  /** Names it in this installation's configuration. */
  readonly id: Scalars['ID']['output'];
  /** What people know it by. */
  readonly name: Scalars['String']['output'];
  /**
   * Where a browser goes to sign in, on the app's own address; `?next=/path` says where it comes out. It comes out with the
   * session cookie, or at `/sign-in?error=CODE`.
   */
  readonly path: Scalars['String']['output'];
};

/** What signing up or in answers. */
export type SignInResult = EmailTaken | InvalidCode | InvalidCredentials | InvalidInput | PasskeyRequired | SecondFactorRequired | SignedIn | TooManyAttempts;

/** What signing out answers. */
export type SignOutResult = {
  readonly __typename?: 'SignOutResult';
  /** Whether there was a session to end. */
  readonly signedOut: Scalars['Boolean']['output'];
};

/** A new account. */
export type SignUpInput = {
  /** The address to sign in with. */
  readonly email: Scalars['String']['input'];
  /** The name to be shown by. */
  readonly name: Scalars['String']['input'];
  /** Whether a refresh token is wanted, to go on without a browser's cookie. */
  readonly offline?: InputMaybe<Scalars['Boolean']['input']>;
  /** 10 to 256 characters that are not easy to guess. */
  readonly password: Scalars['String']['input'];
};

/** A session has begun. A browser also receives an HttpOnly session cookie for `/api/auth/token`. */
export type SignedIn = {
  readonly __typename?: 'SignedIn';
  /** The access token (JWT, EdDSA) for `Authorization: Bearer …`. */
  readonly accessToken: Scalars['String']['output'];
  /** When the access token ends. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** Gets the next access token, once, by `refreshSession`; null unless it was asked for by `offline`. */
  readonly refreshToken?: Maybe<Scalars['String']['output']>;
  /** Who signed in. */
  readonly user: User;
};

/** There is a new signing key. */
export type SigningKeysRotated = {
  readonly __typename?: 'SigningKeysRotated';
  /** The new key's id, as `/.well-known/jwks.json` names it. */
  readonly keyId: Scalars['String']['output'];
};

/** Too many attempts in a short time. */
export type TooManyAttempts = Failure & {
  readonly __typename?: 'TooManyAttempts';
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
  /** When the next attempt is accepted, in seconds from now. */
  readonly retryAfterSeconds: Scalars['Int']['output'];
};

/** The password alone signs in from now on. */
export type TotpDisabled = {
  readonly __typename?: 'TotpDisabled';
  /** How the person proves who they are now. */
  readonly accountSecurity: AccountSecurity;
};

/** What an authenticator app has to know. */
export type TotpEnrollment = {
  readonly __typename?: 'TotpEnrollment';
  /** The secret in base 32, for typing it into the app. */
  readonly secret: Scalars['String']['output'];
  /** `otpauth://totp/…`, for a QR code. */
  readonly uri: Scalars['String']['output'];
};

/** No domain pack of that name is enabled here. */
export type UnknownDomain = Failure & {
  readonly __typename?: 'UnknownDomain';
  /** The packs that are enabled. */
  readonly enabled: ReadonlyArray<Scalars['String']['output']>;
  /** A sentence for a person: what went wrong and what to do about it. */
  readonly message: Scalars['String']['output'];
};

/** A person who has an account here. */
export type User = {
  readonly __typename?: 'User';
  /** When the account was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The address the person signs in with; only the person and members of a shared workspace may see it. */
  readonly email?: Maybe<Scalars['String']['output']>;
  /** Opaque and stable. */
  readonly id: Scalars['ID']['output'];
  /** Whether the person is kept from using the instance; null for anybody but instance administrators. */
  readonly isDisabled?: Maybe<Scalars['Boolean']['output']>;
  /** Whether the person looks after the whole instance, as its first account does; null for anybody but the person and instance administrators. */
  readonly isInstanceAdmin?: Maybe<Scalars['Boolean']['output']>;
  /** Whether the person may see what concerns the whole instance, without looking after it; null for anybody but the person and instance administrators. */
  readonly isInstanceAuditor?: Maybe<Scalars['Boolean']['output']>;
  /** The name the person wants to be shown by. */
  readonly name: Scalars['String']['output'];
  /** How much the person may ask for; null for anybody but the person. An API key sees its own requests and cost. */
  readonly quotas?: Maybe<ReadonlyArray<Quota>>;
  /** The person's live sessions, newest first; null for anybody but the person. */
  readonly sessions?: Maybe<SessionConnection>;
};


/** A person who has an account here. */
export type UserSessionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Proof that a mail arrived. */
export type VerifyEmailInput = {
  /** What the link in the mail carries as `token`. */
  readonly token: Scalars['String']['input'];
};

/** What confirming an address answers. */
export type VerifyEmailResult = EmailVerified | InvalidToken;

/** A team's own room: documents, conversations and members belong to exactly one. */
export type Workspace = {
  readonly __typename?: 'Workspace';
  /** What was done in the workspace, newest first; for owners and auditors. */
  readonly auditEvents: AuditEventConnection;
  /** When the workspace was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The domain pack this workspace was made for (`health`, `legal`, …); null for none. */
  readonly domain?: Maybe<Scalars['String']['output']>;
  /** Opaque and stable. */
  readonly id: Scalars['ID']['output'];
  /** Who is invited and has not answered yet, newest first; for owners and admins. */
  readonly invitations: WorkspaceInvitationConnection;
  /** One member; null for who is none. */
  readonly member?: Maybe<WorkspaceMember>;
  /** The members, oldest first. */
  readonly members: WorkspaceMemberConnection;
  /** The workspace's name. */
  readonly name: Scalars['String']['output'];
  /** How much its members may ask for together. */
  readonly quotas: ReadonlyArray<Quota>;
  /** The role of the person who asks. */
  readonly viewerRole: WorkspaceRole;
};


/** A team's own room: documents, conversations and members belong to exactly one. */
export type WorkspaceAuditEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditEventFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A team's own room: documents, conversations and members belong to exactly one. */
export type WorkspaceInvitationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A team's own room: documents, conversations and members belong to exactly one. */
export type WorkspaceMemberArgs = {
  userId: Scalars['ID']['input'];
};


/** A team's own room: documents, conversations and members belong to exactly one. */
export type WorkspaceMembersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of workspaces. */
export type WorkspaceConnection = {
  readonly __typename?: 'WorkspaceConnection';
  /** The workspaces of this page with their cursors. */
  readonly edges: ReadonlyArray<WorkspaceEdge>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** The workspace is made. */
export type WorkspaceCreated = {
  readonly __typename?: 'WorkspaceCreated';
  /** The new workspace. */
  readonly workspace: Workspace;
};

/** One workspace of a page. */
export type WorkspaceEdge = {
  readonly __typename?: 'WorkspaceEdge';
  /** Continue after this edge with it. */
  readonly cursor: Scalars['String']['output'];
  /** The workspace. */
  readonly node: Workspace;
};

/** An invitation to a workspace that waits for its answer. */
export type WorkspaceInvitation = {
  readonly __typename?: 'WorkspaceInvitation';
  /** Since when. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** The address that is invited. */
  readonly email: Scalars['String']['output'];
  /** Until when it may be accepted. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** Opaque and stable. */
  readonly id: Scalars['ID']['output'];
  /** Who invited; null when that account is gone. */
  readonly invitedBy?: Maybe<User>;
  /** What the person may do when they have joined. */
  readonly role: WorkspaceRole;
};

/** A page of invitations. */
export type WorkspaceInvitationConnection = {
  readonly __typename?: 'WorkspaceInvitationConnection';
  /** The invitations of this page with their cursors. */
  readonly edges: ReadonlyArray<WorkspaceInvitationEdge>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One invitation of a page. */
export type WorkspaceInvitationEdge = {
  readonly __typename?: 'WorkspaceInvitationEdge';
  /** Continue after this edge with it. */
  readonly cursor: Scalars['String']['output'];
  /** The invitation. */
  readonly node: WorkspaceInvitation;
};

/** A person's membership of a workspace. */
export type WorkspaceMember = {
  readonly __typename?: 'WorkspaceMember';
  /** Since when. */
  readonly joinedAt: Scalars['DateTime']['output'];
  /** How much the member may ask for in this workspace: no more than they may anywhere. For owners, admins and the member; null for others. */
  readonly quotas?: Maybe<ReadonlyArray<Quota>>;
  /** What the person may do. */
  readonly role: WorkspaceRole;
  /** The person. */
  readonly user: User;
};

/** The person is a member now. */
export type WorkspaceMemberAdded = {
  readonly __typename?: 'WorkspaceMemberAdded';
  /** The new membership. */
  readonly member: WorkspaceMember;
};

/** A page of members. */
export type WorkspaceMemberConnection = {
  readonly __typename?: 'WorkspaceMemberConnection';
  /** The members of this page with their cursors. */
  readonly edges: ReadonlyArray<WorkspaceMemberEdge>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One member of a page. */
export type WorkspaceMemberEdge = {
  readonly __typename?: 'WorkspaceMemberEdge';
  /** Continue after this edge with it. */
  readonly cursor: Scalars['String']['output'];
  /** The membership. */
  readonly node: WorkspaceMember;
};

/** The person is no member any more. */
export type WorkspaceMemberRemoved = {
  readonly __typename?: 'WorkspaceMemberRemoved';
  /** The workspace. */
  readonly workspace: Workspace;
};

/** What a member of a workspace may do there. */
export type WorkspaceRole =
  /** Manages members and content. */
  | 'ADMIN'
  /** Reads the audit log and nothing else of substance. */
  | 'AUDITOR'
  /** Reads and writes conversations and documents. */
  | 'MEMBER'
  /** Everything, including closing the workspace. */
  | 'OWNER'
  /** Reads, but changes nothing. */
  | 'VIEWER';



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  User: User;
  Workspace: Workspace;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
  Workspace:
    ( { __typename: 'Workspace' }
    & GraphQLRecursivePick<FederationTypes['Workspace'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  AcceptInvitationResult:
    | ( AlreadyMember )
    | ( EmailNotVerified )
    | ( InvalidToken )
    | ( Omit<InvitationAccepted, 'member' | 'workspace'> & { member: _RefType['WorkspaceMember'], workspace: _RefType['Workspace'] } )
    | ( InvitationForAnotherAddress )
  ;
  AddWorkspaceMemberResult:
    | ( AlreadyMember )
    | ( PersonNotFound )
    | ( Omit<WorkspaceMemberAdded, 'member'> & { member: _RefType['WorkspaceMember'] } )
  ;
  BeginPasskeyRegistrationResult:
    | ( InvalidCredentials )
    | ( PasskeyCeremony )
    | ( TooManyAttempts )
  ;
  ChangeMemberRoleResult:
    | ( LastOwner )
    | ( Omit<MemberRoleChanged, 'member'> & { member: _RefType['WorkspaceMember'] } )
    | ( PersonNotFound )
  ;
  ChangePasswordResult:
    | ( InvalidCredentials )
    | ( InvalidInput )
    | ( Omit<PasswordChanged, 'accountSecurity'> & { accountSecurity: _RefType['AccountSecurity'] } )
    | ( TooManyAttempts )
  ;
  ChangePersonResult:
    | ( Omit<PersonChanged, 'user'> & { user: _RefType['User'] } )
    | ( PersonNotFound )
  ;
  ConfirmTotpResult:
    | ( InvalidCode )
    | ( RecoveryCodes )
    | ( SecondFactorAlreadyOn )
    | ( TooManyAttempts )
  ;
  CreateApiKeyResult:
    | ( Omit<ApiKeyCreated, 'apiKey'> & { apiKey: _RefType['ApiKey'] } )
    | ( InvalidInput )
  ;
  CreateWorkspaceResult:
    | ( InvalidInput )
    | ( UnknownDomain )
    | ( Omit<WorkspaceCreated, 'workspace'> & { workspace: _RefType['Workspace'] } )
  ;
  DisableTotpResult:
    | ( InvalidCredentials )
    | ( TooManyAttempts )
    | ( Omit<TotpDisabled, 'accountSecurity'> & { accountSecurity: _RefType['AccountSecurity'] } )
  ;
  EnrollTotpResult:
    | ( InvalidCredentials )
    | ( SecondFactorAlreadyOn )
    | ( TooManyAttempts )
    | ( TotpEnrollment )
  ;
  FinishPasskeyRegistrationResult:
    | ( InvalidInput )
    | ( Omit<PasskeyAdded, 'passkey'> & { passkey: _RefType['Passkey'] } )
    | ( PasskeyRefused )
  ;
  FinishPasskeySignInResult:
    | ( PasskeyRefused )
    | ( Omit<SignedIn, 'user'> & { user: _RefType['User'] } )
    | ( TooManyAttempts )
  ;
  InviteToWorkspaceResult:
    | ( AlreadyMember )
    | ( InvalidInput )
    | ( Omit<InvitationSent, 'invitation'> & { invitation: _RefType['WorkspaceInvitation'] } )
    | ( TooManyAttempts )
  ;
  RefreshSessionResult:
    | ( RefreshTokenRefused )
    | ( RefreshTokenSuperseded )
    | ( SessionRefreshed )
  ;
  RegenerateRecoveryCodesResult:
    | ( InvalidCredentials )
    | ( RecoveryCodes )
    | ( SecondFactorIsOff )
    | ( TooManyAttempts )
  ;
  RemovePasskeyResult:
    | ( PasskeyNotFound )
    | ( Omit<PasskeyRemoved, 'accountSecurity'> & { accountSecurity: _RefType['AccountSecurity'] } )
  ;
  RemoveWorkspaceMemberResult:
    | ( LastOwner )
    | ( PersonNotFound )
    | ( Omit<WorkspaceMemberRemoved, 'workspace'> & { workspace: _RefType['Workspace'] } )
  ;
  RequestEmailVerificationResult:
    | ( EmailAlreadyVerified )
    | ( EmailVerificationRequested )
    | ( TooManyAttempts )
  ;
  RequestPasswordResetResult:
    | ( PasswordResetRequested )
    | ( TooManyAttempts )
  ;
  ResetPasswordResult:
    | ( InvalidInput )
    | ( InvalidToken )
    | ( PasswordReset )
  ;
  ResetSecondFactorResult:
    | ( InvalidCredentials )
    | ( NoSecondFactor )
    | ( PersonNotFound )
    | ( Omit<SecondFactorReset, 'user'> & { user: _RefType['User'] } )
    | ( TooManyAttempts )
  ;
  RevokeApiKeyResult:
    | ( ApiKeyNotFound )
    | ( Omit<ApiKeyRevoked, 'apiKey'> & { apiKey: _RefType['ApiKey'] } )
  ;
  RevokeInvitationResult:
    | ( InvitationNotFound )
    | ( Omit<InvitationRevoked, 'workspace'> & { workspace: _RefType['Workspace'] } )
  ;
  SetApiKeyQuotaResult:
    | ( ApiKeyNotFound )
    | ( InvalidInput )
    | ( Omit<QuotaSet, 'quota'> & { quota: _RefType['Quota'] } )
  ;
  SetInstanceRolesResult:
    | ( InvalidCredentials )
    | ( LastAdministrator )
    | ( Omit<PersonChanged, 'user'> & { user: _RefType['User'] } )
    | ( PersonIsDisabled )
    | ( PersonNotFound )
    | ( TooManyAttempts )
  ;
  SetMemberQuotaResult:
    | ( InvalidInput )
    | ( PersonNotFound )
    | ( Omit<QuotaSet, 'quota'> & { quota: _RefType['Quota'] } )
  ;
  SetPersonQuotaResult:
    | ( InvalidInput )
    | ( PersonNotFound )
    | ( Omit<QuotaSet, 'quota'> & { quota: _RefType['Quota'] } )
  ;
  SetQuotaResult:
    | ( InvalidInput )
    | ( Omit<QuotaSet, 'quota'> & { quota: _RefType['Quota'] } )
  ;
  SignInResult:
    | ( EmailTaken )
    | ( InvalidCode )
    | ( InvalidCredentials )
    | ( InvalidInput )
    | ( PasskeyRequired )
    | ( SecondFactorRequired )
    | ( Omit<SignedIn, 'user'> & { user: _RefType['User'] } )
    | ( TooManyAttempts )
  ;
  VerifyEmailResult:
    | ( EmailVerified )
    | ( InvalidToken )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Failure:
    | ( AlreadyMember )
    | ( ApiKeyNotFound )
    | ( EmailAlreadyVerified )
    | ( EmailNotVerified )
    | ( EmailTaken )
    | ( InvalidCode )
    | ( InvalidCredentials )
    | ( InvalidInput )
    | ( InvalidToken )
    | ( InvitationForAnotherAddress )
    | ( InvitationNotFound )
    | ( LastAdministrator )
    | ( LastOwner )
    | ( NoSecondFactor )
    | ( PasskeyNotFound )
    | ( PasskeyRefused )
    | ( PasskeyRequired )
    | ( PersonIsDisabled )
    | ( PersonNotFound )
    | ( RefreshTokenRefused )
    | ( RefreshTokenSuperseded )
    | ( SecondFactorAlreadyOn )
    | ( SecondFactorIsOff )
    | ( SecondFactorRequired )
    | ( TooManyAttempts )
    | ( UnknownDomain )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AcceptInvitationInput: AcceptInvitationInput;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  AcceptInvitationResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AcceptInvitationResult']>;
  AccountSecurity: ResolverTypeWrapper<PersonRecord>;
  AddWorkspaceMemberInput: AddWorkspaceMemberInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AddWorkspaceMemberResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['AddWorkspaceMemberResult']>;
  AlreadyMember: ResolverTypeWrapper<AlreadyMember>;
  ApiKey: ResolverTypeWrapper<ApiKeyRecord>;
  ApiKeyConnection: ResolverTypeWrapper<Omit<ApiKeyConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['ApiKeyEdge']> }>;
  ApiKeyCreated: ResolverTypeWrapper<Omit<ApiKeyCreated, 'apiKey'> & { apiKey: ResolversTypes['ApiKey'] }>;
  ApiKeyEdge: ResolverTypeWrapper<Omit<ApiKeyEdge, 'node'> & { node: ResolversTypes['ApiKey'] }>;
  ApiKeyNotFound: ResolverTypeWrapper<ApiKeyNotFound>;
  ApiKeyRevoked: ResolverTypeWrapper<Omit<ApiKeyRevoked, 'apiKey'> & { apiKey: ResolversTypes['ApiKey'] }>;
  AuditEvent: ResolverTypeWrapper<AuditRecord>;
  AuditEventConnection: ResolverTypeWrapper<Omit<AuditEventConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['AuditEventEdge']> }>;
  AuditEventEdge: ResolverTypeWrapper<Omit<AuditEventEdge, 'node'> & { node: ResolversTypes['AuditEvent'] }>;
  AuditEventFilter: AuditEventFilter;
  AuditExport: ResolverTypeWrapper<AuditExport>;
  AuditExportFormat: AuditExportFormat;
  AuditOutcome: AuditOutcome;
  BeginPasskeyRegistrationInput: BeginPasskeyRegistrationInput;
  BeginPasskeyRegistrationResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['BeginPasskeyRegistrationResult']>;
  CacheControlScope: CacheControlScope;
  ChangeMemberRoleInput: ChangeMemberRoleInput;
  ChangeMemberRoleResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ChangeMemberRoleResult']>;
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ChangePasswordResult']>;
  ChangePersonResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ChangePersonResult']>;
  ConfirmTotpInput: ConfirmTotpInput;
  ConfirmTotpResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ConfirmTotpResult']>;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateApiKeyResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateApiKeyResult']>;
  CreateWorkspaceInput: CreateWorkspaceInput;
  CreateWorkspaceResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CreateWorkspaceResult']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DisableTotpInput: DisableTotpInput;
  DisableTotpResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['DisableTotpResult']>;
  EmailAlreadyVerified: ResolverTypeWrapper<EmailAlreadyVerified>;
  EmailNotVerified: ResolverTypeWrapper<EmailNotVerified>;
  EmailTaken: ResolverTypeWrapper<EmailTaken>;
  EmailVerificationRequested: ResolverTypeWrapper<EmailVerificationRequested>;
  EmailVerified: ResolverTypeWrapper<EmailVerified>;
  EndSessionsResult: ResolverTypeWrapper<EndSessionsResult>;
  EnrollTotpInput: EnrollTotpInput;
  EnrollTotpResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['EnrollTotpResult']>;
  ExportAuditEventsInput: ExportAuditEventsInput;
  ExportInstanceAuditEventsInput: ExportInstanceAuditEventsInput;
  Failure: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Failure']>;
  FinishPasskeyRegistrationInput: FinishPasskeyRegistrationInput;
  FinishPasskeyRegistrationResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['FinishPasskeyRegistrationResult']>;
  FinishPasskeySignInInput: FinishPasskeySignInInput;
  FinishPasskeySignInResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['FinishPasskeySignInResult']>;
  HardeningCheck: ResolverTypeWrapper<HardeningCheck>;
  InstanceRoleHolder: ResolverTypeWrapper<RoleHolder>;
  InstanceRoleHolderConnection: ResolverTypeWrapper<Omit<InstanceRoleHolderConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['InstanceRoleHolderEdge']> }>;
  InstanceRoleHolderEdge: ResolverTypeWrapper<Omit<InstanceRoleHolderEdge, 'node'> & { node: ResolversTypes['InstanceRoleHolder'] }>;
  InvalidCode: ResolverTypeWrapper<InvalidCode>;
  InvalidCredentials: ResolverTypeWrapper<InvalidCredentials>;
  InvalidInput: ResolverTypeWrapper<InvalidInput>;
  InvalidToken: ResolverTypeWrapper<InvalidToken>;
  InvitationAccepted: ResolverTypeWrapper<Omit<InvitationAccepted, 'member' | 'workspace'> & { member: ResolversTypes['WorkspaceMember'], workspace: ResolversTypes['Workspace'] }>;
  InvitationForAnotherAddress: ResolverTypeWrapper<InvitationForAnotherAddress>;
  InvitationNotFound: ResolverTypeWrapper<InvitationNotFound>;
  InvitationRevoked: ResolverTypeWrapper<Omit<InvitationRevoked, 'workspace'> & { workspace: ResolversTypes['Workspace'] }>;
  InvitationSent: ResolverTypeWrapper<Omit<InvitationSent, 'invitation'> & { invitation: ResolversTypes['WorkspaceInvitation'] }>;
  InviteToWorkspaceInput: InviteToWorkspaceInput;
  InviteToWorkspaceResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['InviteToWorkspaceResult']>;
  LastAdministrator: ResolverTypeWrapper<LastAdministrator>;
  LastOwner: ResolverTypeWrapper<LastOwner>;
  MemberRoleChanged: ResolverTypeWrapper<Omit<MemberRoleChanged, 'member'> & { member: ResolversTypes['WorkspaceMember'] }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NoSecondFactor: ResolverTypeWrapper<NoSecondFactor>;
  OutboundCallConnection: ResolverTypeWrapper<Omit<OutboundCallConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['OutboundCallEdge']> }>;
  OutboundCallEdge: ResolverTypeWrapper<Omit<OutboundCallEdge, 'node'> & { node: ResolversTypes['OutboundCalls'] }>;
  OutboundCallFilter: OutboundCallFilter;
  OutboundCallOutcome: OutboundCallOutcome;
  OutboundCalls: ResolverTypeWrapper<EgressRecord>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Passkey: ResolverTypeWrapper<PasskeyRecord>;
  PasskeyAdded: ResolverTypeWrapper<Omit<PasskeyAdded, 'passkey'> & { passkey: ResolversTypes['Passkey'] }>;
  PasskeyCeremony: ResolverTypeWrapper<PasskeyCeremony>;
  PasskeyNotFound: ResolverTypeWrapper<PasskeyNotFound>;
  PasskeyRefused: ResolverTypeWrapper<PasskeyRefused>;
  PasskeyRemoved: ResolverTypeWrapper<Omit<PasskeyRemoved, 'accountSecurity'> & { accountSecurity: ResolversTypes['AccountSecurity'] }>;
  PasskeyRequired: ResolverTypeWrapper<PasskeyRequired>;
  PasswordChanged: ResolverTypeWrapper<Omit<PasswordChanged, 'accountSecurity'> & { accountSecurity: ResolversTypes['AccountSecurity'] }>;
  PasswordReset: ResolverTypeWrapper<PasswordReset>;
  PasswordResetRequested: ResolverTypeWrapper<PasswordResetRequested>;
  PersonChanged: ResolverTypeWrapper<Omit<PersonChanged, 'user'> & { user: ResolversTypes['User'] }>;
  PersonIsDisabled: ResolverTypeWrapper<PersonIsDisabled>;
  PersonNotFound: ResolverTypeWrapper<PersonNotFound>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Quota: ResolverTypeWrapper<QuotaStanding>;
  QuotaKind: QuotaKind;
  QuotaSet: ResolverTypeWrapper<Omit<QuotaSet, 'quota'> & { quota: ResolversTypes['Quota'] }>;
  QuotaSource: QuotaSource;
  RecoveryCodes: ResolverTypeWrapper<RecoveryCodes>;
  RefreshSessionInput: RefreshSessionInput;
  RefreshSessionResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RefreshSessionResult']>;
  RefreshTokenRefused: ResolverTypeWrapper<RefreshTokenRefused>;
  RefreshTokenSuperseded: ResolverTypeWrapper<RefreshTokenSuperseded>;
  RegenerateRecoveryCodesInput: RegenerateRecoveryCodesInput;
  RegenerateRecoveryCodesResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RegenerateRecoveryCodesResult']>;
  RemovePasskeyInput: RemovePasskeyInput;
  RemovePasskeyResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RemovePasskeyResult']>;
  RemoveWorkspaceMemberInput: RemoveWorkspaceMemberInput;
  RemoveWorkspaceMemberResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RemoveWorkspaceMemberResult']>;
  RequestEmailVerificationResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RequestEmailVerificationResult']>;
  RequestPasswordResetInput: RequestPasswordResetInput;
  RequestPasswordResetResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RequestPasswordResetResult']>;
  ResetPasswordInput: ResetPasswordInput;
  ResetPasswordResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ResetPasswordResult']>;
  ResetSecondFactorInput: ResetSecondFactorInput;
  ResetSecondFactorResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['ResetSecondFactorResult']>;
  RevokeApiKeyResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RevokeApiKeyResult']>;
  RevokeInvitationInput: RevokeInvitationInput;
  RevokeInvitationResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['RevokeInvitationResult']>;
  SecondFactorAlreadyOn: ResolverTypeWrapper<SecondFactorAlreadyOn>;
  SecondFactorIsOff: ResolverTypeWrapper<SecondFactorIsOff>;
  SecondFactorRequired: ResolverTypeWrapper<SecondFactorRequired>;
  SecondFactorReset: ResolverTypeWrapper<Omit<SecondFactorReset, 'user'> & { user: ResolversTypes['User'] }>;
  Session: ResolverTypeWrapper<LiveSession>;
  SessionConnection: ResolverTypeWrapper<Omit<SessionConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['SessionEdge']> }>;
  SessionEdge: ResolverTypeWrapper<Omit<SessionEdge, 'node'> & { node: ResolversTypes['Session'] }>;
  SessionRefreshed: ResolverTypeWrapper<SessionRefreshed>;
  SetApiKeyQuotaInput: SetApiKeyQuotaInput;
  SetApiKeyQuotaResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetApiKeyQuotaResult']>;
  SetInstanceRolesInput: SetInstanceRolesInput;
  SetInstanceRolesResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetInstanceRolesResult']>;
  SetMemberQuotaInput: SetMemberQuotaInput;
  SetMemberQuotaResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetMemberQuotaResult']>;
  SetPersonQuotaInput: SetPersonQuotaInput;
  SetPersonQuotaResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetPersonQuotaResult']>;
  SetQuotaResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SetQuotaResult']>;
  SetWorkspaceQuotaInput: SetWorkspaceQuotaInput;
  SignInInput: SignInInput;
  SignInProvider: ResolverTypeWrapper<SignInProvider>;
  SignInResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SignInResult']>;
  SignOutResult: ResolverTypeWrapper<SignOutResult>;
  SignUpInput: SignUpInput;
  SignedIn: ResolverTypeWrapper<Omit<SignedIn, 'user'> & { user: ResolversTypes['User'] }>;
  SigningKeysRotated: ResolverTypeWrapper<SigningKeysRotated>;
  TooManyAttempts: ResolverTypeWrapper<TooManyAttempts>;
  TotpDisabled: ResolverTypeWrapper<Omit<TotpDisabled, 'accountSecurity'> & { accountSecurity: ResolversTypes['AccountSecurity'] }>;
  TotpEnrollment: ResolverTypeWrapper<TotpEnrollment>;
  UnknownDomain: ResolverTypeWrapper<UnknownDomain>;
  User: ResolverTypeWrapper<PersonRecord>;
  VerifyEmailInput: VerifyEmailInput;
  VerifyEmailResult: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['VerifyEmailResult']>;
  Workspace: ResolverTypeWrapper<WorkspaceRecord>;
  WorkspaceConnection: ResolverTypeWrapper<Omit<WorkspaceConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['WorkspaceEdge']> }>;
  WorkspaceCreated: ResolverTypeWrapper<Omit<WorkspaceCreated, 'workspace'> & { workspace: ResolversTypes['Workspace'] }>;
  WorkspaceEdge: ResolverTypeWrapper<Omit<WorkspaceEdge, 'node'> & { node: ResolversTypes['Workspace'] }>;
  WorkspaceInvitation: ResolverTypeWrapper<InvitationRecord>;
  WorkspaceInvitationConnection: ResolverTypeWrapper<Omit<WorkspaceInvitationConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['WorkspaceInvitationEdge']> }>;
  WorkspaceInvitationEdge: ResolverTypeWrapper<Omit<WorkspaceInvitationEdge, 'node'> & { node: ResolversTypes['WorkspaceInvitation'] }>;
  WorkspaceMember: ResolverTypeWrapper<MembershipRecord>;
  WorkspaceMemberAdded: ResolverTypeWrapper<Omit<WorkspaceMemberAdded, 'member'> & { member: ResolversTypes['WorkspaceMember'] }>;
  WorkspaceMemberConnection: ResolverTypeWrapper<Omit<WorkspaceMemberConnection, 'edges'> & { edges: ReadonlyArray<ResolversTypes['WorkspaceMemberEdge']> }>;
  WorkspaceMemberEdge: ResolverTypeWrapper<Omit<WorkspaceMemberEdge, 'node'> & { node: ResolversTypes['WorkspaceMember'] }>;
  WorkspaceMemberRemoved: ResolverTypeWrapper<Omit<WorkspaceMemberRemoved, 'workspace'> & { workspace: ResolversTypes['Workspace'] }>;
  WorkspaceRole: WorkspaceRole;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AcceptInvitationInput: AcceptInvitationInput;
  String: Scalars['String']['output'];
  AcceptInvitationResult: ResolversUnionTypes<ResolversParentTypes>['AcceptInvitationResult'];
  AccountSecurity: PersonRecord;
  AddWorkspaceMemberInput: AddWorkspaceMemberInput;
  ID: Scalars['ID']['output'];
  AddWorkspaceMemberResult: ResolversUnionTypes<ResolversParentTypes>['AddWorkspaceMemberResult'];
  AlreadyMember: AlreadyMember;
  ApiKey: ApiKeyRecord;
  ApiKeyConnection: Omit<ApiKeyConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['ApiKeyEdge']> };
  ApiKeyCreated: Omit<ApiKeyCreated, 'apiKey'> & { apiKey: ResolversParentTypes['ApiKey'] };
  ApiKeyEdge: Omit<ApiKeyEdge, 'node'> & { node: ResolversParentTypes['ApiKey'] };
  ApiKeyNotFound: ApiKeyNotFound;
  ApiKeyRevoked: Omit<ApiKeyRevoked, 'apiKey'> & { apiKey: ResolversParentTypes['ApiKey'] };
  AuditEvent: AuditRecord;
  AuditEventConnection: Omit<AuditEventConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['AuditEventEdge']> };
  AuditEventEdge: Omit<AuditEventEdge, 'node'> & { node: ResolversParentTypes['AuditEvent'] };
  AuditEventFilter: AuditEventFilter;
  AuditExport: AuditExport;
  BeginPasskeyRegistrationInput: BeginPasskeyRegistrationInput;
  BeginPasskeyRegistrationResult: ResolversUnionTypes<ResolversParentTypes>['BeginPasskeyRegistrationResult'];
  ChangeMemberRoleInput: ChangeMemberRoleInput;
  ChangeMemberRoleResult: ResolversUnionTypes<ResolversParentTypes>['ChangeMemberRoleResult'];
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordResult: ResolversUnionTypes<ResolversParentTypes>['ChangePasswordResult'];
  ChangePersonResult: ResolversUnionTypes<ResolversParentTypes>['ChangePersonResult'];
  ConfirmTotpInput: ConfirmTotpInput;
  ConfirmTotpResult: ResolversUnionTypes<ResolversParentTypes>['ConfirmTotpResult'];
  CreateApiKeyInput: CreateApiKeyInput;
  CreateApiKeyResult: ResolversUnionTypes<ResolversParentTypes>['CreateApiKeyResult'];
  CreateWorkspaceInput: CreateWorkspaceInput;
  CreateWorkspaceResult: ResolversUnionTypes<ResolversParentTypes>['CreateWorkspaceResult'];
  DateTime: Scalars['DateTime']['output'];
  DisableTotpInput: DisableTotpInput;
  DisableTotpResult: ResolversUnionTypes<ResolversParentTypes>['DisableTotpResult'];
  EmailAlreadyVerified: EmailAlreadyVerified;
  EmailNotVerified: EmailNotVerified;
  EmailTaken: EmailTaken;
  EmailVerificationRequested: EmailVerificationRequested;
  EmailVerified: EmailVerified;
  EndSessionsResult: EndSessionsResult;
  EnrollTotpInput: EnrollTotpInput;
  EnrollTotpResult: ResolversUnionTypes<ResolversParentTypes>['EnrollTotpResult'];
  ExportAuditEventsInput: ExportAuditEventsInput;
  ExportInstanceAuditEventsInput: ExportInstanceAuditEventsInput;
  Failure: ResolversInterfaceTypes<ResolversParentTypes>['Failure'];
  FinishPasskeyRegistrationInput: FinishPasskeyRegistrationInput;
  FinishPasskeyRegistrationResult: ResolversUnionTypes<ResolversParentTypes>['FinishPasskeyRegistrationResult'];
  FinishPasskeySignInInput: FinishPasskeySignInInput;
  FinishPasskeySignInResult: ResolversUnionTypes<ResolversParentTypes>['FinishPasskeySignInResult'];
  HardeningCheck: HardeningCheck;
  InstanceRoleHolder: RoleHolder;
  InstanceRoleHolderConnection: Omit<InstanceRoleHolderConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['InstanceRoleHolderEdge']> };
  InstanceRoleHolderEdge: Omit<InstanceRoleHolderEdge, 'node'> & { node: ResolversParentTypes['InstanceRoleHolder'] };
  InvalidCode: InvalidCode;
  InvalidCredentials: InvalidCredentials;
  InvalidInput: InvalidInput;
  InvalidToken: InvalidToken;
  InvitationAccepted: Omit<InvitationAccepted, 'member' | 'workspace'> & { member: ResolversParentTypes['WorkspaceMember'], workspace: ResolversParentTypes['Workspace'] };
  InvitationForAnotherAddress: InvitationForAnotherAddress;
  InvitationNotFound: InvitationNotFound;
  InvitationRevoked: Omit<InvitationRevoked, 'workspace'> & { workspace: ResolversParentTypes['Workspace'] };
  InvitationSent: Omit<InvitationSent, 'invitation'> & { invitation: ResolversParentTypes['WorkspaceInvitation'] };
  InviteToWorkspaceInput: InviteToWorkspaceInput;
  InviteToWorkspaceResult: ResolversUnionTypes<ResolversParentTypes>['InviteToWorkspaceResult'];
  LastAdministrator: LastAdministrator;
  LastOwner: LastOwner;
  MemberRoleChanged: Omit<MemberRoleChanged, 'member'> & { member: ResolversParentTypes['WorkspaceMember'] };
  Mutation: Record<PropertyKey, never>;
  NoSecondFactor: NoSecondFactor;
  OutboundCallConnection: Omit<OutboundCallConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['OutboundCallEdge']> };
  OutboundCallEdge: Omit<OutboundCallEdge, 'node'> & { node: ResolversParentTypes['OutboundCalls'] };
  OutboundCallFilter: OutboundCallFilter;
  OutboundCalls: EgressRecord;
  Float: Scalars['Float']['output'];
  PageInfo: PageInfo;
  Passkey: PasskeyRecord;
  PasskeyAdded: Omit<PasskeyAdded, 'passkey'> & { passkey: ResolversParentTypes['Passkey'] };
  PasskeyCeremony: PasskeyCeremony;
  PasskeyNotFound: PasskeyNotFound;
  PasskeyRefused: PasskeyRefused;
  PasskeyRemoved: Omit<PasskeyRemoved, 'accountSecurity'> & { accountSecurity: ResolversParentTypes['AccountSecurity'] };
  PasskeyRequired: PasskeyRequired;
  PasswordChanged: Omit<PasswordChanged, 'accountSecurity'> & { accountSecurity: ResolversParentTypes['AccountSecurity'] };
  PasswordReset: PasswordReset;
  PasswordResetRequested: PasswordResetRequested;
  PersonChanged: Omit<PersonChanged, 'user'> & { user: ResolversParentTypes['User'] };
  PersonIsDisabled: PersonIsDisabled;
  PersonNotFound: PersonNotFound;
  Query: Record<PropertyKey, never>;
  Quota: QuotaStanding;
  QuotaSet: Omit<QuotaSet, 'quota'> & { quota: ResolversParentTypes['Quota'] };
  RecoveryCodes: RecoveryCodes;
  RefreshSessionInput: RefreshSessionInput;
  RefreshSessionResult: ResolversUnionTypes<ResolversParentTypes>['RefreshSessionResult'];
  RefreshTokenRefused: RefreshTokenRefused;
  RefreshTokenSuperseded: RefreshTokenSuperseded;
  RegenerateRecoveryCodesInput: RegenerateRecoveryCodesInput;
  RegenerateRecoveryCodesResult: ResolversUnionTypes<ResolversParentTypes>['RegenerateRecoveryCodesResult'];
  RemovePasskeyInput: RemovePasskeyInput;
  RemovePasskeyResult: ResolversUnionTypes<ResolversParentTypes>['RemovePasskeyResult'];
  RemoveWorkspaceMemberInput: RemoveWorkspaceMemberInput;
  RemoveWorkspaceMemberResult: ResolversUnionTypes<ResolversParentTypes>['RemoveWorkspaceMemberResult'];
  RequestEmailVerificationResult: ResolversUnionTypes<ResolversParentTypes>['RequestEmailVerificationResult'];
  RequestPasswordResetInput: RequestPasswordResetInput;
  RequestPasswordResetResult: ResolversUnionTypes<ResolversParentTypes>['RequestPasswordResetResult'];
  ResetPasswordInput: ResetPasswordInput;
  ResetPasswordResult: ResolversUnionTypes<ResolversParentTypes>['ResetPasswordResult'];
  ResetSecondFactorInput: ResetSecondFactorInput;
  ResetSecondFactorResult: ResolversUnionTypes<ResolversParentTypes>['ResetSecondFactorResult'];
  RevokeApiKeyResult: ResolversUnionTypes<ResolversParentTypes>['RevokeApiKeyResult'];
  RevokeInvitationInput: RevokeInvitationInput;
  RevokeInvitationResult: ResolversUnionTypes<ResolversParentTypes>['RevokeInvitationResult'];
  SecondFactorAlreadyOn: SecondFactorAlreadyOn;
  SecondFactorIsOff: SecondFactorIsOff;
  SecondFactorRequired: SecondFactorRequired;
  SecondFactorReset: Omit<SecondFactorReset, 'user'> & { user: ResolversParentTypes['User'] };
  Session: LiveSession;
  SessionConnection: Omit<SessionConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['SessionEdge']> };
  SessionEdge: Omit<SessionEdge, 'node'> & { node: ResolversParentTypes['Session'] };
  SessionRefreshed: SessionRefreshed;
  SetApiKeyQuotaInput: SetApiKeyQuotaInput;
  SetApiKeyQuotaResult: ResolversUnionTypes<ResolversParentTypes>['SetApiKeyQuotaResult'];
  SetInstanceRolesInput: SetInstanceRolesInput;
  SetInstanceRolesResult: ResolversUnionTypes<ResolversParentTypes>['SetInstanceRolesResult'];
  SetMemberQuotaInput: SetMemberQuotaInput;
  SetMemberQuotaResult: ResolversUnionTypes<ResolversParentTypes>['SetMemberQuotaResult'];
  SetPersonQuotaInput: SetPersonQuotaInput;
  SetPersonQuotaResult: ResolversUnionTypes<ResolversParentTypes>['SetPersonQuotaResult'];
  SetQuotaResult: ResolversUnionTypes<ResolversParentTypes>['SetQuotaResult'];
  SetWorkspaceQuotaInput: SetWorkspaceQuotaInput;
  SignInInput: SignInInput;
  SignInProvider: SignInProvider;
  SignInResult: ResolversUnionTypes<ResolversParentTypes>['SignInResult'];
  SignOutResult: SignOutResult;
  SignUpInput: SignUpInput;
  SignedIn: Omit<SignedIn, 'user'> & { user: ResolversParentTypes['User'] };
  SigningKeysRotated: SigningKeysRotated;
  TooManyAttempts: TooManyAttempts;
  TotpDisabled: Omit<TotpDisabled, 'accountSecurity'> & { accountSecurity: ResolversParentTypes['AccountSecurity'] };
  TotpEnrollment: TotpEnrollment;
  UnknownDomain: UnknownDomain;
  User: PersonRecord;
  VerifyEmailInput: VerifyEmailInput;
  VerifyEmailResult: ResolversUnionTypes<ResolversParentTypes>['VerifyEmailResult'];
  Workspace: WorkspaceRecord;
  WorkspaceConnection: Omit<WorkspaceConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['WorkspaceEdge']> };
  WorkspaceCreated: Omit<WorkspaceCreated, 'workspace'> & { workspace: ResolversParentTypes['Workspace'] };
  WorkspaceEdge: Omit<WorkspaceEdge, 'node'> & { node: ResolversParentTypes['Workspace'] };
  WorkspaceInvitation: InvitationRecord;
  WorkspaceInvitationConnection: Omit<WorkspaceInvitationConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['WorkspaceInvitationEdge']> };
  WorkspaceInvitationEdge: Omit<WorkspaceInvitationEdge, 'node'> & { node: ResolversParentTypes['WorkspaceInvitation'] };
  WorkspaceMember: MembershipRecord;
  WorkspaceMemberAdded: Omit<WorkspaceMemberAdded, 'member'> & { member: ResolversParentTypes['WorkspaceMember'] };
  WorkspaceMemberConnection: Omit<WorkspaceMemberConnection, 'edges'> & { edges: ReadonlyArray<ResolversParentTypes['WorkspaceMemberEdge']> };
  WorkspaceMemberEdge: Omit<WorkspaceMemberEdge, 'node'> & { node: ResolversParentTypes['WorkspaceMember'] };
  WorkspaceMemberRemoved: Omit<WorkspaceMemberRemoved, 'workspace'> & { workspace: ResolversParentTypes['Workspace'] };
  Boolean: Scalars['Boolean']['output'];
  Int: Scalars['Int']['output'];
};

export type CacheControlDirectiveArgs = {
  inheritMaxAge?: Maybe<Scalars['Boolean']['input']>;
  maxAge?: Maybe<Scalars['Int']['input']>;
  scope?: Maybe<CacheControlScope>;
};

export type CacheControlDirectiveResolver<Result, Parent, ContextType = Context, Args = CacheControlDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AcceptInvitationResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AcceptInvitationResult'] = ResolversParentTypes['AcceptInvitationResult']> = {
  __resolveType: TypeResolveFn<'AlreadyMember' | 'EmailNotVerified' | 'InvalidToken' | 'InvitationAccepted' | 'InvitationForAnotherAddress', ParentType, ContextType>;
};

export type AccountSecurityResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AccountSecurity'] = ResolversParentTypes['AccountSecurity']> = {
  emailVerified?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPassword?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  idleSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  passkeys?: Resolver<ReadonlyArray<ResolversTypes['Passkey']>, ParentType, ContextType>;
  secondFactorEnabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  secondFactorRequired?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type AddWorkspaceMemberResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AddWorkspaceMemberResult'] = ResolversParentTypes['AddWorkspaceMemberResult']> = {
  __resolveType: TypeResolveFn<'AlreadyMember' | 'PersonNotFound' | 'WorkspaceMemberAdded', ParentType, ContextType>;
};

export type AlreadyMemberResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AlreadyMember'] = ResolversParentTypes['AlreadyMember']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApiKeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApiKey'] = ResolversParentTypes['ApiKey']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  hint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  quotas?: Resolver<ReadonlyArray<ResolversTypes['Quota']>, ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  workspace?: Resolver<ResolversTypes['Workspace'], ParentType, ContextType>;
};

export type ApiKeyConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApiKeyConnection'] = ResolversParentTypes['ApiKeyConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ApiKeyEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ApiKeyCreatedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApiKeyCreated'] = ResolversParentTypes['ApiKeyCreated']> = {
  apiKey?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApiKeyEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApiKeyEdge'] = ResolversParentTypes['ApiKeyEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
};

export type ApiKeyNotFoundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApiKeyNotFound'] = ResolversParentTypes['ApiKeyNotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApiKeyRevokedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ApiKeyRevoked'] = ResolversParentTypes['ApiKeyRevoked']> = {
  apiKey?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AuditEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEvent'] = ResolversParentTypes['AuditEvent']> = {
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  actorId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  details?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['AuditOutcome'], ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  service?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  targetId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  targetType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AuditEventConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEventConnection'] = ResolversParentTypes['AuditEventConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AuditEventEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AuditEventEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditEventEdge'] = ResolversParentTypes['AuditEventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
};

export type AuditExportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['AuditExport'] = ResolversParentTypes['AuditExport']> = {
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BeginPasskeyRegistrationResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['BeginPasskeyRegistrationResult'] = ResolversParentTypes['BeginPasskeyRegistrationResult']> = {
  __resolveType: TypeResolveFn<'InvalidCredentials' | 'PasskeyCeremony' | 'TooManyAttempts', ParentType, ContextType>;
};

export type ChangeMemberRoleResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangeMemberRoleResult'] = ResolversParentTypes['ChangeMemberRoleResult']> = {
  __resolveType: TypeResolveFn<'LastOwner' | 'MemberRoleChanged' | 'PersonNotFound', ParentType, ContextType>;
};

export type ChangePasswordResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangePasswordResult'] = ResolversParentTypes['ChangePasswordResult']> = {
  __resolveType: TypeResolveFn<'InvalidCredentials' | 'InvalidInput' | 'PasswordChanged' | 'TooManyAttempts', ParentType, ContextType>;
};

export type ChangePersonResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ChangePersonResult'] = ResolversParentTypes['ChangePersonResult']> = {
  __resolveType: TypeResolveFn<'PersonChanged' | 'PersonNotFound', ParentType, ContextType>;
};

export type ConfirmTotpResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConfirmTotpResult'] = ResolversParentTypes['ConfirmTotpResult']> = {
  __resolveType: TypeResolveFn<'InvalidCode' | 'RecoveryCodes' | 'SecondFactorAlreadyOn' | 'TooManyAttempts', ParentType, ContextType>;
};

export type CreateApiKeyResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateApiKeyResult'] = ResolversParentTypes['CreateApiKeyResult']> = {
  __resolveType: TypeResolveFn<'ApiKeyCreated' | 'InvalidInput', ParentType, ContextType>;
};

export type CreateWorkspaceResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CreateWorkspaceResult'] = ResolversParentTypes['CreateWorkspaceResult']> = {
  __resolveType: TypeResolveFn<'InvalidInput' | 'UnknownDomain' | 'WorkspaceCreated', ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DisableTotpResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DisableTotpResult'] = ResolversParentTypes['DisableTotpResult']> = {
  __resolveType: TypeResolveFn<'InvalidCredentials' | 'TooManyAttempts' | 'TotpDisabled', ParentType, ContextType>;
};

export type EmailAlreadyVerifiedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EmailAlreadyVerified'] = ResolversParentTypes['EmailAlreadyVerified']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EmailNotVerifiedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EmailNotVerified'] = ResolversParentTypes['EmailNotVerified']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EmailTakenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EmailTaken'] = ResolversParentTypes['EmailTaken']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EmailVerificationRequestedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EmailVerificationRequested'] = ResolversParentTypes['EmailVerificationRequested']> = {
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EmailVerifiedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EmailVerified'] = ResolversParentTypes['EmailVerified']> = {
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EndSessionsResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EndSessionsResult'] = ResolversParentTypes['EndSessionsResult']> = {
  ended?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EnrollTotpResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['EnrollTotpResult'] = ResolversParentTypes['EnrollTotpResult']> = {
  __resolveType: TypeResolveFn<'InvalidCredentials' | 'SecondFactorAlreadyOn' | 'TooManyAttempts' | 'TotpEnrollment', ParentType, ContextType>;
};

export type FailureResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Failure'] = ResolversParentTypes['Failure']> = {
  __resolveType: TypeResolveFn<'AlreadyMember' | 'ApiKeyNotFound' | 'EmailAlreadyVerified' | 'EmailNotVerified' | 'EmailTaken' | 'InvalidCode' | 'InvalidCredentials' | 'InvalidInput' | 'InvalidToken' | 'InvitationForAnotherAddress' | 'InvitationNotFound' | 'LastAdministrator' | 'LastOwner' | 'NoSecondFactor' | 'PasskeyNotFound' | 'PasskeyRefused' | 'PasskeyRequired' | 'PersonIsDisabled' | 'PersonNotFound' | 'RefreshTokenRefused' | 'RefreshTokenSuperseded' | 'SecondFactorAlreadyOn' | 'SecondFactorIsOff' | 'SecondFactorRequired' | 'TooManyAttempts' | 'UnknownDomain', ParentType, ContextType>;
};

export type FinishPasskeyRegistrationResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FinishPasskeyRegistrationResult'] = ResolversParentTypes['FinishPasskeyRegistrationResult']> = {
  __resolveType: TypeResolveFn<'InvalidInput' | 'PasskeyAdded' | 'PasskeyRefused', ParentType, ContextType>;
};

export type FinishPasskeySignInResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FinishPasskeySignInResult'] = ResolversParentTypes['FinishPasskeySignInResult']> = {
  __resolveType: TypeResolveFn<'PasskeyRefused' | 'SignedIn' | 'TooManyAttempts', ParentType, ContextType>;
};

export type HardeningCheckResolvers<ContextType = Context, ParentType extends ResolversParentTypes['HardeningCheck'] = ResolversParentTypes['HardeningCheck']> = {
  detail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  passed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type InstanceRoleHolderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InstanceRoleHolder'] = ResolversParentTypes['InstanceRoleHolder']> = {
  administratorSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  auditorSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  isDisabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type InstanceRoleHolderConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InstanceRoleHolderConnection'] = ResolversParentTypes['InstanceRoleHolderConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['InstanceRoleHolderEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type InstanceRoleHolderEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InstanceRoleHolderEdge'] = ResolversParentTypes['InstanceRoleHolderEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['InstanceRoleHolder'], ParentType, ContextType>;
};

export type InvalidCodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidCode'] = ResolversParentTypes['InvalidCode']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidCredentialsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidCredentials'] = ResolversParentTypes['InvalidCredentials']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidInputResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidInput'] = ResolversParentTypes['InvalidInput']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvalidTokenResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvalidToken'] = ResolversParentTypes['InvalidToken']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvitationAcceptedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvitationAccepted'] = ResolversParentTypes['InvitationAccepted']> = {
  member?: Resolver<ResolversTypes['WorkspaceMember'], ParentType, ContextType>;
  workspace?: Resolver<ResolversTypes['Workspace'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvitationForAnotherAddressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvitationForAnotherAddress'] = ResolversParentTypes['InvitationForAnotherAddress']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvitationNotFoundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvitationNotFound'] = ResolversParentTypes['InvitationNotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvitationRevokedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvitationRevoked'] = ResolversParentTypes['InvitationRevoked']> = {
  workspace?: Resolver<ResolversTypes['Workspace'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvitationSentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InvitationSent'] = ResolversParentTypes['InvitationSent']> = {
  invitation?: Resolver<ResolversTypes['WorkspaceInvitation'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InviteToWorkspaceResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InviteToWorkspaceResult'] = ResolversParentTypes['InviteToWorkspaceResult']> = {
  __resolveType: TypeResolveFn<'AlreadyMember' | 'InvalidInput' | 'InvitationSent' | 'TooManyAttempts', ParentType, ContextType>;
};

export type LastAdministratorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LastAdministrator'] = ResolversParentTypes['LastAdministrator']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type LastOwnerResolvers<ContextType = Context, ParentType extends ResolversParentTypes['LastOwner'] = ResolversParentTypes['LastOwner']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MemberRoleChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['MemberRoleChanged'] = ResolversParentTypes['MemberRoleChanged']> = {
  member?: Resolver<ResolversTypes['WorkspaceMember'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acceptInvitation?: Resolver<ResolversTypes['AcceptInvitationResult'], ParentType, ContextType, RequireFields<MutationAcceptInvitationArgs, 'input'>>;
  addWorkspaceMember?: Resolver<ResolversTypes['AddWorkspaceMemberResult'], ParentType, ContextType, RequireFields<MutationAddWorkspaceMemberArgs, 'input'>>;
  beginPasskeyRegistration?: Resolver<ResolversTypes['BeginPasskeyRegistrationResult'], ParentType, ContextType, RequireFields<MutationBeginPasskeyRegistrationArgs, 'input'>>;
  beginPasskeySignIn?: Resolver<ResolversTypes['PasskeyCeremony'], ParentType, ContextType>;
  changeMemberRole?: Resolver<ResolversTypes['ChangeMemberRoleResult'], ParentType, ContextType, RequireFields<MutationChangeMemberRoleArgs, 'input'>>;
  changePassword?: Resolver<ResolversTypes['ChangePasswordResult'], ParentType, ContextType, RequireFields<MutationChangePasswordArgs, 'input'>>;
  confirmTotp?: Resolver<ResolversTypes['ConfirmTotpResult'], ParentType, ContextType, RequireFields<MutationConfirmTotpArgs, 'input'>>;
  createApiKey?: Resolver<ResolversTypes['CreateApiKeyResult'], ParentType, ContextType, RequireFields<MutationCreateApiKeyArgs, 'input'>>;
  createWorkspace?: Resolver<ResolversTypes['CreateWorkspaceResult'], ParentType, ContextType, RequireFields<MutationCreateWorkspaceArgs, 'input'>>;
  disablePerson?: Resolver<ResolversTypes['ChangePersonResult'], ParentType, ContextType, RequireFields<MutationDisablePersonArgs, 'userId'>>;
  disableTotp?: Resolver<ResolversTypes['DisableTotpResult'], ParentType, ContextType, RequireFields<MutationDisableTotpArgs, 'input'>>;
  enablePerson?: Resolver<ResolversTypes['ChangePersonResult'], ParentType, ContextType, RequireFields<MutationEnablePersonArgs, 'userId'>>;
  endOtherSessions?: Resolver<ResolversTypes['EndSessionsResult'], ParentType, ContextType>;
  endSession?: Resolver<ResolversTypes['EndSessionsResult'], ParentType, ContextType, RequireFields<MutationEndSessionArgs, 'id'>>;
  enrollTotp?: Resolver<ResolversTypes['EnrollTotpResult'], ParentType, ContextType, RequireFields<MutationEnrollTotpArgs, 'input'>>;
  exportAuditEvents?: Resolver<ResolversTypes['AuditExport'], ParentType, ContextType, RequireFields<MutationExportAuditEventsArgs, 'input'>>;
  exportInstanceAuditEvents?: Resolver<ResolversTypes['AuditExport'], ParentType, ContextType, RequireFields<MutationExportInstanceAuditEventsArgs, 'input'>>;
  finishPasskeyRegistration?: Resolver<ResolversTypes['FinishPasskeyRegistrationResult'], ParentType, ContextType, RequireFields<MutationFinishPasskeyRegistrationArgs, 'input'>>;
  finishPasskeySignIn?: Resolver<ResolversTypes['FinishPasskeySignInResult'], ParentType, ContextType, RequireFields<MutationFinishPasskeySignInArgs, 'input'>>;
  inviteToWorkspace?: Resolver<ResolversTypes['InviteToWorkspaceResult'], ParentType, ContextType, RequireFields<MutationInviteToWorkspaceArgs, 'input'>>;
  refreshSession?: Resolver<ResolversTypes['RefreshSessionResult'], ParentType, ContextType, RequireFields<MutationRefreshSessionArgs, 'input'>>;
  regenerateRecoveryCodes?: Resolver<ResolversTypes['RegenerateRecoveryCodesResult'], ParentType, ContextType, RequireFields<MutationRegenerateRecoveryCodesArgs, 'input'>>;
  removePasskey?: Resolver<ResolversTypes['RemovePasskeyResult'], ParentType, ContextType, RequireFields<MutationRemovePasskeyArgs, 'input'>>;
  removeWorkspaceMember?: Resolver<ResolversTypes['RemoveWorkspaceMemberResult'], ParentType, ContextType, RequireFields<MutationRemoveWorkspaceMemberArgs, 'input'>>;
  requestEmailVerification?: Resolver<ResolversTypes['RequestEmailVerificationResult'], ParentType, ContextType>;
  requestPasswordReset?: Resolver<ResolversTypes['RequestPasswordResetResult'], ParentType, ContextType, RequireFields<MutationRequestPasswordResetArgs, 'input'>>;
  resetPassword?: Resolver<ResolversTypes['ResetPasswordResult'], ParentType, ContextType, RequireFields<MutationResetPasswordArgs, 'input'>>;
  resetSecondFactor?: Resolver<ResolversTypes['ResetSecondFactorResult'], ParentType, ContextType, RequireFields<MutationResetSecondFactorArgs, 'input'>>;
  revokeApiKey?: Resolver<ResolversTypes['RevokeApiKeyResult'], ParentType, ContextType, RequireFields<MutationRevokeApiKeyArgs, 'id'>>;
  revokeInvitation?: Resolver<ResolversTypes['RevokeInvitationResult'], ParentType, ContextType, RequireFields<MutationRevokeInvitationArgs, 'input'>>;
  rotateSigningKeys?: Resolver<ResolversTypes['SigningKeysRotated'], ParentType, ContextType, RequireFields<MutationRotateSigningKeysArgs, 'retireNow'>>;
  setApiKeyQuota?: Resolver<ResolversTypes['SetApiKeyQuotaResult'], ParentType, ContextType, RequireFields<MutationSetApiKeyQuotaArgs, 'input'>>;
  setInstanceRoles?: Resolver<ResolversTypes['SetInstanceRolesResult'], ParentType, ContextType, RequireFields<MutationSetInstanceRolesArgs, 'input'>>;
  setMemberQuota?: Resolver<ResolversTypes['SetMemberQuotaResult'], ParentType, ContextType, RequireFields<MutationSetMemberQuotaArgs, 'input'>>;
  setPersonQuota?: Resolver<ResolversTypes['SetPersonQuotaResult'], ParentType, ContextType, RequireFields<MutationSetPersonQuotaArgs, 'input'>>;
  setWorkspaceQuota?: Resolver<ResolversTypes['SetQuotaResult'], ParentType, ContextType, RequireFields<MutationSetWorkspaceQuotaArgs, 'input'>>;
  signIn?: Resolver<ResolversTypes['SignInResult'], ParentType, ContextType, RequireFields<MutationSignInArgs, 'input'>>;
  signOut?: Resolver<ResolversTypes['SignOutResult'], ParentType, ContextType>;
  signUp?: Resolver<ResolversTypes['SignInResult'], ParentType, ContextType, RequireFields<MutationSignUpArgs, 'input'>>;
  verifyEmail?: Resolver<ResolversTypes['VerifyEmailResult'], ParentType, ContextType, RequireFields<MutationVerifyEmailArgs, 'input'>>;
};

export type NoSecondFactorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NoSecondFactor'] = ResolversParentTypes['NoSecondFactor']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OutboundCallConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OutboundCallConnection'] = ResolversParentTypes['OutboundCallConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OutboundCallEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type OutboundCallEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OutboundCallEdge'] = ResolversParentTypes['OutboundCallEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['OutboundCalls'], ParentType, ContextType>;
};

export type OutboundCallsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OutboundCalls'] = ResolversParentTypes['OutboundCalls']> = {
  allowEntry?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  calls?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  firstAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  host?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hour?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastStatus?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['OutboundCallOutcome'], ParentType, ContextType>;
  port?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  purpose?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  receivedBytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  sentBytes?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  service?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PasskeyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Passkey'] = ResolversParentTypes['Passkey']> = {
  backedUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PasskeyAddedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PasskeyAdded'] = ResolversParentTypes['PasskeyAdded']> = {
  passkey?: Resolver<ResolversTypes['Passkey'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PasskeyCeremonyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PasskeyCeremony'] = ResolversParentTypes['PasskeyCeremony']> = {
  ceremony?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  options?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PasskeyNotFoundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PasskeyNotFound'] = ResolversParentTypes['PasskeyNotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PasskeyRefusedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PasskeyRefused'] = ResolversParentTypes['PasskeyRefused']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PasskeyRemovedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PasskeyRemoved'] = ResolversParentTypes['PasskeyRemoved']> = {
  accountSecurity?: Resolver<ResolversTypes['AccountSecurity'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PasskeyRequiredResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PasskeyRequired'] = ResolversParentTypes['PasskeyRequired']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PasswordChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PasswordChanged'] = ResolversParentTypes['PasswordChanged']> = {
  accountSecurity?: Resolver<ResolversTypes['AccountSecurity'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PasswordResetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PasswordReset'] = ResolversParentTypes['PasswordReset']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PasswordResetRequestedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PasswordResetRequested'] = ResolversParentTypes['PasswordResetRequested']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PersonChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PersonChanged'] = ResolversParentTypes['PersonChanged']> = {
  disabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PersonIsDisabledResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PersonIsDisabled'] = ResolversParentTypes['PersonIsDisabled']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PersonNotFoundResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PersonNotFound'] = ResolversParentTypes['PersonNotFound']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  accountSecurity?: Resolver<Maybe<ResolversTypes['AccountSecurity']>, ParentType, ContextType>;
  apiKey?: Resolver<Maybe<ResolversTypes['ApiKey']>, ParentType, ContextType, RequireFields<QueryApiKeyArgs, 'id'>>;
  apiKeys?: Resolver<ResolversTypes['ApiKeyConnection'], ParentType, ContextType, RequireFields<QueryApiKeysArgs, 'first' | 'workspaceId'>>;
  auditEvents?: Resolver<ResolversTypes['AuditEventConnection'], ParentType, ContextType, RequireFields<QueryAuditEventsArgs, 'first'>>;
  hardening?: Resolver<ReadonlyArray<ResolversTypes['HardeningCheck']>, ParentType, ContextType>;
  instanceRoles?: Resolver<ResolversTypes['InstanceRoleHolderConnection'], ParentType, ContextType, RequireFields<QueryInstanceRolesArgs, 'first'>>;
  me?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  outboundCalls?: Resolver<ResolversTypes['OutboundCallConnection'], ParentType, ContextType, RequireFields<QueryOutboundCallsArgs, 'first'>>;
  person?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, RequireFields<QueryPersonArgs, 'id'>>;
  personQuotas?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Quota']>>, ParentType, ContextType, RequireFields<QueryPersonQuotasArgs, 'userId'>>;
  signInProviders?: Resolver<ReadonlyArray<ResolversTypes['SignInProvider']>, ParentType, ContextType>;
  workspace?: Resolver<Maybe<ResolversTypes['Workspace']>, ParentType, ContextType, RequireFields<QueryWorkspaceArgs, 'id'>>;
  workspaces?: Resolver<ResolversTypes['WorkspaceConnection'], ParentType, ContextType, RequireFields<QueryWorkspacesArgs, 'first'>>;
};

export type QuotaResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Quota'] = ResolversParentTypes['Quota']> = {
  isSet?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['QuotaKind'], ParentType, ContextType>;
  limit?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  limitWhenUnset?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  resetsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['QuotaSource'], ParentType, ContextType>;
  used?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type QuotaSetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['QuotaSet'] = ResolversParentTypes['QuotaSet']> = {
  quota?: Resolver<ResolversTypes['Quota'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RecoveryCodesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RecoveryCodes'] = ResolversParentTypes['RecoveryCodes']> = {
  codes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RefreshSessionResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefreshSessionResult'] = ResolversParentTypes['RefreshSessionResult']> = {
  __resolveType: TypeResolveFn<'RefreshTokenRefused' | 'RefreshTokenSuperseded' | 'SessionRefreshed', ParentType, ContextType>;
};

export type RefreshTokenRefusedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefreshTokenRefused'] = ResolversParentTypes['RefreshTokenRefused']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RefreshTokenSupersededResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RefreshTokenSuperseded'] = ResolversParentTypes['RefreshTokenSuperseded']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RegenerateRecoveryCodesResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RegenerateRecoveryCodesResult'] = ResolversParentTypes['RegenerateRecoveryCodesResult']> = {
  __resolveType: TypeResolveFn<'InvalidCredentials' | 'RecoveryCodes' | 'SecondFactorIsOff' | 'TooManyAttempts', ParentType, ContextType>;
};

export type RemovePasskeyResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemovePasskeyResult'] = ResolversParentTypes['RemovePasskeyResult']> = {
  __resolveType: TypeResolveFn<'PasskeyNotFound' | 'PasskeyRemoved', ParentType, ContextType>;
};

export type RemoveWorkspaceMemberResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RemoveWorkspaceMemberResult'] = ResolversParentTypes['RemoveWorkspaceMemberResult']> = {
  __resolveType: TypeResolveFn<'LastOwner' | 'PersonNotFound' | 'WorkspaceMemberRemoved', ParentType, ContextType>;
};

export type RequestEmailVerificationResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RequestEmailVerificationResult'] = ResolversParentTypes['RequestEmailVerificationResult']> = {
  __resolveType: TypeResolveFn<'EmailAlreadyVerified' | 'EmailVerificationRequested' | 'TooManyAttempts', ParentType, ContextType>;
};

export type RequestPasswordResetResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RequestPasswordResetResult'] = ResolversParentTypes['RequestPasswordResetResult']> = {
  __resolveType: TypeResolveFn<'PasswordResetRequested' | 'TooManyAttempts', ParentType, ContextType>;
};

export type ResetPasswordResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ResetPasswordResult'] = ResolversParentTypes['ResetPasswordResult']> = {
  __resolveType: TypeResolveFn<'InvalidInput' | 'InvalidToken' | 'PasswordReset', ParentType, ContextType>;
};

export type ResetSecondFactorResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ResetSecondFactorResult'] = ResolversParentTypes['ResetSecondFactorResult']> = {
  __resolveType: TypeResolveFn<'InvalidCredentials' | 'NoSecondFactor' | 'PersonNotFound' | 'SecondFactorReset' | 'TooManyAttempts', ParentType, ContextType>;
};

export type RevokeApiKeyResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeApiKeyResult'] = ResolversParentTypes['RevokeApiKeyResult']> = {
  __resolveType: TypeResolveFn<'ApiKeyNotFound' | 'ApiKeyRevoked', ParentType, ContextType>;
};

export type RevokeInvitationResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['RevokeInvitationResult'] = ResolversParentTypes['RevokeInvitationResult']> = {
  __resolveType: TypeResolveFn<'InvitationNotFound' | 'InvitationRevoked', ParentType, ContextType>;
};

export type SecondFactorAlreadyOnResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SecondFactorAlreadyOn'] = ResolversParentTypes['SecondFactorAlreadyOn']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SecondFactorIsOffResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SecondFactorIsOff'] = ResolversParentTypes['SecondFactorIsOff']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SecondFactorRequiredResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SecondFactorRequired'] = ResolversParentTypes['SecondFactorRequired']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SecondFactorResetResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SecondFactorReset'] = ResolversParentTypes['SecondFactorReset']> = {
  authenticatorApp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  passkeys?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sessions?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SessionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Session'] = ResolversParentTypes['Session']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  device?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isCurrent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SessionConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionConnection'] = ResolversParentTypes['SessionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SessionEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type SessionEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionEdge'] = ResolversParentTypes['SessionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Session'], ParentType, ContextType>;
};

export type SessionRefreshedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SessionRefreshed'] = ResolversParentTypes['SessionRefreshed']> = {
  accessToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  refreshToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SetApiKeyQuotaResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetApiKeyQuotaResult'] = ResolversParentTypes['SetApiKeyQuotaResult']> = {
  __resolveType: TypeResolveFn<'ApiKeyNotFound' | 'InvalidInput' | 'QuotaSet', ParentType, ContextType>;
};

export type SetInstanceRolesResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetInstanceRolesResult'] = ResolversParentTypes['SetInstanceRolesResult']> = {
  __resolveType: TypeResolveFn<'InvalidCredentials' | 'LastAdministrator' | 'PersonChanged' | 'PersonIsDisabled' | 'PersonNotFound' | 'TooManyAttempts', ParentType, ContextType>;
};

export type SetMemberQuotaResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetMemberQuotaResult'] = ResolversParentTypes['SetMemberQuotaResult']> = {
  __resolveType: TypeResolveFn<'InvalidInput' | 'PersonNotFound' | 'QuotaSet', ParentType, ContextType>;
};

export type SetPersonQuotaResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetPersonQuotaResult'] = ResolversParentTypes['SetPersonQuotaResult']> = {
  __resolveType: TypeResolveFn<'InvalidInput' | 'PersonNotFound' | 'QuotaSet', ParentType, ContextType>;
};

export type SetQuotaResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SetQuotaResult'] = ResolversParentTypes['SetQuotaResult']> = {
  __resolveType: TypeResolveFn<'InvalidInput' | 'QuotaSet', ParentType, ContextType>;
};

export type SignInProviderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignInProvider'] = ResolversParentTypes['SignInProvider']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SignInResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignInResult'] = ResolversParentTypes['SignInResult']> = {
  __resolveType: TypeResolveFn<'EmailTaken' | 'InvalidCode' | 'InvalidCredentials' | 'InvalidInput' | 'PasskeyRequired' | 'SecondFactorRequired' | 'SignedIn' | 'TooManyAttempts', ParentType, ContextType>;
};

export type SignOutResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignOutResult'] = ResolversParentTypes['SignOutResult']> = {
  signedOut?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SignedInResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SignedIn'] = ResolversParentTypes['SignedIn']> = {
  accessToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  refreshToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SigningKeysRotatedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SigningKeysRotated'] = ResolversParentTypes['SigningKeysRotated']> = {
  keyId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TooManyAttemptsResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TooManyAttempts'] = ResolversParentTypes['TooManyAttempts']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfterSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TotpDisabledResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TotpDisabled'] = ResolversParentTypes['TotpDisabled']> = {
  accountSecurity?: Resolver<ResolversTypes['AccountSecurity'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TotpEnrollmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['TotpEnrollment'] = ResolversParentTypes['TotpEnrollment']> = {
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UnknownDomainResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UnknownDomain'] = ResolversParentTypes['UnknownDomain']> = {
  enabled?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isDisabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isInstanceAdmin?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isInstanceAuditor?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  quotas?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Quota']>>, ParentType, ContextType>;
  sessions?: Resolver<Maybe<ResolversTypes['SessionConnection']>, ParentType, ContextType, RequireFields<UserSessionsArgs, 'first'>>;
};

export type VerifyEmailResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['VerifyEmailResult'] = ResolversParentTypes['VerifyEmailResult']> = {
  __resolveType: TypeResolveFn<'EmailVerified' | 'InvalidToken', ParentType, ContextType>;
};

export type WorkspaceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Workspace'] = ResolversParentTypes['Workspace'], FederationReferenceType extends FederationReferenceTypes['Workspace'] = FederationReferenceTypes['Workspace']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Workspace']> | FederationReferenceType, FederationReferenceType, ContextType>;
  auditEvents?: Resolver<ResolversTypes['AuditEventConnection'], ParentType, ContextType, RequireFields<WorkspaceAuditEventsArgs, 'first'>>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  domain?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invitations?: Resolver<ResolversTypes['WorkspaceInvitationConnection'], ParentType, ContextType, RequireFields<WorkspaceInvitationsArgs, 'first'>>;
  member?: Resolver<Maybe<ResolversTypes['WorkspaceMember']>, ParentType, ContextType, RequireFields<WorkspaceMemberArgs, 'userId'>>;
  members?: Resolver<ResolversTypes['WorkspaceMemberConnection'], ParentType, ContextType, RequireFields<WorkspaceMembersArgs, 'first'>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  quotas?: Resolver<ReadonlyArray<ResolversTypes['Quota']>, ParentType, ContextType>;
  viewerRole?: Resolver<ResolversTypes['WorkspaceRole'], ParentType, ContextType>;
};

export type WorkspaceConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkspaceConnection'] = ResolversParentTypes['WorkspaceConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['WorkspaceEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type WorkspaceCreatedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkspaceCreated'] = ResolversParentTypes['WorkspaceCreated']> = {
  workspace?: Resolver<ResolversTypes['Workspace'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WorkspaceEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkspaceEdge'] = ResolversParentTypes['WorkspaceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Workspace'], ParentType, ContextType>;
};

export type WorkspaceInvitationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkspaceInvitation'] = ResolversParentTypes['WorkspaceInvitation']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  email?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invitedBy?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['WorkspaceRole'], ParentType, ContextType>;
};

export type WorkspaceInvitationConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkspaceInvitationConnection'] = ResolversParentTypes['WorkspaceInvitationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['WorkspaceInvitationEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type WorkspaceInvitationEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkspaceInvitationEdge'] = ResolversParentTypes['WorkspaceInvitationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['WorkspaceInvitation'], ParentType, ContextType>;
};

export type WorkspaceMemberResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkspaceMember'] = ResolversParentTypes['WorkspaceMember']> = {
  joinedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  quotas?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Quota']>>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['WorkspaceRole'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type WorkspaceMemberAddedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkspaceMemberAdded'] = ResolversParentTypes['WorkspaceMemberAdded']> = {
  member?: Resolver<ResolversTypes['WorkspaceMember'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type WorkspaceMemberConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkspaceMemberConnection'] = ResolversParentTypes['WorkspaceMemberConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['WorkspaceMemberEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type WorkspaceMemberEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkspaceMemberEdge'] = ResolversParentTypes['WorkspaceMemberEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['WorkspaceMember'], ParentType, ContextType>;
};

export type WorkspaceMemberRemovedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['WorkspaceMemberRemoved'] = ResolversParentTypes['WorkspaceMemberRemoved']> = {
  workspace?: Resolver<ResolversTypes['Workspace'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  AcceptInvitationResult?: AcceptInvitationResultResolvers<ContextType>;
  AccountSecurity?: AccountSecurityResolvers<ContextType>;
  AddWorkspaceMemberResult?: AddWorkspaceMemberResultResolvers<ContextType>;
  AlreadyMember?: AlreadyMemberResolvers<ContextType>;
  ApiKey?: ApiKeyResolvers<ContextType>;
  ApiKeyConnection?: ApiKeyConnectionResolvers<ContextType>;
  ApiKeyCreated?: ApiKeyCreatedResolvers<ContextType>;
  ApiKeyEdge?: ApiKeyEdgeResolvers<ContextType>;
  ApiKeyNotFound?: ApiKeyNotFoundResolvers<ContextType>;
  ApiKeyRevoked?: ApiKeyRevokedResolvers<ContextType>;
  AuditEvent?: AuditEventResolvers<ContextType>;
  AuditEventConnection?: AuditEventConnectionResolvers<ContextType>;
  AuditEventEdge?: AuditEventEdgeResolvers<ContextType>;
  AuditExport?: AuditExportResolvers<ContextType>;
  BeginPasskeyRegistrationResult?: BeginPasskeyRegistrationResultResolvers<ContextType>;
  ChangeMemberRoleResult?: ChangeMemberRoleResultResolvers<ContextType>;
  ChangePasswordResult?: ChangePasswordResultResolvers<ContextType>;
  ChangePersonResult?: ChangePersonResultResolvers<ContextType>;
  ConfirmTotpResult?: ConfirmTotpResultResolvers<ContextType>;
  CreateApiKeyResult?: CreateApiKeyResultResolvers<ContextType>;
  CreateWorkspaceResult?: CreateWorkspaceResultResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DisableTotpResult?: DisableTotpResultResolvers<ContextType>;
  EmailAlreadyVerified?: EmailAlreadyVerifiedResolvers<ContextType>;
  EmailNotVerified?: EmailNotVerifiedResolvers<ContextType>;
  EmailTaken?: EmailTakenResolvers<ContextType>;
  EmailVerificationRequested?: EmailVerificationRequestedResolvers<ContextType>;
  EmailVerified?: EmailVerifiedResolvers<ContextType>;
  EndSessionsResult?: EndSessionsResultResolvers<ContextType>;
  EnrollTotpResult?: EnrollTotpResultResolvers<ContextType>;
  Failure?: FailureResolvers<ContextType>;
  FinishPasskeyRegistrationResult?: FinishPasskeyRegistrationResultResolvers<ContextType>;
  FinishPasskeySignInResult?: FinishPasskeySignInResultResolvers<ContextType>;
  HardeningCheck?: HardeningCheckResolvers<ContextType>;
  InstanceRoleHolder?: InstanceRoleHolderResolvers<ContextType>;
  InstanceRoleHolderConnection?: InstanceRoleHolderConnectionResolvers<ContextType>;
  InstanceRoleHolderEdge?: InstanceRoleHolderEdgeResolvers<ContextType>;
  InvalidCode?: InvalidCodeResolvers<ContextType>;
  InvalidCredentials?: InvalidCredentialsResolvers<ContextType>;
  InvalidInput?: InvalidInputResolvers<ContextType>;
  InvalidToken?: InvalidTokenResolvers<ContextType>;
  InvitationAccepted?: InvitationAcceptedResolvers<ContextType>;
  InvitationForAnotherAddress?: InvitationForAnotherAddressResolvers<ContextType>;
  InvitationNotFound?: InvitationNotFoundResolvers<ContextType>;
  InvitationRevoked?: InvitationRevokedResolvers<ContextType>;
  InvitationSent?: InvitationSentResolvers<ContextType>;
  InviteToWorkspaceResult?: InviteToWorkspaceResultResolvers<ContextType>;
  LastAdministrator?: LastAdministratorResolvers<ContextType>;
  LastOwner?: LastOwnerResolvers<ContextType>;
  MemberRoleChanged?: MemberRoleChangedResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NoSecondFactor?: NoSecondFactorResolvers<ContextType>;
  OutboundCallConnection?: OutboundCallConnectionResolvers<ContextType>;
  OutboundCallEdge?: OutboundCallEdgeResolvers<ContextType>;
  OutboundCalls?: OutboundCallsResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Passkey?: PasskeyResolvers<ContextType>;
  PasskeyAdded?: PasskeyAddedResolvers<ContextType>;
  PasskeyCeremony?: PasskeyCeremonyResolvers<ContextType>;
  PasskeyNotFound?: PasskeyNotFoundResolvers<ContextType>;
  PasskeyRefused?: PasskeyRefusedResolvers<ContextType>;
  PasskeyRemoved?: PasskeyRemovedResolvers<ContextType>;
  PasskeyRequired?: PasskeyRequiredResolvers<ContextType>;
  PasswordChanged?: PasswordChangedResolvers<ContextType>;
  PasswordReset?: PasswordResetResolvers<ContextType>;
  PasswordResetRequested?: PasswordResetRequestedResolvers<ContextType>;
  PersonChanged?: PersonChangedResolvers<ContextType>;
  PersonIsDisabled?: PersonIsDisabledResolvers<ContextType>;
  PersonNotFound?: PersonNotFoundResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Quota?: QuotaResolvers<ContextType>;
  QuotaSet?: QuotaSetResolvers<ContextType>;
  RecoveryCodes?: RecoveryCodesResolvers<ContextType>;
  RefreshSessionResult?: RefreshSessionResultResolvers<ContextType>;
  RefreshTokenRefused?: RefreshTokenRefusedResolvers<ContextType>;
  RefreshTokenSuperseded?: RefreshTokenSupersededResolvers<ContextType>;
  RegenerateRecoveryCodesResult?: RegenerateRecoveryCodesResultResolvers<ContextType>;
  RemovePasskeyResult?: RemovePasskeyResultResolvers<ContextType>;
  RemoveWorkspaceMemberResult?: RemoveWorkspaceMemberResultResolvers<ContextType>;
  RequestEmailVerificationResult?: RequestEmailVerificationResultResolvers<ContextType>;
  RequestPasswordResetResult?: RequestPasswordResetResultResolvers<ContextType>;
  ResetPasswordResult?: ResetPasswordResultResolvers<ContextType>;
  ResetSecondFactorResult?: ResetSecondFactorResultResolvers<ContextType>;
  RevokeApiKeyResult?: RevokeApiKeyResultResolvers<ContextType>;
  RevokeInvitationResult?: RevokeInvitationResultResolvers<ContextType>;
  SecondFactorAlreadyOn?: SecondFactorAlreadyOnResolvers<ContextType>;
  SecondFactorIsOff?: SecondFactorIsOffResolvers<ContextType>;
  SecondFactorRequired?: SecondFactorRequiredResolvers<ContextType>;
  SecondFactorReset?: SecondFactorResetResolvers<ContextType>;
  Session?: SessionResolvers<ContextType>;
  SessionConnection?: SessionConnectionResolvers<ContextType>;
  SessionEdge?: SessionEdgeResolvers<ContextType>;
  SessionRefreshed?: SessionRefreshedResolvers<ContextType>;
  SetApiKeyQuotaResult?: SetApiKeyQuotaResultResolvers<ContextType>;
  SetInstanceRolesResult?: SetInstanceRolesResultResolvers<ContextType>;
  SetMemberQuotaResult?: SetMemberQuotaResultResolvers<ContextType>;
  SetPersonQuotaResult?: SetPersonQuotaResultResolvers<ContextType>;
  SetQuotaResult?: SetQuotaResultResolvers<ContextType>;
  SignInProvider?: SignInProviderResolvers<ContextType>;
  SignInResult?: SignInResultResolvers<ContextType>;
  SignOutResult?: SignOutResultResolvers<ContextType>;
  SignedIn?: SignedInResolvers<ContextType>;
  SigningKeysRotated?: SigningKeysRotatedResolvers<ContextType>;
  TooManyAttempts?: TooManyAttemptsResolvers<ContextType>;
  TotpDisabled?: TotpDisabledResolvers<ContextType>;
  TotpEnrollment?: TotpEnrollmentResolvers<ContextType>;
  UnknownDomain?: UnknownDomainResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  VerifyEmailResult?: VerifyEmailResultResolvers<ContextType>;
  Workspace?: WorkspaceResolvers<ContextType>;
  WorkspaceConnection?: WorkspaceConnectionResolvers<ContextType>;
  WorkspaceCreated?: WorkspaceCreatedResolvers<ContextType>;
  WorkspaceEdge?: WorkspaceEdgeResolvers<ContextType>;
  WorkspaceInvitation?: WorkspaceInvitationResolvers<ContextType>;
  WorkspaceInvitationConnection?: WorkspaceInvitationConnectionResolvers<ContextType>;
  WorkspaceInvitationEdge?: WorkspaceInvitationEdgeResolvers<ContextType>;
  WorkspaceMember?: WorkspaceMemberResolvers<ContextType>;
  WorkspaceMemberAdded?: WorkspaceMemberAddedResolvers<ContextType>;
  WorkspaceMemberConnection?: WorkspaceMemberConnectionResolvers<ContextType>;
  WorkspaceMemberEdge?: WorkspaceMemberEdgeResolvers<ContextType>;
  WorkspaceMemberRemoved?: WorkspaceMemberRemovedResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = Context> = {
  cacheControl?: CacheControlDirectiveResolver<any, any, ContextType>;
};
