interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML: (text: string) => string | null }): unknown;
}

/**
 * The policy for text that a library gives to a sink of HTML: Mantine's style sheets and the decoder of Markdown's character
 * references are written that way (`innerHTML`). Without a `<` no HTML parser makes an element of it; all else is refused.
 * Browsers without Trusted Types have nothing to ask.
 */
export function allowTextOnly(): void {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy('default', { createHTML: (text) => (text.includes('<') ? null : text) });
}
