import { type ApiClient, ApiError, expectDone, type Refusal } from '../api-client.ts';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

type SignInResult = { readonly __typename: 'SignedIn'; readonly accessToken: string } | Refusal;

const SELECTION = '{ __typename ... on SignedIn { accessToken } ... on Failure { message } }';

/**
 * Signs the demo person in, making the account when there is none.
 *
 * @returns whether the account is new
 */
export async function signInOrUp(client: ApiClient, { email, password }: Credentials): Promise<boolean> {
  // First the account: a failed sign-in would count against the address.
  const { signUp } = await client.ask<{ signUp: SignInResult }>(
    `mutation ($input: SignUpInput!) { signUp(input: $input) ${SELECTION} }`,
    { input: { email, password, name: 'Demo person' } },
  );
  if (signUp.__typename !== 'EmailTaken') {
    client.accessToken = expectSignedIn(signUp);
    return true;
  }
  const { signIn } = await client.ask<{ signIn: SignInResult }>(
    `mutation ($input: SignInInput!) { signIn(input: $input) ${SELECTION} }`,
    { input: { email, password } },
  );
  if (signIn.__typename === 'InvalidCredentials') {
    throw new ApiError(
      `${email} has an account with another password. Give it with --password, or use another --email.`,
    );
  }
  client.accessToken = expectSignedIn(signIn);
  return false;
}

function expectSignedIn(result: SignInResult): string {
  return (expectDone(result, 'SignedIn') as Extract<SignInResult, { accessToken: string }>).accessToken;
}
