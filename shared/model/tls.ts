import { z } from 'zod';

/** Whether clients whose clock is right accept a certificate by its dates. */
const Validity = z.enum(['valid', 'not_yet', 'expired']);
type Validity = z.infer<typeof Validity>;

/** Looks at both dates of a certificate. All three are milliseconds since the epoch. */
export const validityAt = (dates: { notBefore: number; notAfter: number }, now: number): Validity =>
  now < dates.notBefore ? 'not_yet' : now > dates.notAfter ? 'expired' : 'valid';

/** What people are told of a certificate. Never its key. */
export const CertificateView = z.object({
  subject: z.string(),
  issuer: z.string(),
  names: z.array(z.string()).describe('DNS names it is good for'),
  addresses: z.array(z.string()).describe('IP addresses it is good for'),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
  validity: Validity.describe('whether both dates allow it now, by the clock of this computer'),
  fingerprint: z.string().describe('SHA-256, upper-case hex with colons'),
});
export type CertificateView = z.infer<typeof CertificateView>;

/** How HTTPS stands. */
export const TlsStatus = z.object({
  on: z.boolean(),
  http: z.enum(['beside', 'redirect', 'off']).describe('what becomes of HTTP while HTTPS is on'),
  port: z.int(),
  source: z.enum(['local', 'own']).describe('whose certificate it is: of the CA made here, or the one given'),
  addresses: z.array(z.string()).describe('base URLs that clients can use, best first; none while it is off'),
  certificate: CertificateView.nullable().describe('what is served; null while it is off'),
  ca: CertificateView.nullable().describe('the CA made here; null until it is needed'),
  hasOwn: z.boolean().describe('whether a certificate was given'),
  uncovered: z
    .array(z.string())
    .describe('names and addresses of this machine that the CA may not sign for: only a new CA helps'),
});
export type TlsStatus = z.infer<typeof TlsStatus>;
