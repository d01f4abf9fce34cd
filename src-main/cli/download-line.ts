import type { DownloadRow } from '../../shared/model/views.ts';
import { orDash, size, time } from './format.ts';

/** A download on one line, as `serve` and `log downloads --follow` print it. */
export function downloadLine(row: DownloadRow): string {
  const what =
    row.fileName === null ? orDash(row.productName) : `${orDash(row.fileName)} ${orDash(row.version)}`;
  const how = row.reason === null ? size(row.bytesSent) : orDash(row.reason);
  return [
    time(row.startedAt),
    row.outcome.padEnd(9),
    row.dialect.padEnd(11),
    what,
    how,
    orDash(row.licenseHint),
    orDash(row.address),
  ].join('  ');
}
