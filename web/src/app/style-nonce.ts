/** What allows the `<style>` elements this app writes (style-src in the page's policy); none in development. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}
