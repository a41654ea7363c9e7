/** The pages of the web app, each with what it may do. */
export type PageName = 'app' | 'playground' | 'diagram';

/** What no page may do, whatever else it may. */
const NOTHING: readonly string[] = ["default-src 'none'", "object-src 'none'", "base-uri 'none'"];

const DIRECTIVES: Readonly<Record<PageName, readonly string[]>> = {
  app: [
    "script-src 'self'",
    // Mantine and the scroll lock write `<style>` elements while the app runs; nobody else knows the nonce.
    "style-src 'self' 'nonce-NONCE'",
    // Diagrams are parsed to be sanitised, and their attributes with them. React itself writes none.
    "style-src-attr 'unsafe-inline'",
    // No picture from elsewhere, consent or not: a person opens those in a tab of their own.
    "img-src 'self' data:",
    "font-src 'self'",
    // WebSockets of the same host are 'self', too (CSP 3, 6.7.2.8).
    "connect-src 'self'",
    // The page that draws diagrams.
    "frame-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    // HTML is made from text in two places: DOMPurify's, and the app's own policy that lets no markup through.
    "require-trusted-types-for 'script'",
    'trusted-types default dompurify',
  ],
  playground: [
    "script-src 'self'",
    // Monaco writes styles without a nonce, and GraphiQL's style sheet embeds its fonts.
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ],
  diagram: [
    "script-src 'self'",
    // Mermaid writes the styles of each diagram into it.
    "style-src 'unsafe-inline'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    // Also when somebody opens it by itself: an origin of its own, which no cookie and no storage belongs to.
    'sandbox allow-scripts',
  ],
};

/** What a page is sent with. Caddy sends the same (docker/caddy/Caddyfile). */
export function contentSecurityPolicy(page: PageName, nonce: string): string {
  return [...NOTHING, ...DIRECTIVES[page]].join('; ').replace('NONCE', nonce);
}

/** Nothing of the machine is needed. */
export const PERMISSIONS_POLICY = [
  'accelerometer',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
]
  .map((feature) => `${feature}=()`)
  .join(', ');

/** Sent with everything of the web app. */
export const COMMON_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': PERMISSIONS_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
