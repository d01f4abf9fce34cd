-- Times are milliseconds since the epoch. Text keys are UUIDs unless a comment says otherwise.

CREATE TABLE vendor (
  id          TEXT PRIMARY KEY NOT NULL,
  name        TEXT NOT NULL,
  public_key  TEXT NOT NULL,  -- SPKI PEM
  private_key BLOB NOT NULL,  -- PKCS8 PEM, sealed
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE settings (
  key   TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL           -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE api_keys (
  id           TEXT PRIMARY KEY NOT NULL,
  name         TEXT NOT NULL,
  key_hash     BLOB NOT NULL UNIQUE,  -- SHA-256
  expires_at   INTEGER,
  revoked_at   INTEGER,
  last_used_at INTEGER,
  created_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE products (
  id         TEXT PRIMARY KEY NOT NULL,
  number     INTEGER NOT NULL UNIQUE CHECK (number > 0),
  name       TEXT NOT NULL,
  url        TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX products_name ON products (name COLLATE NOCASE);

CREATE TABLE branches (
  id         TEXT PRIMARY KEY NOT NULL,
  product_id TEXT NOT NULL REFERENCES products ON DELETE CASCADE,
  name       TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (product_id, name)
) STRICT;

CREATE TABLE releases (
  id           TEXT PRIMARY KEY NOT NULL,
  product_id   TEXT NOT NULL REFERENCES products,
  branch_id    TEXT REFERENCES branches,  -- NULL = the default line
  version      TEXT NOT NULL,
  version_rank TEXT,                      -- sorts as the versions do; NULL = cannot be compared
  name         TEXT,
  notes        TEXT NOT NULL,
  status       TEXT NOT NULL CHECK (status IN ('PUBLISHED', 'DRAFT', 'DEPRECATED', 'ARCHIVED')),
  latest       INTEGER NOT NULL CHECK (latest = 0 OR (latest = 1 AND status = 'PUBLISHED')),
  last_seen_at INTEGER,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL
) STRICT;
-- NULLs are distinct in a unique index, so the default line gets a name of its own here.
CREATE UNIQUE INDEX releases_version ON releases (product_id, ifnull(branch_id, ''), version);
CREATE UNIQUE INDEX releases_latest ON releases (product_id, ifnull(branch_id, '')) WHERE latest = 1;
CREATE INDEX releases_rank ON releases (product_id, ifnull(branch_id, ''), status, version_rank DESC);

CREATE TABLE release_files (
  id         TEXT PRIMARY KEY NOT NULL,
  release_id TEXT NOT NULL REFERENCES releases ON DELETE CASCADE,
  platform   TEXT,              -- NULL = any platform
  name       TEXT NOT NULL,
  size       INTEGER NOT NULL CHECK (size >= 0),
  sha256     TEXT NOT NULL,     -- also the name of the bytes in files/
  sha512     TEXT NOT NULL,
  md5        TEXT NOT NULL,
  main_class TEXT,
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX release_files_platform ON release_files (release_id, ifnull(platform, ''));
CREATE INDEX release_files_bytes ON release_files (sha256);

CREATE TABLE licenses (
  id               TEXT PRIMARY KEY NOT NULL,
  key_lookup       BLOB NOT NULL UNIQUE,  -- HMAC-SHA256 of the whole key
  key_sealed       BLOB NOT NULL,
  key_first        TEXT,                  -- first and last group, for search and display
  key_last         TEXT NOT NULL,
  expiration_type  TEXT NOT NULL CHECK (expiration_type IN ('NEVER', 'DATE', 'DURATION')),
  expiration_start TEXT CHECK (expiration_start IN ('CREATION', 'ACTIVATION')),
  expiration_date  INTEGER,
  expiration_days  INTEGER,
  suspended        INTEGER NOT NULL DEFAULT 0,
  revoked          INTEGER NOT NULL DEFAULT 0,
  seats            INTEGER CHECK (seats > 0),
  ip_limit         INTEGER CHECK (ip_limit > 0),
  identifier_type  TEXT NOT NULL CHECK (identifier_type IN ('domain', 'seat', 'device', 'instance')),
  last_active_at   INTEGER,
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX licenses_first ON licenses (key_first);
CREATE INDEX licenses_last ON licenses (key_last);
CREATE INDEX licenses_created ON licenses (created_at);

CREATE TABLE customers (
  id         TEXT PRIMARY KEY NOT NULL,
  name       TEXT NOT NULL,
  email      TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX customers_name ON customers (name COLLATE NOCASE);
CREATE INDEX customers_email ON customers (email COLLATE NOCASE);

CREATE TABLE access_tokens (
  id           TEXT PRIMARY KEY NOT NULL,
  customer_id  TEXT NOT NULL REFERENCES customers ON DELETE CASCADE,
  token_hash   BLOB NOT NULL UNIQUE,  -- SHA-256
  expires_at   INTEGER,
  revoked_at   INTEGER,
  last_used_at INTEGER,
  created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX access_tokens_customer ON access_tokens (customer_id);

CREATE TABLE license_products (
  license_id TEXT NOT NULL REFERENCES licenses ON DELETE CASCADE,
  product_id TEXT NOT NULL REFERENCES products ON DELETE CASCADE,
  PRIMARY KEY (license_id, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX license_products_product ON license_products (product_id);

CREATE TABLE license_customers (
  license_id  TEXT NOT NULL REFERENCES licenses ON DELETE CASCADE,
  customer_id TEXT NOT NULL REFERENCES customers ON DELETE CASCADE,
  PRIMARY KEY (license_id, customer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX license_customers_customer ON license_customers (customer_id);

-- The licences a release is reserved for; none = every licence.
CREATE TABLE release_licenses (
  release_id TEXT NOT NULL REFERENCES releases ON DELETE CASCADE,
  license_id TEXT NOT NULL REFERENCES licenses ON DELETE CASCADE,
  PRIMARY KEY (release_id, license_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX release_licenses_license ON release_licenses (license_id);

CREATE TABLE devices (
  id           TEXT PRIMARY KEY NOT NULL,
  license_id   TEXT NOT NULL REFERENCES licenses ON DELETE CASCADE,
  kind         TEXT NOT NULL CHECK (kind IN ('hwid', 'domain', 'seat', 'device', 'instance')),
  identifier   TEXT NOT NULL,
  name         TEXT,
  forgotten_at INTEGER,
  last_seen_at INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  UNIQUE (license_id, kind, identifier)
) STRICT;

CREATE TABLE addresses (
  id           TEXT PRIMARY KEY NOT NULL,
  license_id   TEXT NOT NULL REFERENCES licenses ON DELETE CASCADE,
  ip           TEXT NOT NULL,
  forgotten_at INTEGER,
  last_seen_at INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  UNIQUE (license_id, ip)
) STRICT;

CREATE TABLE metadata (
  id          TEXT PRIMARY KEY NOT NULL,
  product_id  TEXT REFERENCES products ON DELETE CASCADE,
  release_id  TEXT REFERENCES releases ON DELETE CASCADE,
  license_id  TEXT REFERENCES licenses ON DELETE CASCADE,
  customer_id TEXT REFERENCES customers ON DELETE CASCADE,
  position    INTEGER NOT NULL,
  key         TEXT NOT NULL,
  value       TEXT NOT NULL,
  locked      INTEGER NOT NULL,
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL,
  CHECK ((product_id IS NOT NULL) + (release_id IS NOT NULL) + (license_id IS NOT NULL) + (customer_id IS NOT NULL) = 1)
) STRICT;
CREATE INDEX metadata_product ON metadata (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX metadata_release ON metadata (release_id) WHERE release_id IS NOT NULL;
CREATE INDEX metadata_license ON metadata (license_id) WHERE license_id IS NOT NULL;
CREATE INDEX metadata_customer ON metadata (customer_id) WHERE customer_id IS NOT NULL;

-- Log rows copy names and reference nothing: they outlive what they tell of.
CREATE TABLE download_log (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  dialect       TEXT NOT NULL,
  outcome       TEXT NOT NULL,
  refusal       TEXT,
  detail        TEXT,
  status        INTEGER NOT NULL,
  bytes_sent    INTEGER NOT NULL,
  size          INTEGER,
  customer_id   TEXT,
  customer_name TEXT,
  product_id    TEXT,
  product_name  TEXT,
  license_id    TEXT,
  license_hint  TEXT,
  release_id    TEXT,
  file_name     TEXT,
  version       TEXT,
  address       TEXT,
  identifier    TEXT,
  user_agent    TEXT,
  started_at    INTEGER NOT NULL,
  duration_ms   INTEGER NOT NULL
) STRICT;
CREATE INDEX download_log_license ON download_log (license_id, id);
CREATE INDEX download_log_product ON download_log (product_id, id);

CREATE TABLE request_log (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  dialect     TEXT NOT NULL,
  method      TEXT NOT NULL,
  path        TEXT NOT NULL,
  status      INTEGER NOT NULL,
  code        TEXT,
  reason      TEXT,
  license_id  TEXT,
  product_id  TEXT,
  identifier  TEXT,
  address     TEXT,
  user_agent  TEXT,
  started_at  INTEGER NOT NULL,
  duration_ms REAL NOT NULL
) STRICT;
