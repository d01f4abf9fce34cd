import type { Input } from '../../../shared/contract.ts';
import type { DownloadRow } from '../../../shared/model/views.ts';
import { connectLocally } from '../../ipc/transports/local-client.ts';
import { downloadLine } from '../download-line.ts';
import { CommandFailure, refusedCall } from '../failure.ts';
import type { Job } from '../job.ts';
import { onStopSignal } from '../signals.ts';
import { outputEnds, writeLine } from '../streams.ts';

type Query = Pick<Input<'downloads.list'>, 'dialect' | 'outcome' | 'product' | 'license'>;

/** The contract lists at most so many rows in one answer. */
const MOST = 500;

/**
 * Prints the newest rows that there are, oldest first, and then each new one as it happens, until a signal or until nobody
 * reads them any more.
 * @throws {CommandFailure} `no_server` when none runs, `server_stopped` when it goes away
 */
export async function follow(job: Job, query: Query, limit: number): Promise<void> {
  const { folder } = job.place;
  const connection = await connectLocally(folder);
  if (!connection)
    throw new CommandFailure(
      'no_server',
      `No server runs on ${folder}, so there is nothing to follow. Start one with "lanyard serve".`,
    );
  const unread = outputEnds().then(() => null);
  let printed = 0;
  const print = (rows: DownloadRow[]) => {
    for (const row of rows) {
      if (row.id <= printed || !matches(row, query)) continue;
      printed = row.id;
      writeLine(job.json ? JSON.stringify(row) : downloadLine(row));
    }
  };
  const early: DownloadRow[] = [];
  let show = (rows: DownloadRow[]): void => void early.push(...rows);
  // The subscription comes first, so that no row falls between the list and the events.
  connection.subscribe('downloads', (rows) => show(rows));
  const listed = await connection.invoke('downloads.list', { ...query, limit: Math.min(limit, MOST) });
  if (!listed.ok) throw refusedCall(listed.error);
  print(listed.value.toReversed());
  show = print;
  print(early);

  let release = () => {};
  const why = await Promise.race([
    connection.closed.then((reason) => reason ?? 'The server stopped.'),
    unread,
    new Promise<null>((resolve) => {
      release = onStopSignal(() => resolve(null));
    }),
  ]);
  release();
  if (why !== null) throw new CommandFailure('server_stopped', why);
  await connection.close();
}

const matches = (row: DownloadRow, { dialect, outcome, product, license }: Query): boolean =>
  (dialect === undefined || row.dialect === dialect) &&
  (outcome === undefined || row.outcome === outcome) &&
  (product === undefined || row.productId === product) &&
  (license === undefined || row.licenseId === license);
