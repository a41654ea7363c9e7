import { readEventStream } from '../../scripts/lib/event-stream.ts';
import { JourneyClient } from '../helpers/journey-client.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import type { Rule } from './rules.ts';
import type { Actor, Tenant, World } from './world.ts';

/** Tries an operation as somebody. */
export async function attempt(rule: Rule, tenant: Tenant, actor: Actor, world: World): Promise<Outcome> {
  const variables = { ...(await rule.variables(tenant, actor, world)) };
  const client = rule.endsSession ? await signInAgain(actor) : actor.client;
  if (rule.document.startsWith('subscription')) return subscribe(rule, variables, client, tenant);
  return outcomeOf(await client.send(rule.document, variables), rule.success);
}

/** Another session of the same person; nobody stays nobody. */
async function signInAgain({ client, email }: Actor): Promise<JourneyClient> {
  const again = new JourneyClient(client.baseUrl);
  if (email === '') return again;
  const { signIn } = await again.ask<{ signIn: { accessToken: string } }>(
    'mutation ($input: SignInInput!) { signIn(input: $input) { ... on SignedIn { accessToken } } }',
    { input: { email, password: 'correct horse battery' } },
  );
  again.accessToken = signIn.accessToken;
  return again;
}

/** What comes first: an event, which is brought about in the workspace, or the reason why there is none. */
async function subscribe(
  { document, success }: Rule,
  variables: Record<string, unknown>,
  { baseUrl, accessToken }: JourneyClient,
  { owner, workspaceId }: Tenant,
): Promise<Outcome> {
  const request = new AbortController();
  const response = await fetch(`${baseUrl}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}),
    },
    body: JSON.stringify({ query: document, variables }),
    signal: request.signal,
  });
  if (!response.body) return `status ${response.status}`;
  const events = readEventStream(response.body.values(), request);
  await owner.client.createConversation(workspaceId);
  const { value } = await events.next();
  await events.return(undefined);
  return outcomeOf(value as Parameters<typeof outcomeOf>[0], success);
}
