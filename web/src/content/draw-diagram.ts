/** What the drawing page is asked, over the port it was given. */
export interface DrawRequest {
  readonly code: string;
  readonly isDark: boolean;
}

/** A diagram as it was drawn. Never trusted: its text may have taken the page over that drew it. */
export interface DrawnDiagram {
  readonly svg: string;
  /** Its style sheet, apart: the app's policy lets none be parsed. */
  readonly css: string;
}

export type DrawReply = DrawnDiagram | { readonly failure: true };

/** The page that draws; it says this when it listens. */
export const DRAWING_PAGE = '/diagram.html';
export const READY = 'ready';

const DEADLINE_MILLISECONDS = 15_000;

/**
 * Has a Mermaid diagram drawn by a page that can do nothing else: its frame is sandboxed to an origin of its own and
 * its policy lets it load only its own scripts. It is gone when it has answered, or has not in time.
 *
 * @returns the diagram as it came
 * @throws Error when there is no diagram in the text, or it takes too long
 */
export async function drawDiagram(request: DrawRequest, signal: AbortSignal): Promise<DrawnDiagram> {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  frame.title = 'Drawing of a diagram';
  // Has to be laid out, or nothing in it has a size.
  Object.assign(frame.style, {
    position: 'fixed',
    left: '-3000px',
    width: '1200px',
    height: '900px',
    border: '0',
  });
  const over = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MILLISECONDS)]);
  try {
    return await new Promise<DrawnDiagram>((resolve, reject) => {
      over.addEventListener('abort', () => reject(new Error('The diagram was not drawn in time.')), {
        once: true,
      });
      window.addEventListener(
        'message',
        ({ source, data }) => {
          if (source !== frame.contentWindow || source === null || data !== READY) return;
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = (event) => {
            const { svg, css } = (event.data ?? {}) as Partial<Record<keyof DrawnDiagram, unknown>>;
            if (typeof svg === 'string' && typeof css === 'string') resolve({ svg, css });
            else reject(new Error('There is no diagram in the text.'));
          };
          frame.contentWindow?.postMessage(request, '*', [port2]);
        },
        { signal: over },
      );
      frame.src = DRAWING_PAGE;
      document.body.append(frame);
    });
  } finally {
    frame.remove();
  }
}
