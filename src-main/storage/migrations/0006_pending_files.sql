-- A platform that a release is to have a file for, before that can be downloaded: Cryptlex's API names the platform first,
-- sends the bytes later and publishes last. The id becomes the release file's. The columns of the file are all NULL, or,
-- where the release is no draft any more, tell of bytes that wait for their publication.
CREATE TABLE pending_files (
  id         TEXT PRIMARY KEY NOT NULL,
  release_id TEXT NOT NULL REFERENCES releases ON DELETE CASCADE,
  platform   TEXT,              -- NULL = any platform
  name       TEXT,
  size       INTEGER CHECK (size >= 0),
  sha256     TEXT,
  sha512     TEXT,
  md5        TEXT,
  main_class TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CHECK ((name IS NULL) = (sha256 IS NULL))
) STRICT;
CREATE UNIQUE INDEX pending_files_platform ON pending_files (release_id, ifnull(platform, ''));
CREATE INDEX pending_files_bytes ON pending_files (sha256) WHERE sha256 IS NOT NULL;

-- How often a file was downloaded.
CREATE INDEX download_log_delivered ON download_log (release_id, file_name) WHERE outcome = 'delivered';
