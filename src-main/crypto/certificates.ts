import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { canonicalAddress } from './ip-networks.ts';

/** What a certificate says. Times are milliseconds since the epoch. */
export type CertificateFacts = {
  subject: string;
  issuer: string;
  /** DNS names; wildcards as they stand. */
  names: string[];
  addresses: string[];
  notBefore: number;
  notAfter: number;
  /** SHA-256, pairs of upper-case hex digits with colons between them, as every tool shows it. */
  fingerprint: string;
};

/** Reads the first certificate of a PEM text. */
export function readCertificate(pem: string): CertificateFacts {
  const certificate = new X509Certificate(pem);
  const all = (certificate.subjectAltName ?? '').split(', ');
  const of = (kind: string) =>
    all.flatMap((entry) => (entry.startsWith(kind) ? [entry.slice(kind.length)] : []));
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    names: of('DNS:').map((name) => name.toLowerCase()),
    addresses: of('IP Address:').map(canonicalAddress),
    notBefore: Date.parse(certificate.validFrom),
    notAfter: Date.parse(certificate.validTo),
    fingerprint: certificate.fingerprint256,
  };
}

/** Whether a certificate is good for a host. @param host a DNS name or an address without brackets */
export function isGoodFor(pem: string, host: string): boolean {
  const certificate = new X509Certificate(pem);
  return isIP(host) === 0
    ? certificate.checkHost(host, { subject: 'never' }) !== undefined
    : certificate.checkIP(host) !== undefined;
}

/** Whether a certificate was signed by this CA. */
export const isIssuedBy = (pem: string, ca: string): boolean =>
  new X509Certificate(pem).verify(new X509Certificate(ca).publicKey);

const oneLine = (name: string | undefined): string => (name ?? '').split('\n').join(', ');
