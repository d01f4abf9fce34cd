import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { Duplex } from 'node:stream';
import { createSecureContext, type SecureContextOptions, TLSSocket } from 'node:tls';

/** A server certificate of the vendor's own, as it is kept: the certificates readable, the rest sealed. */
export type OwnCertificate = {
  /** PEM, the server's own certificate first. */
  certificate: string;
  /** What the private key comes from: PKCS8 PEM, or a PFX file in base64 with its password. */
  secret: { privateKey: string } | { pfx: string; password: string };
};

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const BLOCK = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** What `tls` needs to serve with it. */
export const serveWith = ({ certificate, secret }: OwnCertificate): SecureContextOptions =>
  'pfx' in secret
    ? { pfx: Buffer.from(secret.pfx, 'base64'), passphrase: secret.password }
    : { cert: certificate, key: secret.privateKey };

/**
 * Takes a certificate with its chain and its private key from PEM texts.
 * @param password of an encrypted key
 * @param now milliseconds since the epoch
 * @throws {RangeError} which says what is wrong
 */
export function takePem(
  { certificate, key, password }: { certificate: string; key: string; password?: string | undefined },
  now: number,
): OwnCertificate {
  const chain = (certificate.match(BLOCK) ?? []).map(parse);
  if (chain.length === 0) throw new RangeError('The certificate is not in PEM form.');
  const privateKey = readKey(key, password);
  const leaf = chain.find((one) => one.checkPrivateKey(privateKey));
  if (!leaf) throw new RangeError('The key does not belong to the certificate.');
  assertUsable(leaf, now);
  const pem = [leaf, ...chain.filter((one) => one !== leaf)].map(String).join('');
  const own = {
    certificate: pem,
    secret: { privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() },
  };
  openContext(serveWith(own));
  return own;
}

/**
 * Takes a certificate and its private key from a PFX (PKCS#12) file.
 * @param pfx base64
 * @param now milliseconds since the epoch
 * @throws {RangeError} which says what is wrong
 */
export function takePfx(
  { pfx, password }: { pfx: string; password?: string | undefined },
  now: number,
): OwnCertificate {
  const secret = { pfx, password: password ?? '' };
  const secureContext = openContext(serveWith({ certificate: '', secret }));
  // The one documented way to the certificate inside: a server's end of a connection that never comes.
  const end = new TLSSocket(new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() }), {
    isServer: true,
    secureContext,
  });
  const leaf = end.getX509Certificate();
  end.destroy();
  if (!leaf) throw new RangeError('The PFX file holds no certificate with a private key.');
  assertUsable(leaf, now);
  return { certificate: leaf.toString(), secret };
}

function parse(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new RangeError('The certificate cannot be read: its PEM form is damaged.');
  }
}

function readKey(pem: string, password: string | undefined): KeyObject {
  const encrypted = pem.includes('ENCRYPTED');
  if (encrypted && password === undefined)
    throw new RangeError('The key is encrypted: give its password as well.');
  try {
    return createPrivateKey(password === undefined ? pem : { key: pem, passphrase: password });
  } catch {
    throw new RangeError(
      encrypted ? 'The password does not open the key.' : 'The key is not a private key in PEM form.',
    );
  }
}

function assertUsable(certificate: X509Certificate, now: number): void {
  const { validFrom, validTo, keyUsage } = certificate;
  if (now > Date.parse(validTo)) throw new RangeError(`The certificate expired on ${day(validTo)}.`);
  if (now < Date.parse(validFrom))
    throw new RangeError(`The certificate is not valid before ${day(validFrom)}.`);
  // Node calls the extended usages so; none means that it is good for everything.
  if (keyUsage !== undefined && keyUsage.length > 0 && !keyUsage.includes(SERVER_AUTH))
    throw new RangeError('The certificate is not made for servers (extended key usage serverAuth).');
}

const day = (time: string): string => new Date(time).toISOString().slice(0, 10);

/** What OpenSSL and BoringSSL, which Electron has, say of a PFX file that they cannot open. */
function openContext(options: SecureContextOptions) {
  try {
    return createSecureContext({ ...options, minVersion: 'TLSv1.2' });
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (/mac verify|INCORRECT_PASSWORD/i.test(message))
      throw new RangeError('The password does not open the PFX file.');
    if (
      code === 'ERR_CRYPTO_UNSUPPORTED_OPERATION' ||
      /unsupported|UNKNOWN_(CIPHER|ALGORITHM)/i.test(message)
    )
      throw new RangeError(
        'The PFX file is encrypted in a way that is no longer safe (RC2 or the like). Export it again with AES-256.',
      );
    if (/key too small|values mismatch/i.test(message))
      throw new RangeError(
        /small/i.test(message)
          ? 'The key is too short to be safe.'
          : 'The key does not belong to the certificate.',
      );
    throw new RangeError(
      'pfx' in options ? 'It is not a PFX (PKCS#12) file.' : 'The certificate cannot be used.',
    );
  }
}
