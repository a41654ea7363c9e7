/** What a browser does with addresses and cookies, and no more. */
export interface CookieBrowser {
  readonly cookies: Map<string, string>;
  /** Every address it was sent to, in order. */
  readonly visited: string[];
  /** One request; redirects are answered, not followed. */
  open(address: string): Promise<Response>;
  /** Follows redirects until an address that is a page of the app. */
  follow(address: string): Promise<string>;
}

/**
 * @param publicUrl where the app is for the browser
 * @param realUrl what answers there in the test
 */
export function createCookieBrowser(publicUrl: string, realUrl: string): CookieBrowser {
  const cookies = new Map<string, string>();
  const visited: string[] = [];
  const isApp = (address: string) => address.startsWith(`${publicUrl}/`);

  async function open(address: string): Promise<Response> {
    visited.push(address);
    const own = isApp(address);
    const header = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(own ? address.replace(publicUrl, realUrl) : address, {
      redirect: 'manual',
      ...(own && header ? { headers: { cookie: header } } : {}),
    });
    for (const cookie of own ? response.headers.getSetCookie() : []) {
      const [pair = '', ...attributes] = cookie.split('; ');
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (value === '' || attributes.includes('Max-Age=0')) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  return {
    cookies,
    visited,
    open,
    async follow(address) {
      let next = address;
      while (!isApp(next) || next.startsWith(`${publicUrl}/api/`)) {
        const response = await open(next);
        const location = response.headers.get('location');
        if (!location) throw new Error(`${next} answered ${response.status} ${await response.text()}`);
        next = new URL(location, next).href;
      }
      return next.slice(publicUrl.length);
    },
  };
}
