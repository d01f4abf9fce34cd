import type { ReleaseStatus } from '../../shared/model/enums.ts';
import type { Release } from '../domain/model.ts';
import { rolloutBucket } from '../domain/releases/rollout.ts';
import { isIntact } from './checked-bytes.ts';
import type { Sqlite } from './database.ts';

type Row = Omit<Release, 'latest'> & { latest: 0 | 1 };

const columns = `r.id, r.product_id AS productId, r.branch_id AS branchId, r.version, r.name, r.notes, r.status, r.latest,
  r.rollout_percent AS rolloutPercent, r.withdrawn_at AS withdrawnAt, r.withdrawn_reason AS withdrawnReason,
  r.last_seen_at AS lastSeenAt, r.published_at AS publishedAt, r.created_at AS createdAt, r.updated_at AS updatedAt`;
const withFile = 'EXISTS (SELECT 1 FROM release_files f WHERE f.release_id = r.id)';

const toRelease = (row: Row | undefined): Release | undefined => row && { ...row, latest: row.latest === 1 };
const toRow = (release: Release, rank: string | null) => ({
  ...release,
  latest: release.latest ? 1 : 0,
  rank,
});

/** How a page of releases is chosen and ordered. */
export type ReleasePage = {
  productId: string;
  status: ReleaseStatus | null;
  /** Case-insensitive part of the version. */
  search: string | null;
  sort: 'version' | 'createdAt' | 'updatedAt' | 'latest';
  direction: 'asc' | 'desc';
  limit: number;
  offset: number;
};

/** What a licence may be offered on a line. */
export type OfferQuery = {
  productId: string;
  branchId: string | null;
  /** null = a client that names none, and gets the any-platform file, or the only one. */
  platform: string | null;
  /** Whether a file for any one platform will do, since the caller chooses among them. */
  anyFile?: boolean;
  /** Whether releases count, too, whose file is missing or damaged. */
  damagedToo?: boolean;
  /** null = a client without a licence: nothing that is reserved, nothing that is still being rolled out. */
  licenseId: string | null;
  /** Digits and dots only, two numbers at least. */
  numericOnly: boolean;
  /** Whatever the licence's maintenance does not include counts, too (`includesRelease` of domain/licenses). */
  beyondMaintenance?: boolean;
};

const sortColumns = {
  version: 'r.version_rank IS NULL, r.version_rank',
  createdAt: 'r.created_at',
  updatedAt: 'r.updated_at',
  latest: '(r.latest AND r.withdrawn_at IS NULL)',
} as const satisfies Record<ReleasePage['sort'], string>;

