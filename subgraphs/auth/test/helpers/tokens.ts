/** What tokens are read and forged with, as auth has it. */
export { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT } from 'jose';
