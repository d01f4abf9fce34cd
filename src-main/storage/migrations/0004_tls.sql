-- HTTPS: the CA made here, the certificate it issued, and one of the vendor's own.

CREATE TABLE tls_certificates (
  role        TEXT PRIMARY KEY NOT NULL CHECK (role IN ('ca', 'issued', 'own')),
  certificate TEXT NOT NULL,    -- PEM, its chain after it
  secret      BLOB NOT NULL,    -- the private key, or a PFX file and its password; sealed
  permits     TEXT,             -- JSON: what the CA may sign for
  created_at  INTEGER NOT NULL
) STRICT;
