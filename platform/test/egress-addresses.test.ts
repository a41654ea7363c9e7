import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CONFIGURED, PUBLIC, rangeOf } from '../src/egress/addresses.ts';
import { egressRules, ruleFor, ruleOfConfigured } from '../src/egress/rules.ts';

const octet = fc.integer({ min: 0, max: 255 });
type Quad = [number, number, number, number];

/** Addresses of this machine, its network, and what only looks like the internet (IANA's special-purpose registries). */
const specialIpv4: fc.Arbitrary<Quad> = fc.oneof(
  fc.tuple(fc.constantFrom(0, 10, 127, 240, 255), octet, octet, octet),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
  fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
  fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
  fc.tuple(fc.constant(198), fc.constantFrom(18, 19), octet, octet),
  fc.tuple(fc.integer({ min: 224, max: 239 }), octet, octet, octet),
);

const numberOf = ([a, b, c, d]: Quad) => ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
const hex = (number: number) => number.toString(16).padStart(2, '0');
const groups = ([a, b, c, d]: Quad) => `${hex(a)}${hex(b)}:${hex(c)}${hex(d)}`;

/** Ways to write an IPv4 address, as a URL takes them. */
const SPELLINGS: readonly ((quad: Quad) => string)[] = [
  (quad) => quad.join('.'),
  (quad) => String(numberOf(quad)),
  (quad) => `0x${numberOf(quad).toString(16)}`,
  (quad) => `0${numberOf(quad).toString(8)}`,
  (quad) => quad.map((part) => `0x${part.toString(16)}`).join('.'),
  (quad) => quad.map((part) => `0${part.toString(8)}`).join('.'),
  ([a, b, c, d]) => `${a}.${(b << 16) | (c << 8) | d}`,
  ([a, b, c, d]) => `${a}.${b}.${(c << 8) | d}`,
  (quad) => `${quad.join('.')}.`,
  (quad) => `[::ffff:${quad.join('.')}]`,
  (quad) => `[::ffff:${groups(quad)}]`,
  (quad) => `[0:0:0:0:0:ffff:${groups(quad)}]`,
  (quad) => `[::${groups(quad)}]`,
  (quad) => `[64:ff9b::${groups(quad)}]`,
  (quad) => `[64:ff9b:1::${groups(quad)}]`,
  (quad) => `[2002:${groups(quad)}::]`,
];

const hostnameOf = (spelling: string) => new URL(`http://${spelling}/`).hostname.replace(/^\[|\]$/g, '');

describe('A75 addresses', () => {
  it('that are not of the internet are none, however they are written', () => {
    fc.assert(
      fc.property(specialIpv4, fc.constantFrom(...SPELLINGS), (quad, spell) => {
        const hostname = hostnameOf(spell(quad));
        assert.equal(PUBLIC.has(hostname), false, `${spell(quad)} is ${hostname}`);
      }),
      { numRuns: 2_000 },
    );
  });

  it('of IPv6 that are special are none', () => {
    const special = [
      '::',
      '::1',
      'fe80::1',
      'fe80::1%eth0',
      'fc00::1',
      'fd00:ec2::254',
      'ff02::1',
      'fec0::1',
      '2001:db8::1',
      '2001::1',
      '100::1',
      '::ffff:0:127.0.0.1',
      '3fff::1',
      '5f00::1',
      '1::1',
    ];
    for (const address of special) assert.equal(PUBLIC.has(address), false, address);
  });

  it('of the internet are public, also carried by IPv6', () => {
    for (const address of [
      '8.8.8.8',
      '93.184.215.14',
      '::ffff:8.8.8.8',
      '2606:4700:4700::1111',
      '172.32.0.1',
      '11.0.0.1',
    ])
      assert.equal(PUBLIC.has(address), true, address);
  });

  it('that are none are in no range', () => {
    for (const text of ['', 'localhost', 'example.org', '1.2.3.4.5', '[::1]', '999.1.1.1']) {
      for (const range of [PUBLIC, CONFIGURED, rangeOf('0.0.0.0/0'), rangeOf('::/0')]) {
        assert.equal(range.has(text), false, text);
      }
    }
  });

  it('an operator may name include this machine, but no metadata service', () => {
    for (const address of ['127.0.0.1', '::1', '10.1.2.3', 'fd12::1', '8.8.8.8'])
      assert.equal(CONFIGURED.has(address), true, address);
    for (const address of [
      '169.254.169.254',
      '::ffff:169.254.169.254',
      'fd00:ec2::254',
      '100.100.100.200',
      '0.0.0.0',
      '::',
      '224.0.0.1',
    ])
      assert.equal(CONFIGURED.has(address), false, address);
  });

  it('are in the range that is written, IPv4 also when IPv6 carries it', () => {
    const range = rangeOf('10.0.0.0/8');
    assert.equal(range.has('10.255.0.1'), true);
    assert.equal(range.has('::ffff:10.0.0.1'), true);
    assert.equal(range.has('11.0.0.1'), false);
    assert.equal(range.has('::1'), false);
    assert.throws(() => rangeOf('10.0.0.0'), /no range of addresses/);
  });
});

describe('EGRESS_ALLOW', () => {
  const rules = egressRules('api.example.org, *.files.example:8443, WIKI.internal:8080=10.0.0.0/8');
  const allows = (url: string) => ruleFor(rules, new URL(url)) !== undefined;

  it('allows what it names, at its port', () => {
    for (const url of [
      'https://api.example.org/x',
      'http://API.example.org',
      'https://a.b.files.example:8443',
      'http://wiki.internal:8080',
    ])
      assert.equal(allows(url), true, url);
    const refused = [
      'https://api.example.org:444',
      'https://sub.api.example.org',
      'https://api.example.org.evil.example',
      'https://evil-api.example.org',
      'https://files.example:8443',
      'https://evilfiles.example:8443',
      'https://a.files.example',
      'http://wiki.internal',
      'https://api.example.org.',
      'ftp://api.example.org',
      'file:///etc/passwd',
    ];
    for (const url of refused) assert.equal(allows(url), false, url);
  });

  it('allows nothing when it is empty', () => {
    fc.assert(
      fc.property(fc.webUrl(), (url) => assert.equal(ruleFor(egressRules(''), new URL(url)), undefined)),
    );
  });

  it('lets names lead to public addresses only, unless a range is given', () => {
    assert.equal(ruleFor(rules, new URL('https://api.example.org'))?.addresses.has('10.0.0.1'), false);
    assert.equal(ruleFor(rules, new URL('http://wiki.internal:8080'))?.addresses.has('10.0.0.1'), true);
    assert.equal(ruleFor(rules, new URL('http://wiki.internal:8080'))?.addresses.has('8.8.8.8'), false);
  });

  it('is refused when it names no host', () => {
    for (const text of [
      'https://example.org',
      'a b',
      '*',
      '*.*.example',
      'host:0',
      'host:70000',
      'host=10.0.0.0',
      '-x',
    ])
      assert.throws(() => egressRules(text), /is no|has no/, text);
  });

  it('does not open the rest of a configured host', () => {
    const rule = ruleOfConfigured('http://hooks.internal:9000/policies');
    assert.equal(ruleFor([rule], new URL('http://hooks.internal:9000/other')), rule);
    assert.equal(ruleFor([rule], new URL('http://hooks.internal:9001/')), undefined);
    assert.equal(ruleFor([rule], new URL('http://hooks.internal/')), undefined);
  });
});
