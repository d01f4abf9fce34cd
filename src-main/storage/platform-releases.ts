import { versionRank } from '../../shared/version-rank.ts';
import type { Sqlite } from './database.ts';

/** A release for one platform, what Cryptlex calls a release: with its file, one that is to come, or none at all. */
export type PlatformReleaseRow = {
  /** Of the file, whether it is there or to come; a release without either has its own. */
  id: string;
  productId: string;
  /** The release's, or the product's and the version. */
  name: string;
  channel: string;
  version: string;
  platform: string;
  notes: string;
  published: 0 | 1;
  reserved: 0 | 1;
  publishedAt: number | null;
  createdAt: number;
  updatedAt: number;
  fileName: string | null;
  size: number | null;
  md5: string | null;
  fileCreatedAt: number | null;
  fileUpdatedAt: number | null;
  /** How often the file was delivered whole. */
  downloads: number;
};

const fields = {
  id: 'p.id',
  releaseId: 'p.id',
  productId: 'r.product_id',
  name: "ifnull(r.name, o.name || ' ' || r.version)",
  platform: "ifnull(p.platform, 'any')",
  channel: "ifnull(b.name, 'stable')",
  version: 'r.version',
  published: "(p.pending = 0 AND r.status IN ('PUBLISHED', 'DEPRECATED'))",
  private: 'EXISTS (SELECT 1 FROM release_licenses x WHERE x.release_id = r.id)',
  createdAt: 'r.created_at',
  updatedAt: 'max(r.updated_at, ifnull(p.file_updated_at, 0))',
  fileName: 'p.file_name',
  fileCreatedAt: 'p.file_created_at',
  size: 'p.size',
} as const satisfies Record<string, string>;

export type PlatformReleaseField = keyof typeof fields;

/** How a field is compared: Cryptlex's operators. The letters of texts count alike in the four that look inside. */
export type Operator = 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'sw' | 'ew' | 'cn' | 'nc' | 'in' | 'nin';

/** A condition; `in` and `nin` have any number of values, the others one. Versions are compared by rank. */
export type PlatformReleaseFilter = {
  field: PlatformReleaseField;
  operator: Operator;
  values: readonly (string | number)[];
};

export type PlatformReleaseQuery = {
  filters: readonly PlatformReleaseFilter[];
  /** Part of the name, version, platform, channel or file name. */
  search: string | null;
  sort: readonly { field: PlatformReleaseField; descending: boolean }[];
  /** Only those that have a file. */
  withFile: boolean;
  limit: number;
  offset: number;
};

const SOURCE = `(
    SELECT id, release_id, platform, 0 AS pending, name AS file_name, size, md5, created_at AS file_created_at,
      created_at AS file_updated_at FROM release_files
    UNION ALL
    SELECT id, release_id, platform, 1, name, size, md5, created_at, updated_at FROM pending_files
    UNION ALL
    SELECT id, id, NULL, 0, NULL, NULL, NULL, NULL, NULL FROM releases e
      WHERE NOT EXISTS (SELECT 1 FROM release_files f WHERE f.release_id = e.id)
        AND NOT EXISTS (SELECT 1 FROM pending_files q WHERE q.release_id = e.id)
  ) p
  JOIN releases r ON r.id = p.release_id
  JOIN products o ON o.id = r.product_id
  LEFT JOIN branches b ON b.id = r.branch_id`;

const COLUMNS = `p.id, r.product_id AS productId, ${fields.name} AS name, ${fields.channel} AS channel, r.version,
  ${fields.platform} AS platform, r.notes, ${fields.published} AS published, ${fields.private} AS reserved,
  iif(p.pending, NULL, r.published_at) AS publishedAt, r.created_at AS createdAt, ${fields.updatedAt} AS updatedAt,
  p.file_name AS fileName, p.size, p.md5, p.file_created_at AS fileCreatedAt, p.file_updated_at AS fileUpdatedAt,
  (SELECT count(*) FROM download_log d
   WHERE d.release_id = r.id AND d.file_name = p.file_name AND d.outcome = 'delivered') AS downloads`;

const orders = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** One condition in SQL; its values go to `add`, which names the parameter that carries one. */
function condition(
  { field, operator, values }: PlatformReleaseFilter,
  add: (value: string | number | null) => string,
): string {
  const column = fields[field];
  const value = values[0]!;
  const list = () => values.map((each) => add(each)).join(', ');
  switch (operator) {
    case 'eq':
      return `${column} = ${add(value)}`;
    case 'ne':
      return `${column} <> ${add(value)}`;
    case 'in':
      return `${column} IN (${list()})`;
    case 'nin':
      return `${column} NOT IN (${list()})`;
    case 'sw':
      return `instr(lower(${column}), lower(${add(value)})) = 1`;
    case 'ew': {
      const end = add(value);
      return `substr(lower(${column}), -length(${end})) = lower(${end})`;
    }
    case 'cn':
      return `instr(lower(${column}), lower(${add(value)})) > 0`;
    case 'nc':
      return `instr(lower(${column}), lower(${add(value)})) = 0`;
    default:
      return field === 'version'
        ? `r.version_rank ${orders[operator]} ${add(versionRank(String(value)))}`
        : `${column} ${orders[operator]} ${add(value)}`;
  }
}

const SEARCHED = ['name', 'version', 'platform', 'channel', 'fileName'] as const;

const sortColumn = (field: PlatformReleaseField): string =>
  field === 'version' ? 'r.version_rank IS NULL, r.version_rank' : fields[field];

/** Releases as Cryptlex sees them, one for each platform. Texts are prepared for each page: there are too many to keep. */
export function platformReleases(db: Sqlite) {
  const byId = db.prepare<[string], PlatformReleaseRow>(`SELECT ${COLUMNS} FROM ${SOURCE} WHERE p.id = ?`);
  return {
    byId: (id: string): PlatformReleaseRow | null => byId.get(id) ?? null,
    page({ filters, search, sort, withFile, limit, offset }: PlatformReleaseQuery): {
      rows: PlatformReleaseRow[];
      total: number;
    } {
      const parameters: Record<string, string | number | null> = {};
      const add = (value: string | number | null): string => {
        const name = `v${Object.keys(parameters).length}`;
        parameters[name] = value;
        return `@${name}`;
      };
      const clauses = filters.map((filter) => condition(filter, add));
      if (withFile) clauses.push('p.file_name IS NOT NULL');
      if (search !== null) {
        const wanted = add(search);
        const places = SEARCHED.map((field) => `instr(lower(${fields[field]}), lower(${wanted})) > 0`);
        clauses.push(`(${places.join(' OR ')})`);
      }
      const where = clauses.join(' AND ') || '1';
      const order = sort.map(
        ({ field, descending }) => `${sortColumn(field)} ${descending ? 'DESC' : 'ASC'}`,
      );
      const rows = db
        .prepare<[typeof parameters], PlatformReleaseRow>(
          `SELECT ${COLUMNS} FROM ${SOURCE} WHERE ${where} ORDER BY ${[...order, 'p.id'].join(', ')} LIMIT @limit OFFSET @offset`,
        )
        .all({ ...parameters, limit, offset });
      const counted = db
        .prepare<[typeof parameters], { total: number }>(
          `SELECT count(*) AS total FROM ${SOURCE} WHERE ${where}`,
        )
        .get(parameters);
      return { rows, total: counted!.total };
    },
  };
}
