import './highlighted.css';
import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import { common, createLowlight } from 'lowlight';
import { useMemo } from 'react';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';

const lowlight = createLowlight(common);
/** Larger code is shown without colours: colouring must not hold up the page. */
const MAXIMUM_CHARACTERS = 30_000;

/** Code in colours, where its language is known. */
export function Highlighted({ code, language }: { code: string; language: string | undefined }) {
  return useMemo(() => {
    if (language === undefined || !lowlight.registered(language) || code.length > MAXIMUM_CHARACTERS)
      return code;
    return toJsxRuntime(lowlight.highlight(language, code), { Fragment, jsx, jsxs });
  }, [code, language]);
}
