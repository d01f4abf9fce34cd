import type { AccessToken } from '../domain/model.ts';
import { accessTokenColumns } from './credentials.ts';
import type { Sqlite } from './database.ts';
import { type PlatformReleaseQuery, type PlatformReleaseRow, platformReleases } from './platform-releases.ts';

/** What Cryptlex's API lists, for `listings`. */
export function cryptlexLists(db: Sqlite) {
  let releases: ReturnType<typeof platformReleases> | undefined;
  const all = () => (releases ??= platformReleases(db));
  return {
    platformReleases: (query: PlatformReleaseQuery): { rows: PlatformReleaseRow[]; total: number } =>
      all().page(query),
    platformRelease: ({ id }: { id: string }): PlatformReleaseRow | null => all().byId(id),

    /** Access tokens, newest first. */
    accessTokens(query: { customerId: string | null; limit: number; offset: number }): {
      rows: AccessToken[];
      total: number;
    } {
      const where = query.customerId === null ? '1' : 'customer_id = @customerId';
      const rows = db
        .prepare<[typeof query], AccessToken>(
          `SELECT ${accessTokenColumns} FROM access_tokens WHERE ${where} ORDER BY created_at DESC, id LIMIT @limit OFFSET @offset`,
        )
        .all(query);
      const counted = db
        .prepare<[typeof query], { total: number }>(
          `SELECT count(*) AS total FROM access_tokens WHERE ${where}`,
        )
        .get(query);
      return { rows, total: counted!.total };
    },
  };
}
