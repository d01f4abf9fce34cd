-- What is believed of the computer's clock: the newest time, and a jump away from it (JSON), which is not believed yet.

CREATE TABLE clock (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  newest INTEGER NOT NULL,
  jump   TEXT
) STRICT;

-- What was written last tells when this database was last in use.
INSERT INTO clock (id, newest)
  SELECT 1, newest FROM (SELECT coalesce(
    (SELECT max(time) FROM (
      SELECT (SELECT started_at FROM request_log ORDER BY id DESC LIMIT 1) AS time
      UNION ALL SELECT (SELECT started_at FROM download_log ORDER BY id DESC LIMIT 1))),
    (SELECT max(updated_at) FROM licenses),
    (SELECT max(updated_at) FROM vendor)) AS newest)
  WHERE newest IS NOT NULL;
