import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect } from 'react';

/** Keeps the editors' colours with the system's: GraphiQL looks once, and would leave dark text on a dark page. */
export function SystemTheme() {
  const theme = useGraphiQL((state) => state.theme);
  const { setTheme } = useGraphiQLActions();
  useEffect(() => {
    if (theme !== null) return undefined;
    const media = window.matchMedia('(prefers-color-scheme: dark)');
    const follow = () => setTheme(null);
    media.addEventListener('change', follow);
    return () => media.removeEventListener('change', follow);
  }, [theme, setTheme]);
  return null;
}
