/** A text message, whole and unmasked, as servers send it (RFC 6455, section 5.2). */
const FINAL_TEXT = 0x81;
const LENGTH_IN_16_BITS = 126;
const LENGTH_IN_64_BITS = 127;
const MAXIMUM_16_BITS = 0xffff;

/** How many bytes the frame of a message of so many bytes takes. */
export function textFrameBytes(payloadBytes: number): number {
  if (payloadBytes < LENGTH_IN_16_BITS) return 2 + payloadBytes;
  return (payloadBytes <= MAXIMUM_16_BITS ? 4 : 10) + payloadBytes;
}

/** Writes the frame of a message. @returns where it ends */
export function writeTextFrame(target: Buffer, offset: number, text: string, payloadBytes: number): number {
  target[offset] = FINAL_TEXT;
  let at = offset + 2;
  if (payloadBytes < LENGTH_IN_16_BITS) target[offset + 1] = payloadBytes;
  else if (payloadBytes <= MAXIMUM_16_BITS) {
    target[offset + 1] = LENGTH_IN_16_BITS;
    at = target.writeUInt16BE(payloadBytes, at);
  } else {
    target[offset + 1] = LENGTH_IN_64_BITS;
    at = target.writeBigUInt64BE(BigInt(payloadBytes), at);
  }
  // Where each character is one byte, there is nothing to encode.
  target.write(text, at, payloadBytes === text.length ? 'latin1' : 'utf8');
  return at + payloadBytes;
}
