import { createTheme, type MantineColorsTuple } from '@mantine/core';

const brand: MantineColorsTuple = [
  '#e6f7f4',
  '#cdece7',
  '#9dd9d0',
  '#69c4b7',
  '#3fb2a3',
  '#25a394',
  '#138577',
  '#0c7a6f',
  '#066a60',
  '#004f47',
];

/** What the machine brings: the app loads no font from anywhere. */
const systemFont =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", "Helvetica Neue", Arial, sans-serif';
const monospaceFont = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';

export const theme = createTheme({
  colors: { brand },
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: false,
  defaultRadius: 'md',
  fontFamily: systemFont,
  fontFamilyMonospace: monospaceFont,
  headings: { fontFamily: systemFont, fontWeight: '650' },
  cursorType: 'pointer',
  respectReducedMotion: true,
});
