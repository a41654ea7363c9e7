import mermaid, { type MermaidConfig } from 'mermaid';
import { type DrawReply, type DrawRequest, READY } from '../content/draw-diagram.ts';

/** As drawn, not as wide as the page: the size is what the picture gets. */
const asDrawn = { useMaxWidth: false } as const;

const settings: MermaidConfig = {
  startOnLoad: false,
  securityLevel: 'strict',
  // Labels as SVG text: HTML has no place in a picture.
  htmlLabels: false,
  suppressErrorRendering: true,
  maxTextSize: 20_000,
  maxEdges: 300,
  fontFamily: 'system-ui, sans-serif',
  flowchart: { ...asDrawn, htmlLabels: false },
  sequence: asDrawn,
  gantt: asDrawn,
  class: { ...asDrawn, htmlLabels: false },
  state: asDrawn,
  er: asDrawn,
  pie: asDrawn,
  journey: asDrawn,
  timeline: asDrawn,
  mindmap: asDrawn,
};

async function draw({ code, isDark }: DrawRequest): Promise<DrawReply> {
  mermaid.initialize({ ...settings, theme: isDark ? 'dark' : 'default' });
  try {
    const { svg } = await mermaid.render('diagram', code);
    const sheets: string[] = [];
    const bare = svg.replace(/<style[^>]*>([\s\S]*?)<\/style>/g, (_whole, sheet: string) => {
      sheets.push(sheet);
      return '';
    });
    return { svg: bare, css: sheets.join('\n') };
  } catch {
    return { failure: true };
  }
}

window.addEventListener('message', async ({ source, data, ports }) => {
  if (source !== window.parent) return;
  ports[0]?.postMessage(await draw(data as DrawRequest));
});
window.parent.postMessage(READY, '*');
