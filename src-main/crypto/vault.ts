import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto';

const FORMAT = 1;
const IV = 12;
const TAG = 16;

/** Seals what must not be readable on disk, under keys derived from the master key. */
export type Vault = ReturnType<typeof createVault>;

/** A new 256-bit master key. */
export const newMasterKey = (): Buffer => randomBytes(32);

/**
 * Derives the sealing and the look-up key from the master key (HKDF-SHA256).
 * @param masterKey 32 bytes
 */
export function createVault(masterKey: Buffer) {
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', masterKey, '', `lanyard ${purpose}`, 32));
  // As key objects: a key given as bytes is looked at anew each time, which costs more than the HMAC.
  const sealingKey = createSecretKey(derive('seal'));
  const lookupKey = createSecretKey(derive('lookup'));
  return {
    /**
     * Encrypts a text (AES-256-GCM): format byte, 12 bytes IV, 16 bytes tag, ciphertext.
     * @param context what the text belongs to; the same context is needed to open it, so that sealed values cannot be swapped
     */
    seal(text: string, context: string): Buffer {
      const iv = randomBytes(IV);
      const cipher = createCipheriv('aes-256-gcm', sealingKey, iv).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(FORMAT), iv, cipher.getAuthTag(), body]);
    },
    /**
     * Decrypts what `seal` made.
     * @throws {Error} when the master key or the context is another one, or the bytes were changed
     */
    open(sealed: Buffer, context: string): string {
      if (sealed[0] !== FORMAT) throw new Error(`Unknown seal format ${sealed[0]}`);
      const iv = sealed.subarray(1, 1 + IV);
      const tag = sealed.subarray(1 + IV, 1 + IV + TAG);
      const decipher = createDecipheriv('aes-256-gcm', sealingKey, iv)
        .setAAD(Buffer.from(context))
        .setAuthTag(tag);
      return Buffer.concat([decipher.update(sealed.subarray(1 + IV + TAG)), decipher.final()]).toString(
        'utf8',
      );
    },
    /** HMAC-SHA256 of a whole licence key: what a key is looked up by. */
    lookup: (licenseKey: string): Buffer => createHmac('sha256', lookupKey).update(licenseKey).digest(),
    /** Tells this master key from another one without giving it away. */
    fingerprint: derive('fingerprint').toString('hex'),
  };
}
