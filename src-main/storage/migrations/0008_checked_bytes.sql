-- What was found of release bytes when they were last looked at; no row = not looked at yet.
CREATE TABLE checked_bytes (
  sha256     TEXT PRIMARY KEY NOT NULL,  -- what they should have, and their name in files/
  size       INTEGER,                    -- of the file that was looked at, in bytes; NULL = there was none
  mtime      REAL,                       -- of that file, in milliseconds since the epoch
  checked_at INTEGER NOT NULL,
  damage     TEXT CHECK (damage IN ('missing', 'damaged'))  -- NULL = they are what they should be
) STRICT, WITHOUT ROWID;
-- Every question for the newest release asks this; it is all but always empty.
CREATE INDEX checked_bytes_damage ON checked_bytes (sha256) WHERE damage IS NOT NULL;

-- Nobody compared the bytes with their SHA-256 when these were computed. They are computed again when they are asked for.
DELETE FROM release_file_facts;
