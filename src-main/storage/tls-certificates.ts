import type { Vault } from '../crypto/vault.ts';
import type { Sqlite } from './database.ts';

/** Which certificate: the CA made here, the one it issued, or the vendor's own. */
export type CertificateRole = 'ca' | 'issued' | 'own';

/** A stored certificate with what it takes to use it. */
export type StoredCertificate = {
  /** PEM. */
  certificate: string;
  /** The private key, or what holds it. */
  secret: string;
  /** JSON, for the CA alone. */
  permits: string | null;
};

/** The certificates of HTTPS. Their secrets are sealed, each for its role. */
export function tlsCertificates(db: Sqlite, vault: Vault) {
  const get = db.prepare<[CertificateRole], { certificate: string; sealed: Buffer; permits: string | null }>(
    'SELECT certificate, secret AS sealed, permits FROM tls_certificates WHERE role = ?',
  );
  const put = db.prepare<[CertificateRole, string, Buffer, string | null, number]>(
    `INSERT INTO tls_certificates (role, certificate, secret, permits, created_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (role) DO UPDATE SET certificate = excluded.certificate, secret = excluded.secret,
       permits = excluded.permits, created_at = excluded.created_at`,
  );
  const contextOf = (role: CertificateRole) => `tls ${role}`;
  return {
    get(role: CertificateRole): StoredCertificate | undefined {
      const row = get.get(role);
      return (
        row && {
          certificate: row.certificate,
          secret: vault.open(row.sealed, contextOf(role)),
          permits: row.permits,
        }
      );
    },
    /** The certificate alone, PEM. */
    certificate: (role: CertificateRole): string | undefined => get.get(role)?.certificate,
    /** Puts it in the place of the one before. @param now milliseconds since the epoch */
    put(role: CertificateRole, { certificate, secret, permits }: StoredCertificate, now: number): void {
      put.run(role, certificate, vault.seal(secret, contextOf(role)), permits, now);
    },
  };
}
