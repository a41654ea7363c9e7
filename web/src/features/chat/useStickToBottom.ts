import { useCallback, useEffect, useRef, useState } from 'react';

const NEAR_PIXELS = 64;
/** How long a movement may follow what the reader did: a wheel's last push rolls on for a while. */
const INTENT_MILLISECONDS = 1_000;
const INTENTS = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/** Keeps a scrolling box at its end while it grows, but only for a reader who is there already. */
export function useStickToBottom() {
  const [box, setBox] = useState<HTMLElement | null>(null);
  const [content, setContent] = useState<HTMLElement | null>(null);
  const [isAtBottom, setAtBottom] = useState(true);
  const sticks = useRef(true);

  useEffect(() => {
    if (box === null || content === null) return;
    let lastTop = box.scrollTop;
    let lastIntent = Number.NEGATIVE_INFINITY;
    const onIntent = () => {
      lastIntent = performance.now();
    };
    const onScroll = () => {
      const isNear = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PIXELS;
      const isMeant = performance.now() - lastIntent < INTENT_MILLISECONDS;
      // Content that shrinks and grows moves the box too: only a reader who goes up lets go of the end.
      if (isNear) sticks.current = true;
      else if (isMeant && box.scrollTop < lastTop) sticks.current = false;
      lastTop = box.scrollTop;
      setAtBottom(isNear || sticks.current);
    };
    const follow = () => {
      if (sticks.current) box.scrollTop = box.scrollHeight;
    };
    const observer = new ResizeObserver(follow);
    observer.observe(content);
    observer.observe(box);
    box.addEventListener('scroll', onScroll, { passive: true });
    for (const intent of INTENTS) window.addEventListener(intent, onIntent, { passive: true });
    follow();
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', onScroll);
      for (const intent of INTENTS) window.removeEventListener(intent, onIntent);
    };
  }, [box, content]);

  const toBottom = useCallback(() => {
    sticks.current = true;
    setAtBottom(true);
    if (box) box.scrollTop = box.scrollHeight;
  }, [box]);

  /** For whoever asks for something above: what is read stays in place. */
  const letGo = useCallback(() => {
    sticks.current = false;
  }, []);

  return { boxRef: setBox, contentRef: setContent, box, isAtBottom, toBottom, letGo };
}
