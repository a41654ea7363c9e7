import { type SnippetOperation, socketAddress } from './operation.ts';
import { pythonText, pythonValue } from './quoting.ts';

/** Python's gql, version 4; subscriptions over its WebSocket transport. */
export function pythonSnippet(operation: SnippetOperation): string {
  const isStream = operation.kind === 'subscription';
  const asked = `operation = gql(${pythonText(operation.document)})
operation.variable_values = ${pythonValue(operation.variables ?? {})}
`;
  if (!isStream) {
    return `# pip install "gql[requests]>=4"
import os

from gql import Client, gql
from gql.transport.requests import RequestsHTTPTransport

# TOKEN is an access token: the mutation signIn answers one.
transport = RequestsHTTPTransport(
    url=${JSON.stringify(operation.endpoint)},
    headers={"authorization": f"Bearer {os.environ['TOKEN']}"},
)
${asked}
print(Client(transport=transport).execute(operation))
`;
  }
  return `# pip install "gql[websockets]>=4"
import asyncio
import os

from gql import Client, gql
from gql.transport.websockets import WebsocketsTransport

# TOKEN is an access token: the mutation signIn answers one.
transport = WebsocketsTransport(
    url=${JSON.stringify(socketAddress(operation))},
    init_payload={"authorization": f"Bearer {os.environ['TOKEN']}"},
    subprotocols=[WebsocketsTransport.GRAPHQLWS_SUBPROTOCOL],
)
${asked}

async def follow():
    async with Client(transport=transport) as session:
        async for event in session.subscribe(operation, get_execution_result=True):
            # To go on after a break, subscribe again with \`after\` set to the last cursor.
            print(event.data, (event.extensions or {}).get("cursor"))


asyncio.run(follow())
`;
}
