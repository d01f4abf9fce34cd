import type { Sqlite } from './database.ts';

/** What update feeds say of release files beside their digests. It goes with its file. */
export function fileFacts(db: Sqlite) {
  const get = db.prepare<[string, string], { content: Buffer }>(
    'SELECT content FROM release_file_facts WHERE file_id = ? AND kind = ?',
  );
  const has = db.prepare<[string, string]>('SELECT 1 FROM release_file_facts WHERE file_id = ? AND kind = ?');
  // The file may have been deleted while it was read, or have other bytes since.
  const put = db.prepare<[{ fileId: string; sha256: string; kind: string; content: Uint8Array }]>(
    `INSERT INTO release_file_facts (file_id, kind, content)
     SELECT @fileId, @kind, @content WHERE EXISTS (SELECT 1 FROM release_files WHERE id = @fileId AND sha256 = @sha256)
     ON CONFLICT (file_id, kind) DO UPDATE SET content = excluded.content`,
  );
  return {
    has: (fileId: string, kind: string): boolean => has.get(fileId, kind) !== undefined,
    get: (fileId: string, kind: string): Buffer | undefined => get.get(fileId, kind)?.content,
    /** Keeps what was found of these bytes, if they are still those of the file. */
    put: (file: { id: string; sha256: string }, kind: string, content: Uint8Array): void =>
      void put.run({ fileId: file.id, sha256: file.sha256, kind, content }),
  };
}