export function releases(db: Sqlite) {
  const line = `r.product_id = ? AND ifnull(r.branch_id, '') = ifnull(?, '')`;
  const byId = db.prepare<[string], Row>(`SELECT ${columns} FROM releases r WHERE r.id = ?`);
  const byVersion = db.prepare<[string, string | null, string], Row>(
    `SELECT ${columns} FROM releases r WHERE ${line} AND r.version = ?`,
  );
  const after = db.prepare<[string, number], Row>(
    `SELECT ${columns} FROM releases r WHERE r.id > ? ORDER BY r.id LIMIT ?`,
  );
  const latestOf = db.prepare<[string, string | null], Row>(
    `SELECT ${columns} FROM releases r WHERE ${line} AND r.latest = 1`,
  );
  const possibleLatest = db
    .prepare<[string, string | null], string>(
      `SELECT r.version FROM releases r WHERE ${line} AND r.status = 'PUBLISHED' AND r.withdrawn_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM release_licenses a WHERE a.release_id = r.id)`,
    )
    .pluck();
  const lineHasFiles = db.prepare<[string, string | null]>(
    `SELECT 1 FROM releases r WHERE ${line} AND ${withFile} LIMIT 1`,
  );
  const hasPublished = db.prepare<[string, string | null]>(
    `SELECT 1 FROM releases r WHERE ${line} AND r.status = 'PUBLISHED' LIMIT 1`,
  );
  db.function('rollout_bucket', { deterministic: true }, (releaseId, licenseId) =>
    rolloutBucket(String(releaseId), String(licenseId)),
  );
  // A numeric version is `isNumericVersion` of shared/version-rank.ts: digits and dots, two numbers at least.
  const offered = `r.product_id = @productId AND ifnull(r.branch_id, '') = ifnull(@branchId, '')
       AND r.status = 'PUBLISHED' AND r.version_rank IS NOT NULL AND r.withdrawn_at IS NULL
       AND (@numericOnly = 0 OR (r.version NOT GLOB '*[^0-9.]*' AND instr(r.version, '.') > 0))
       AND EXISTS (SELECT 1 FROM release_files f WHERE f.release_id = r.id
                   AND (@platform IS NULL OR f.platform IS NULL OR f.platform = @platform) AND (@damagedToo = 1 OR ${isIntact('f')}))
       AND (@platform IS NOT NULL OR @anyFile = 1 OR @damagedToo = 1 OR NOT EXISTS (SELECT 1 FROM release_files f
            WHERE f.release_id = r.id AND f.platform IS NULL AND NOT ${isIntact('f')}))
       AND (NOT EXISTS (SELECT 1 FROM release_licenses a WHERE a.release_id = r.id)
            OR EXISTS (SELECT 1 FROM release_licenses a WHERE a.release_id = r.id AND a.license_id = @licenseId))
       AND (@anyAge = 1 OR NOT EXISTS (SELECT 1 FROM licenses l WHERE l.id = @licenseId
            AND (r.version_rank > l.max_version_rank OR ifnull(r.published_at, r.created_at) > l.releases_until)))
       AND (r.rollout_percent = 100
            OR (@licenseId IS NOT NULL AND rollout_bucket(r.id, @licenseId) < r.rollout_percent))`;
  type OfferParameters = Omit<OfferQuery, 'numericOnly' | 'beyondMaintenance' | 'anyFile' | 'damagedToo'> & {
    numericOnly: 0 | 1;
    anyAge: 0 | 1;
    anyFile: 0 | 1;
    damagedToo: 0 | 1;
  };
  const newest = db.prepare<[OfferParameters], Row>(
    `SELECT ${columns} FROM releases r WHERE ${offered} ORDER BY r.version_rank DESC, r.created_at DESC LIMIT 1`,
  );
  const newestBefore = db.prepare<[OfferParameters & { id: string }], Row>(
    `SELECT ${columns} FROM releases r, (SELECT version_rank, created_at FROM releases WHERE id = @id) AS b
     WHERE ${offered}
       AND (r.version_rank < b.version_rank OR (b.version_rank IS NULL AND r.created_at < b.created_at))
     ORDER BY r.version_rank DESC, r.created_at DESC LIMIT 1`,
  );
  const offers = db.prepare<[OfferParameters & { limit: number; offset: number }], Row>(
    `SELECT ${columns} FROM releases r WHERE ${offered} ORDER BY r.version_rank DESC, r.created_at DESC
     LIMIT @limit OFFSET @offset`,
  );
  const withPackages = db.prepare<[string, string | null, string, string, number], Row>(
    `SELECT ${columns} FROM releases r
     WHERE ${line} AND r.version_rank >= ? AND r.version_rank <= ?
       AND EXISTS (SELECT 1 FROM release_files f WHERE f.release_id = r.id AND f.name LIKE '%.nupkg')
     ORDER BY r.version_rank DESC LIMIT ?`,
  );
  const withFileNamed = db.prepare<[string, string, string | null], Row>(
    `SELECT ${columns} FROM release_files f JOIN releases r ON r.id = f.release_id
     WHERE f.name = ? AND ${line} AND r.status IN ('PUBLISHED', 'DEPRECATED')
     ORDER BY r.version_rank IS NULL, r.version_rank DESC, r.created_at DESC LIMIT 50`,
  );
  const toParameters = ({
    numericOnly,
    beyondMaintenance,
    anyFile,
    damagedToo,
    ...query
  }: OfferQuery): OfferParameters => ({
    ...query,
    numericOnly: numericOnly ? 1 : 0,
    anyAge: beyondMaintenance ? 1 : 0,
    anyFile: anyFile ? 1 : 0,
    damagedToo: damagedToo ? 1 : 0,
  });
  const ofProduct = db.prepare<[string], Row>(
    `SELECT ${columns} FROM releases r WHERE r.product_id = ? ORDER BY r.created_at DESC, r.id`,
  );
  const inUse = db.prepare<[string]>('SELECT 1 FROM releases WHERE product_id = ? LIMIT 1');
  const insert = db.prepare<[ReturnType<typeof toRow>]>(
    `INSERT INTO releases (id, product_id, branch_id, version, version_rank, name, notes, status, latest,
       rollout_percent, withdrawn_at, withdrawn_reason, last_seen_at, published_at, created_at, updated_at)
     VALUES (@id, @productId, @branchId, @version, @rank, @name, @notes, @status, @latest,
       @rolloutPercent, @withdrawnAt, @withdrawnReason, @lastSeenAt, @publishedAt, @createdAt, @updatedAt)`,
  );
  const update = db.prepare<[ReturnType<typeof toRow>]>(
    `UPDATE releases SET product_id = @productId, branch_id = @branchId, version = @version, version_rank = @rank,
       name = @name, notes = @notes, status = @status, latest = @latest, rollout_percent = @rolloutPercent,
       withdrawn_at = @withdrawnAt, withdrawn_reason = @withdrawnReason, published_at = @publishedAt,
       updated_at = @updatedAt WHERE id = @id`,
  );
  const clearLatest = db.prepare<[string, string | null, string]>(
    `UPDATE releases SET latest = 0 WHERE product_id = ? AND ifnull(branch_id, '') = ifnull(?, '') AND latest = 1 AND id <> ?`,
  );
  const touch = db.prepare<[number, string]>('UPDATE releases SET last_seen_at = ? WHERE id = ?');
  const setUpdated = db.prepare<[number, string]>('UPDATE releases SET updated_at = ? WHERE id = ?');
  const remove = db.prepare<[string]>('DELETE FROM releases WHERE id = ?');

  const pageWhere = `r.product_id = @productId AND (@status IS NULL OR r.status = @status)
    AND (@search IS NULL OR instr(lower(r.version), lower(@search)) > 0)`;
  type PageParameters = Pick<ReleasePage, 'productId' | 'status' | 'search' | 'limit' | 'offset'>;
  const pageOf = (order: string) =>
    db.prepare<[PageParameters], Row>(
      `SELECT ${columns} FROM releases r WHERE ${pageWhere} ORDER BY ${order}, r.id LIMIT @limit OFFSET @offset`,
    );
  const pages = Object.fromEntries(
    Object.entries(sortColumns).flatMap(([sort, column]) =>
      (['asc', 'desc'] as const).map((direction) => [
        `${sort} ${direction}`,
        pageOf(`${column} ${direction}, r.version ${direction}`),
      ]),
    ),
  ) as Record<`${ReleasePage['sort']} ${'asc' | 'desc'}`, ReturnType<typeof pageOf>>;
  const count = db.prepare<[Omit<PageParameters, 'limit' | 'offset'>], { total: number }>(
    `SELECT count(*) AS total FROM releases r WHERE ${pageWhere}`,
  );

  return {
    /** The next releases of all products, in the order of their ids. */
    after: (id: string, limit: number): Release[] => after.all(id, limit).map((row) => toRelease(row)!),
    byId: (id: string): Release | undefined => toRelease(byId.get(id)),
    byVersion: (productId: string, branchId: string | null, version: string): Release | undefined =>
      toRelease(byVersion.get(productId, branchId, version)),
    latestOf: (productId: string, branchId: string | null): Release | undefined =>
      toRelease(latestOf.get(productId, branchId)),
    /** Whether a line holds a release with a file. */
    lineHasFiles: (productId: string, branchId: string | null): boolean =>
      lineHasFiles.get(productId, branchId) !== undefined,
    hasPublished: (productId: string, branchId: string | null): boolean =>
      hasPublished.get(productId, branchId) !== undefined,
    /** The highest comparable published version of a line that has a file for the platform and that the licence may have. */
    newest: (query: OfferQuery): Release | undefined => toRelease(newest.get(toParameters(query))),
    /** The same among versions below that of a release; when it cannot be compared, among releases older than it. */
    newestBefore: (query: OfferQuery, id: string): Release | undefined =>
      toRelease(newestBefore.get({ ...toParameters(query), id })),
    /** The releases that `newest` chooses from, the newest first, a page of them. */
    offers: (query: OfferQuery, page: { limit: number; offset: number }): Release[] =>
      offers.all({ ...toParameters(query), ...page }).map((row) => toRelease(row)!),
    /** The releases of a line that may still be downloaded and have a file of this name, the newest first. */
    withFileNamed: (productId: string, branchId: string | null, name: string): Release[] =>
      withFileNamed.all(name, productId, branchId).map((row) => toRelease(row)!),
    /** The releases of a line that hold packages of Squirrel.Windows, of whatever status, between two ranks, the newest first. */
    withPackages: (
      productId: string,
      branchId: string | null,
      { from, to, limit }: { from: string; to: string; limit: number },
    ): Release[] => withPackages.all(productId, branchId, from, to, limit).map((row) => toRelease(row)!),
    ofProduct: (productId: string): Release[] => ofProduct.all(productId).map((row) => toRelease(row)!),
    page({ sort, direction, ...query }: ReleasePage): { rows: Release[]; total: number } {
      const rows = pages[`${sort} ${direction}`].all(query).map((row) => toRelease(row)!);
      return { rows, total: count.get(query)!.total };
    },
    inUse: (productId: string): boolean => inUse.get(productId) !== undefined,
    insert: (release: Release, rank: string | null): void => void insert.run(toRow(release, rank)),
    update: (release: Release, rank: string | null): void => void update.run(toRow(release, rank)),
    /** The versions of a line that may be its latest: published, not withdrawn, for every licence. */
    possibleLatest: (productId: string, branchId: string | null): string[] =>
      possibleLatest.all(productId, branchId),
    /** Takes the latest flag from every release of the line but one. */
    clearLatest: (productId: string, branchId: string | null, except: string): void =>
      void clearLatest.run(productId, branchId, except),
    touch: (id: string, now: number): void => void touch.run(now, id),
    /** Notes when something of a release changed that lies elsewhere, e.g. its files. */
    setUpdated: (id: string, now: number): void => void setUpdated.run(now, id),
    remove: (id: string): void => void remove.run(id),
  };
}
