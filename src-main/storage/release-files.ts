import type { ReleaseFile } from '../domain/model.ts';
import type { Sqlite } from './database.ts';

/** What is wrong with its bytes is no part of a file's row: it is known of the bytes (`checked-bytes.ts`). */
type NewReleaseFile = Omit<ReleaseFile, 'damage'>;

const columns = `id, release_id AS releaseId, platform, name, size, sha256, sha512, md5, main_class AS mainClass,
  created_at AS createdAt, (SELECT c.damage FROM checked_bytes c WHERE c.sha256 = release_files.sha256) AS damage`;

export function releaseFiles(db: Sqlite) {
  const byId = db.prepare<[string], ReleaseFile>(`SELECT ${columns} FROM release_files WHERE id = ?`);
  const ofRelease = db.prepare<[string], ReleaseFile>(
    `SELECT ${columns} FROM release_files WHERE release_id = ? ORDER BY platform IS NOT NULL, platform`,
  );
  const names = db.prepare<[{ sha256: string }]>(
    `SELECT 1 FROM release_files WHERE sha256 = @sha256
     UNION ALL SELECT 1 FROM pending_files WHERE sha256 = @sha256 LIMIT 1`,
  );
  const allBytes = db.prepare<[], { sha256: string }>(
    'SELECT sha256 FROM release_files UNION SELECT sha256 FROM pending_files WHERE sha256 IS NOT NULL',
  );
  const withoutFact = db.prepare<[string, string, number], ReleaseFile>(
    `SELECT ${columns} FROM release_files WHERE name LIKE ?
       AND NOT EXISTS (SELECT 1 FROM release_file_facts t WHERE t.file_id = release_files.id AND t.kind = ?)
     ORDER BY created_at DESC LIMIT ?`,
  );
  const insert = db.prepare<[NewReleaseFile]>(
    `INSERT INTO release_files (id, release_id, platform, name, size, sha256, sha512, md5, main_class, created_at)
     VALUES (@id, @releaseId, @platform, @name, @size, @sha256, @sha512, @md5, @mainClass, @createdAt)`,
  );
  const remove = db.prepare<[string]>('DELETE FROM release_files WHERE id = ?');
  return {
    byId: (id: string): ReleaseFile | undefined => byId.get(id),
    /** The any-platform file first. */
    ofRelease: (releaseId: string): ReleaseFile[] => ofRelease.all(releaseId),
    /** Whether any release still names these bytes, or is to. */
    named: (sha256: string): boolean => names.get({ sha256 }) !== undefined,
    allBytes: (): string[] => allBytes.all().map((row) => row.sha256),
    /** The newest files whose names end so, in either case, of which this is not known yet (`fileFacts`). */
    withoutFact: (ending: string, kind: string, limit: number): ReleaseFile[] =>
      withoutFact.all(`%${ending}`, kind, limit),
    insert: (file: NewReleaseFile): void => void insert.run(file),
    remove: (id: string): void => void remove.run(id),
  };
}
