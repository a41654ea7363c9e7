import { Text, useComputedColorScheme } from '@mantine/core';
import { useEffect, useState } from 'react';
import classes from './content.module.css';
import { drawDiagram } from './draw-diagram.ts';
import { pictureOf, type SafePicture } from './sanitise-svg.ts';

/** A Mermaid diagram as a picture; its text where it is none. */
export function Diagram({ code }: { code: string }) {
  const scheme = useComputedColorScheme();
  const [drawn, setDrawn] = useState<(SafePicture & { scheme: string }) | 'failed'>();
  useEffect(() => {
    const gone = new AbortController();
    drawDiagram({ code, isDark: scheme === 'dark' }, gone.signal)
      .then((diagram) => setDrawn({ ...pictureOf(diagram), scheme }))
      .catch(() => {
        if (!gone.signal.aborted) setDrawn('failed');
      });
    return () => gone.abort();
  }, [code, scheme]);
  if (drawn === undefined || drawn === 'failed') {
    return (
      <>
        <pre>
          <code>{code}</code>
        </pre>
        <Text size="xs" c="dimmed" role="status">
          {drawn === 'failed' ? 'This diagram could not be drawn.' : 'Drawing the diagram…'}
        </Text>
      </>
    );
  }
  return (
    <figure className={classes.diagram}>
      <img
        src={drawn.source}
        width={drawn.width}
        height={drawn.height}
        alt="Diagram"
        data-scheme={drawn.scheme}
      />
      <details>
        <summary>Text of the diagram</summary>
        <pre>
          <code>{code}</code>
        </pre>
      </details>
    </figure>
  );
}
