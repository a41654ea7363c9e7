import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** What an authenticator is made to do wrong. */
export interface Misbehaviour {
  /** The page that asks, as the browser names it. */
  readonly origin?: string;
  readonly challenge?: string;
  /** What is counted, instead of one more. */
  readonly counter?: number;
  /** Whether the device asked for its PIN or finger. */
  readonly userVerified?: boolean;
  readonly rpId?: string;
}

/** A browser with an authenticator of one passkey, in software (WebAuthn Level 3; ES256, attestation `none`). */
export interface Authenticator {
  /** `navigator.credentials.create()`: options and answer as JSON texts. */
  create(options: string, misbehaviour?: Misbehaviour): string;
  /** `navigator.credentials.get()`: options and answer as JSON texts. */
  get(options: string, misbehaviour?: Misbehaviour): string;
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;

export function createAuthenticator(origin: string): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let counter = 0;

  const clientData = (type: string, challenge: string, from: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }));

  /** WebAuthn, section 6.1. */
  function authenticatorData(rpId: string, wrong: Misbehaviour, credential?: Buffer): Buffer {
    counter = wrong.counter ?? counter + 1;
    const flags =
      USER_PRESENT | (wrong.userVerified === false ? 0 : USER_VERIFIED) | (credential ? HAS_CREDENTIAL : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.of(flags), count, credential ?? Buffer.alloc(0)]);
  }

  const answer = (response: Readonly<Record<string, string>>) =>
    JSON.stringify({
      id: id.toString('base64url'),
      rawId: id.toString('base64url'),
      type: 'public-key',
      clientExtensionResults: {},
      response,
    });

  return {
    create(text, wrong = {}) {
      const options = JSON.parse(text) as { challenge: string; rp: { id: string } };
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const credential = Buffer.concat([Buffer.alloc(16), length, id, coseKey(publicKey)]);
      const data = authenticatorData(wrong.rpId ?? options.rp.id, wrong, credential);
      const attestation = cbor(
        new Map<string, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', data],
        ]),
      );
      return answer({
        clientDataJSON: clientData(
          'webauthn.create',
          wrong.challenge ?? options.challenge,
          wrong.origin ?? origin,
        ).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
      });
    },
    get(text, wrong = {}) {
      const options = JSON.parse(text) as { challenge: string; rpId: string };
      const data = authenticatorData(wrong.rpId ?? options.rpId, wrong);
      const client = clientData('webauthn.get', wrong.challenge ?? options.challenge, wrong.origin ?? origin);
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey);
      return answer({
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: signature.toString('base64url'),
      });
    },
  };
}

function sha256(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}

/** RFC 9053, section 7.1.1: an EC2 key on P-256 for ES256. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]),
  );
}

/** What of CBOR (RFC 8949) is needed: integers, bytes, texts and maps. */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string')
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (value instanceof Map) {
    const entries = [...value].flatMap(([key, item]) => [cbor(key), cbor(item)]);
    return Buffer.concat([head(5, value.size), ...entries]);
  }
  throw new TypeError(`${typeof value} is not encoded`);
}

function head(majorType: number, argument: number): Buffer {
  const type = majorType << 5;
  if (argument < 24) return Buffer.of(type | argument);
  if (argument < 256) return Buffer.of(type | 24, argument);
  return Buffer.of(type | 25, argument >> 8, argument & 255);
}
