import type { DownloadEntry, RequestEntry } from '../domain/model.ts';
import type { Store } from '../storage/store.ts';

/** A row is on its way to the disk for at most this long, in milliseconds. */
const FLUSH_MS = 250;

/** This many rows are written without waiting: a larger batch would hold up other checks. */
const BATCH = 500;

/**
 * Writes log rows behind, in batches: a check is answered before its row is written.
 * @param onDownloads told of rows of the download log once they are written
 * @param onFault told why rows could not be written, e.g. for a full disk; they are lost then, and checks go on. It hears of the
 *   first batch that is lost, and of another only once rows were written again: a full disk would fill the program's own log
 */
export function createLogWriter(
  store: Store,
  onDownloads: (rows: (DownloadEntry & { id: number })[]) => void,
  onFault: (error: unknown) => void,
) {
  let downloads: DownloadEntry[] = [];
  let requests: RequestEntry[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isFailing = false;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (downloads.length === 0 && requests.length === 0) return;
    const batch = { downloads, requests };
    downloads = [];
    requests = [];
    try {
      const written = store.bookkeep(() => {
        for (const entry of batch.requests) store.logs.addRequest(entry);
        return batch.downloads.map((entry) => ({ ...entry, id: store.logs.addDownload(entry) }));
      });
      isFailing = false;
      if (written.length > 0) onDownloads(written);
    } catch (error) {
      if (!isFailing) onFault(error);
      isFailing = true;
    }
  };
  const schedule = () => {
    if (requests.length + downloads.length >= BATCH) flush();
    else timer ??= setTimeout(flush, FLUSH_MS);
  };
  return {
    download(entry: DownloadEntry): void {
      downloads.push(entry);
      schedule();
    },
    request(entry: RequestEntry): void {
      requests.push(entry);
      schedule();
    },
    /** Writes what waits now: before a listing, and at the end. */
    flush,
  };
}
