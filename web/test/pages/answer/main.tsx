import '@mantine/core/styles.css';
import '../../../src/app/global.css';
import { MantineProvider } from '@mantine/core';
import { setNonce } from 'get-nonce';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { styleNonce } from '../../../src/app/style-nonce.ts';
import { allowTextOnly } from '../../../src/app/trusted-types.ts';
import { OutsideConsentProvider } from '../../../src/content/OutsideConsentContext.tsx';
import { pictureOf } from '../../../src/content/sanitise-svg.ts';
import { Markdown } from '../../../src/features/chat/Markdown.tsx';
import { findHazards } from './hazards.ts';

allowTextOnly();
setNonce(styleNonce());
const place = document.getElementById('root') as HTMLElement;
const root = createRoot(place);

function show(text: string): void {
  flushSync(() =>
    root.render(
      <MantineProvider getStyleNonce={styleNonce}>
        <OutsideConsentProvider conversationId="c1">
          <div id="answer">
            <Markdown text={text} citations={[]} />
          </div>
        </OutsideConsentProvider>
      </MantineProvider>,
    ),
  );
}

/** Shows a text as it would come in, one character after another; answers what should never be in a page. */
function stream(text: string): string[] {
  const found = new Set<string>();
  for (let end = 1; end <= text.length; end += 1) {
    show(text.slice(0, end));
    for (const hazard of findHazards(document))
      found.add(`${hazard} after ${JSON.stringify(text.slice(0, end))}`);
    if (found.size > 3) break;
  }
  return [...found];
}

Object.assign(window, { pictureOf, show, stream, hazards: () => findHazards(document) });
