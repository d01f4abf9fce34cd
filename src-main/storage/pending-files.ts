import type { NewFile, PendingFile } from '../domain/model.ts';
import type { Sqlite } from './database.ts';

type Times = { createdAt: number; updatedAt: number };
type Row = { id: string; releaseId: string; platform: string | null } & Times & {
    [K in keyof NewFile]: NewFile[K] | null;
  };

const columns = `id, release_id AS releaseId, platform, name, size, sha256, sha512, md5, main_class AS mainClass,
  created_at AS createdAt, updated_at AS updatedAt`;

function toPendingFile(row: Row): PendingFile {
  const { id, releaseId, platform, createdAt, updatedAt, ...file } = row;
  return {
    id,
    releaseId,
    platform,
    createdAt,
    updatedAt,
    file: file.name === null ? null : (file as NewFile),
  };
}

const noFile = { name: null, size: null, sha256: null, sha512: null, md5: null, mainClass: null };

/** Platforms that releases are to have files for (migration 0003). */
export function pendingFiles(db: Sqlite) {
  const byId = db.prepare<[string], Row>(`SELECT ${columns} FROM pending_files WHERE id = ?`);
  const ofRelease = db.prepare<[string], Row>(
    `SELECT ${columns} FROM pending_files WHERE release_id = ? ORDER BY platform IS NOT NULL, platform`,
  );
  const save = db.prepare<[Row]>(
    `INSERT INTO pending_files (id, release_id, platform, name, size, sha256, sha512, md5, main_class, created_at, updated_at)
     VALUES (@id, @releaseId, @platform, @name, @size, @sha256, @sha512, @md5, @mainClass, @createdAt, @updatedAt)
     ON CONFLICT (id) DO UPDATE SET platform = excluded.platform, name = excluded.name, size = excluded.size,
       sha256 = excluded.sha256, sha512 = excluded.sha512, md5 = excluded.md5, main_class = excluded.main_class,
       updated_at = excluded.updated_at`,
  );
  const remove = db.prepare<[string]>('DELETE FROM pending_files WHERE id = ?');
  return {
    byId(id: string): PendingFile | undefined {
      const row = byId.get(id);
      return row && toPendingFile(row);
    },
    ofRelease: (releaseId: string): PendingFile[] => ofRelease.all(releaseId).map(toPendingFile),
    /** Inserts it, or replaces all but its release and when it was made. */
    save: ({ file, ...pending }: PendingFile): void => void save.run({ ...pending, ...(file ?? noFile) }),
    remove: (id: string): void => void remove.run(id),
  };
}
