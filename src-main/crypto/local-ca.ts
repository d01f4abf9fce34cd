import './reflect-metadata.ts';
import { createPrivateKey, randomBytes } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { type Constraints, NAME_CONSTRAINTS, nameConstraints } from './name-constraints.ts';

/** A certificate and its private key (PKCS8), as PEM texts. */
export type CertifiedKey = { certificate: string; privateKey: string };

const DAY_MS = 86_400_000;
const CA_DAYS = 3650;
/** The longest that every client takes is 398 days, counted with the first and the last one. */
export const LEAF_DAYS = 396;
/** Clocks of clients may be slow by so much. */
const SLACK_MS = DAY_MS;

/** P-256: every client takes it, Java 8 and Windows 7 too, and it costs a tenth of what RSA does per handshake. */
const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/**
 * Makes a CA that can sign for some names and networks and nothing else: its own key pair, critical name constraints, no CA
 * below it, and certificates of servers only.
 * @param label tells people which CA it is
 * @param now milliseconds since the epoch
 */
export async function makeCa(label: string, permitted: Constraints, now: number): Promise<CertifiedKey> {
  const keys = await newKeys();
  // Each CA has a name of its own: clients that hold an older one must not take it for this one.
  const name = [{ O: ['Lanyard'] }, { CN: [`Lanyard CA of ${label} ${randomBytes(3).toString('hex')}`] }];
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      serialNumber: newSerial(),
      name,
      keys,
      notBefore: wholeSecond(now - SLACK_MS),
      notAfter: wholeSecond(now + CA_DAYS * DAY_MS),
      signingAlgorithm: ECDSA,
      extensions: [
        new BasicConstraintsExtension(true, 0, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new Extension(NAME_CONSTRAINTS, true, nameConstraints(permitted)),
        await SubjectKeyIdentifierExtension.create(keys.publicKey, false, crypto),
      ],
    },
    crypto,
  );
  return certified(certificate, keys.privateKey);
}

/**
 * Issues a server certificate with a new key.
 * @param hosts what clients reach the server by; it is for the caller to leave out what the CA may not sign for
 * @param now milliseconds since the epoch
 */
export async function issueCertificate(
  ca: CertifiedKey,
  hosts: { names: readonly string[]; addresses: readonly string[] },
  now: number,
): Promise<CertifiedKey> {
  const issuer = new X509Certificate(ca.certificate);
  const signingKey = await crypto.subtle.importKey(
    'pkcs8',
    createPrivateKey(ca.privateKey).export({ type: 'pkcs8', format: 'der' }),
    ECDSA,
    false,
    ['sign'],
  );
  const keys = await newKeys();
  const end = Math.min(now - SLACK_MS + LEAF_DAYS * DAY_MS, issuer.notAfter.getTime());
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: newSerial(),
      subject: [{ O: ['Lanyard'] }, { CN: [hosts.names[0] ?? 'localhost'] }],
      issuer: issuer.subjectName,
      publicKey: keys.publicKey,
      signingKey,
      signingAlgorithm: ECDSA,
      notBefore: wholeSecond(now - SLACK_MS),
      notAfter: wholeSecond(end),
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension([
          ...hosts.names.map((value) => ({ type: 'dns', value }) as const),
          ...hosts.addresses.map((value) => ({ type: 'ip', value }) as const),
        ]),
        await AuthorityKeyIdentifierExtension.create(issuer.publicKey, false, crypto),
        await SubjectKeyIdentifierExtension.create(keys.publicKey, false, crypto),
      ],
    },
    crypto,
  );
  return certified(certificate, keys.privateKey);
}

const newKeys = (): Promise<CryptoKeyPair> => crypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);

/** 127 random bits, positive and never zero (RFC 5280 section 4.1.2.2). */
function newSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return bytes.toString('hex');
}

const wholeSecond = (time: number): Date => new Date(Math.floor(time / 1000) * 1000);

async function certified(certificate: X509Certificate, privateKey: CryptoKey): Promise<CertifiedKey> {
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', privateKey));
  return {
    certificate: `${certificate.toString('pem').trimEnd()}\n`,
    privateKey: createPrivateKey({ key, format: 'der', type: 'pkcs8' })
      .export({ type: 'pkcs8', format: 'pem' })
      .toString(),
  };
}
