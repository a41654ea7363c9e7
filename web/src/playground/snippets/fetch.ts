import type { SnippetOperation } from './operation.ts';
import { javascriptText, javascriptValue } from './quoting.ts';

/** How a snippet in JavaScript begins: the token's place, the document, the variables. */
export function javascriptBeginning({ document, variables }: SnippetOperation): string {
  return `// An access token goes here: the mutation signIn answers one, and so does POST /api/auth/token for a browser's session.
const token = 'YOUR_ACCESS_TOKEN';

const query = ${javascriptText(document)};
const variables = ${javascriptValue(variables ?? {})};
`;
}

/** `fetch`, in browsers and in Node. Subscriptions are server-sent events, resumed after the last one seen. */
export function fetchSnippet(operation: SnippetOperation): string {
  const endpoint = JSON.stringify(operation.endpoint);
  if (operation.kind !== 'subscription') {
    return `${javascriptBeginning(operation)}
const response = await fetch(${endpoint}, {
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: \`Bearer \${token}\` },
  body: JSON.stringify({ query, variables }),
});
const { data, errors } = await response.json();
console.log(errors ?? data);
`;
  }
  return `${javascriptBeginning(operation)}
let lastEventId;
let isOver = false;

function take(block) {
  const fields = block.split('\\n').map((line) => /^(\\w+): ?(.*)$/.exec(line)).filter(Boolean);
  const field = (name) => fields.find((match) => match[1] === name)?.[2];
  lastEventId = field('id') ?? lastEventId;
  if (field('event') === 'complete') isOver = true;
  if (field('event') !== 'next') return;
  const { data, errors } = JSON.parse(field('data'));
  console.log(errors ?? data);
  if (errors && !data) isOver = true;
}

async function follow() {
  const response = await fetch(${endpoint}, {
    method: 'POST',
    headers: {
      accept: 'text/event-stream',
      'content-type': 'application/json',
      authorization: \`Bearer \${token}\`,
      ...(lastEventId && { 'last-event-id': lastEventId }),
    },
    body: JSON.stringify({ query, variables }),
  });
  if (!response.ok) {
    isOver = true;
    throw new Error(\`\${response.status}: \${await response.text()}\`);
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let received = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done || isOver) return;
    const blocks = (received + value).split('\\n\\n');
    received = blocks.pop();
    for (const block of blocks) take(block);
  }
}

// A connection that breaks is opened again after the last event that was seen: none is lost, none comes twice.
while (!isOver) {
  await follow().catch((error) => console.error(error.message));
  if (!isOver) await new Promise((resolve) => setTimeout(resolve, 1000));
}
`;
}
