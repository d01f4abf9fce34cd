-- What update feeds say of files beside their digests, and the key they are signed with.

CREATE TABLE release_file_facts (
  file_id TEXT NOT NULL REFERENCES release_files ON DELETE CASCADE,
  kind    TEXT NOT NULL CHECK (kind IN ('sha1', 'sha384', 'blockmap', 'embedded_blockmap', 'ed25519')),
  content BLOB NOT NULL,
  PRIMARY KEY (file_id, kind)
) STRICT;

-- The vendor's Ed25519 key: none or one.
CREATE TABLE feed_key (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  public_key TEXT NOT NULL,     -- base64 of 32 bytes
  sealed     BLOB NOT NULL,     -- the private key, sealed
  created_at INTEGER NOT NULL
) STRICT;

-- Updaters ask for files by name.
CREATE INDEX release_files_name ON release_files (name);
