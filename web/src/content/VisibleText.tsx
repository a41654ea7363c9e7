import { HiddenCharactersNotice } from './HiddenCharactersNotice.tsx';
import { visibleText } from './hidden-characters.ts';

/** Text of a person or a document as it can be seen. */
export function VisibleText({ text }: { text: string }) {
  const visible = visibleText(text);
  return (
    <>
      {visible.text}
      {visible.removed ? <HiddenCharactersNotice /> : null}
    </>
  );
}
