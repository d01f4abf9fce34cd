-- What the other endpoints of the three dialects tell of: maintenance, rollout, withdrawal, scopes, people and blacklists.

-- The highest version and the last date of publication that a licence may get; NULL = no such bound.
ALTER TABLE licenses ADD COLUMN max_version TEXT;
ALTER TABLE licenses ADD COLUMN max_version_rank TEXT;  -- sorts as releases.version_rank does
ALTER TABLE licenses ADD COLUMN releases_until INTEGER;

ALTER TABLE releases ADD COLUMN published_at INTEGER;   -- when it first became PUBLISHED
ALTER TABLE releases ADD COLUMN rollout_percent INTEGER NOT NULL DEFAULT 100 CHECK (rollout_percent BETWEEN 0 AND 100);
ALTER TABLE releases ADD COLUMN withdrawn_at INTEGER;
ALTER TABLE releases ADD COLUMN withdrawn_reason TEXT;
UPDATE releases SET published_at = created_at WHERE status <> 'DRAFT';

ALTER TABLE api_keys ADD COLUMN scopes TEXT;            -- JSON array; NULL = every scope

ALTER TABLE access_tokens ADD COLUMN name TEXT;

-- `name` is what lists show: the full name, else the user name, else the e-mail address.
ALTER TABLE customers ADD COLUMN full_name TEXT;
ALTER TABLE customers ADD COLUMN username TEXT;
ALTER TABLE customers ADD COLUMN discord_id TEXT;
ALTER TABLE customers ADD COLUMN postal_address TEXT;   -- JSON: id, city, country, line1, line2, postalCode, state
UPDATE customers SET full_name = name;
CREATE INDEX customers_created ON customers (created_at);

CREATE TABLE blacklist (
  id         TEXT PRIMARY KEY NOT NULL,
  type       TEXT NOT NULL CHECK (type IN ('HARDWARE_IDENTIFIER', 'IP_ADDRESS', 'COUNTRY')),
  value      TEXT NOT NULL,              -- an address or CIDR range, an ISO 3166 alpha-3 code, a hardware identifier
  hits       INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (type, value)
) STRICT;
