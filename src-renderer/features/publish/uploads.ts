import type { Connection } from '../../api/connection.ts';
import { connectionLost } from '../../api/connection.ts';
import { createEmitter } from '../../api/emitter.ts';
import { guessPlatform, guessVersion } from '../../lib/guess-version.ts';
import { readJarVersion } from '../../lib/jar-version.ts';
import { createTransferRate } from '../../lib/transfer-rate.ts';
import { type Draft, isRunning, type Phase, publishInput, type Upload, waitingVersions } from './upload.ts';

/** So many files are sent at once; the others wait for their turn. */
const AT_ONCE = 2;

const NO_RATE = { bytesPerSecond: null, left: null };

export type Uploads = ReturnType<typeof createUploads>;

/** The files being published, of every product: they go on while other pages are shown, and lose nothing that was typed. */
export function createUploads(connection: Connection) {
  const changes = createEmitter<void>();
  const controllers = new Map<string, AbortController>();
  let uploads: readonly Upload[] = [];

  const set = (next: readonly Upload[]) => {
    uploads = next;
    changes.emit();
  };
  const patch = (id: string, change: Partial<Upload>) =>
    set(uploads.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)));
  const find = (id: string) => uploads.find((upload) => upload.id === id);

  const send = async (upload: Upload) => {
    const { id, file } = upload;
    const controller = new AbortController();
    controllers.set(id, controller);
    patch(id, { phase: 'sending', sent: 0, rate: NO_RATE, stalled: false });
    const rate = createTransferRate(file.size, performance.now());
    const onProgress = (sent: number, stalled: boolean) =>
      patch(id, {
        sent,
        rate: rate.update(sent, performance.now()),
        stalled,
        phase: sent >= file.size ? 'storing' : 'sending',
      });
    const reply = await connection
      .publish(file, publishInput(upload, waitingVersions(upload, uploads)), {
        onProgress,
        signal: controller.signal,
      })
      .catch(() => connectionLost);
    controllers.delete(id);
    if (reply.ok) patch(id, { phase: 'done', sent: file.size });
    else {
      const phase: Phase = reply.error.code === 'upload_cancelled' ? 'cancelled' : 'failed';
      patch(id, { phase, error: phase === 'failed' ? reply.error : null });
    }
    startNext();
  };
  const startNext = () => {
    const sending = uploads.filter(({ phase }) => phase === 'sending' || phase === 'storing').length;
    for (const next of uploads
      .filter((upload) => upload.phase === 'waiting' && !waitsForItsFile(upload, uploads))
      .slice(0, Math.max(0, AT_ONCE - sending)))
      void send(next);
  };

  return {
    list: () => uploads,
    subscribe: changes.on,
    /** Takes files in and guesses what can be guessed of them. */
    async add(productId: string, files: readonly File[], branch: string): Promise<void> {
      const added = files.map((file) => newUpload(productId, file, branch));
      set([...uploads, ...added]);
      const told = await Promise.all(files.map(tellVersion));
      for (const [index, { id, draft }] of added.entries()) {
        const version = told[index]?.version ?? '';
        patch(id, {
          phase: 'ready',
          versionSource: told[index]?.source ?? null,
          draft: { ...draft, version },
        });
      }
    },
    edit(id: string, change: Partial<Draft>): void {
      const upload = find(id);
      if (!upload || isRunning(upload)) return;
      const versionSource = change.version === undefined ? upload.versionSource : null;
      patch(id, { draft: { ...upload.draft, ...change }, versionSource, error: null });
    },
    publish(id: string): void {
      const upload = find(id);
      if (!upload || isRunning(upload) || upload.phase === 'done') return;
      patch(id, { phase: 'waiting', error: null, sent: 0 });
      startNext();
    },
    cancel(id: string): void {
      const controller = controllers.get(id);
      if (controller) controller.abort();
      else patch(id, { phase: 'cancelled' });
    },
    /** Forgets an upload that is not under way. */
    remove(id: string): void {
      set(uploads.filter((upload) => upload.id !== id || isRunning(upload)));
    },
  };
}

/** A blockmap is taken once the file is there that it describes. */
const waitsForItsFile = ({ file, productId }: Upload, uploads: readonly Upload[]): boolean =>
  uploads.some(
    (other) =>
      other.productId === productId && isRunning(other) && file.name === `${other.file.name}.blockmap`,
  );

const newUpload = (productId: string, file: File, branch: string): Upload => ({
  id: crypto.randomUUID(),
  productId,
  file,
  draft: {
    version: '',
    branch,
    platform: guessPlatform(file.name) ?? '',
    status: 'PUBLISHED',
    latest: null,
    notes: '',
    rolloutPercent: '',
    licenses: [],
    metadata: [],
  },
  versionSource: null,
  phase: 'reading',
  sent: 0,
  rate: NO_RATE,
  stalled: false,
  error: null,
});

async function tellVersion(file: File) {
  const told = /\.jar$/i.test(file.name) ? await readJarVersion(file) : null;
  if (told) return told;
  const version = guessVersion(file.name);
  return version === null ? null : { version, source: 'the file name' };
}
