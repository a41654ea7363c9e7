import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { outsideAddress } from '../src/content/outside-address.ts';
import { createOutsideConsent } from '../src/content/outside-consent.ts';

describe('A60 where a text leads', () => {
  it('is told by the host, or by who a mail goes to', () => {
    assert.deepEqual(outsideAddress('https://docs.example:8443/a?b#c'), {
      href: 'https://docs.example:8443/a?b#c',
      destination: 'docs.example:8443',
    });
    assert.equal(outsideAddress('mailto:ada@example.org?subject=x')?.destination, 'ada@example.org');
  });

  it('is the host after the @, and its name in ASCII', () => {
    assert.deepEqual(outsideAddress('https://bank.example@evil.example/'), {
      href: 'https://evil.example/',
      destination: 'evil.example',
    });
    assert.equal(outsideAddress('https://аpple.example/')?.destination, 'xn--pple-43d.example');
  });

  it('is nowhere when it is no web address or mail', () => {
    const refused = [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      '//evil.example',
      '/w/1',
      'mailto:',
      undefined,
      '',
    ];
    for (const url of refused) assert.equal(outsideAddress(url), undefined, url);
    assert.equal(outsideAddress(`https://evil.example/${'x'.repeat(2_000)}`), undefined);
  });

  it('never answers another scheme', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.tuple(fc.string(), fc.webUrl()).map((both) => both.join('')),
        ),
        (url) => {
          const address = outsideAddress(url);
          if (address) assert.match(address.href, /^(https?|mailto):/);
        },
      ),
    );
  });
});

describe('A60 consent to be led there', () => {
  function memory() {
    const values = new Map<string, string>();
    return {
      values,
      getItem: (key: string) => values.get(key) ?? null,
      setItem: (key: string, value: string) => void values.set(key, value),
    };
  }

  it('is for one place and one conversation', () => {
    const store = memory();
    const consent = createOutsideConsent(store, 'c1');
    assert.equal(consent.has('a.example'), false);
    consent.give('a.example');
    consent.give('b.example');
    assert.equal(consent.has('a.example'), true);
    assert.equal(consent.has('b.example'), true);
    assert.equal(consent.has('sub.a.example'), false);
    assert.equal(createOutsideConsent(store, 'c1').has('a.example'), true);
    assert.equal(createOutsideConsent(store, 'c2').has('a.example'), false);
  });

  it('is none where what is stored cannot be read', () => {
    for (const stored of ['{', '{"a.example":true}', 'null', '[1]']) {
      const store = memory();
      store.values.set('outside:c1', stored);
      assert.equal(createOutsideConsent(store, 'c1').has('a.example'), false, stored);
    }
  });
});
