import type { Parser } from '@codexcontinue/platform/environment';
import { z } from 'zod';

const isLoopback = (hostname: string) => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

/** Tokens go there: over TLS, or not over the network at all. */
const issuer = z.url({ protocol: /^https?$/ }).refine((text) => {
  const { protocol, hostname, search, hash } = new URL(text);
  return (protocol === 'https:' || isLoopback(hostname)) && search === '' && hash === '';
}, 'must begin with https://');

const provider = z.strictObject({
  /** Part of its addresses here: `/api/auth/callback/ID`. */
  id: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
  /** What people read on the button. */
  name: z.string().min(1).max(60),
  issuer,
  clientId: z.string().min(1),
  /** Left out by public clients. */
  clientSecret: z.string().min(1).optional(),
  /** Beside `openid`, `email` and `profile`. */
  scopes: z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/)).default([]),
  /**
   * Where everybody needs a second factor: `claimed`, and nothing, let in whom the provider says to have proved one,
   * `always` whomever it lets in, because the operator knows that it asks everybody.
   */
  secondFactor: z.enum(['claimed', 'always']).optional(),
});

/** An identity provider (OpenID Connect) people may sign in with. */
export type OidcProvider = z.infer<typeof provider>;

/**
 * `OIDC_PROVIDERS`: a JSON list of `{ id, name, issuer, clientId, clientSecret, scopes, secondFactor }`. It holds secrets:
 * better given as `OIDC_PROVIDERS_FILE`. No message repeats a value.
 */
export const oidcProviders: Parser<readonly OidcProvider[]> = (text) => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('is no JSON; expected a list of { id, name, issuer, clientId, clientSecret }.');
  }
  const read = z.array(provider).safeParse(value);
  if (!read.success) {
    const faults = read.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'the list'}: ${message}`,
    );
    throw new Error(faults.join('; '));
  }
  const ids = read.data.map(({ id }) => id);
  if (new Set(ids).size < ids.length) throw new Error('has two providers with the same id.');
  return read.data;
};
