import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';

/** A new random UUID (version 4), lower case. */
export const newId = (): string => randomUUID();

/** 32 random bytes as 64 lower-case hex characters: an API key or an access token. */
export const newSecret = (): string => randomBytes(32).toString('hex');

/** SHA-256 of a secret: how API keys and access tokens are stored and looked up. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

const KEY_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** A new licence key, five groups of five from A-Z and 0-9 (129 bits): the one shape that every dialect accepts. */
export function newLicenseKey(): string {
  const group = () => Array.from({ length: 5 }, () => KEY_ALPHABET[randomInt(KEY_ALPHABET.length)]).join('');
  return Array.from({ length: 5 }, group).join('-');
}
