import { useCallback, useEffect, useRef, useState } from 'react';

const NEAR_PIXELS = 64;

/** Keeps a scrolling box at its end while it grows, but only for a reader who is there already. */
export function useStickToBottom() {
  const [box, setBox] = useState<HTMLElement | null>(null);
  const [content, setContent] = useState<HTMLElement | null>(null);
  const [isAtBottom, setAtBottom] = useState(true);
  const sticks = useRef(true);

  useEffect(() => {
    if (box === null || content === null) return;
    let lastTop = box.scrollTop;
    const onScroll = () => {
      const isNear = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PIXELS;
      // Growth alone moves nobody: only a reader who goes up lets go of the end.
      if (isNear) sticks.current = true;
      else if (box.scrollTop < lastTop) sticks.current = false;
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
    follow();
    return () => {
      observer.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, [box, content]);

  const toBottom = useCallback(() => {
    sticks.current = true;
    setAtBottom(true);
    if (box) box.scrollTop = box.scrollHeight;
  }, [box]);

  return { boxRef: setBox, contentRef: setContent, box, isAtBottom, toBottom };
}
