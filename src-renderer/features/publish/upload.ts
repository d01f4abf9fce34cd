import { precedence } from '../../../shared/latest-release.ts';
import type { ReleaseStatus } from '../../../shared/model/enums.ts';
import type { ErrorView } from '../../../shared/reply.ts';
import type { PublishInput } from '../../api/connection.ts';
import { filledPairs, type Pair } from '../../lib/pairs.ts';
import type { Rate } from '../../lib/transfer-rate.ts';

/** What the vendor says of a file before it is published. */
export type Draft = {
  version: string;
  /** Empty = the default line. */
  branch: string;
  /** Empty = any platform. */
  platform: string;
  status: ReleaseStatus;
  /** null = the vendor has not said: by its version. */
  latest: boolean | null;
  notes: string;
  /** Of a hundred licences; empty = all of them. */
  rolloutPercent: number | '';
  /** Keys or ids of the licences that may have it; empty = every licence. */
  licenses: string[];
  metadata: Pair[];
};

/**
 * A file on its way to a release: `reading` its version, `ready` to be published, `waiting` for its turn, `sending`,
 * `storing` once every byte arrived, and how it ended. A failed or cancelled one keeps its draft.
 */
export type Phase = 'reading' | 'ready' | 'waiting' | 'sending' | 'storing' | 'done' | 'failed' | 'cancelled';

export type Upload = {
  id: string;
  productId: string;
  file: File;
  draft: Draft;
  /** Where the version was found, e.g. `the file name`; null when the vendor typed it. */
  versionSource: string | null;
  phase: Phase;
  /** Bytes that arrived so far. */
  sent: number;
  rate: Rate;
  /** The drive that the file is read from does not answer. */
  stalled: boolean;
  error: ErrorView | null;
};

/** Whether the upload is under way, so that it can be cancelled and not edited. */
export const isRunning = ({ phase }: Upload): boolean =>
  phase === 'waiting' || phase === 'sending' || phase === 'storing';

/**
 * What the server is asked for.
 * @param waiting versions of the same line that are on their way too; where one of them stands before it, it must say so
 */
export function publishInput({ productId, draft }: Upload, waiting: readonly string[]): PublishInput {
  const { version, branch, platform, status, notes, rolloutPercent, licenses } = draft;
  const metadata = filledPairs(draft.metadata);
  return {
    product: productId,
    version: version.trim(),
    status,
    ...latestInput(draft, waiting),
    ...(branch && { branch }),
    ...(platform.trim() && { platform: platform.trim() }),
    ...(notes.trim() && { notes: notes.trim() }),
    ...(rolloutPercent !== '' && { rolloutPercent }),
    ...(licenses.length > 0 && { licenses }),
    ...(metadata.length > 0 && { metadata }),
  };
}

/** Only a published release that every licence may have can be the latest one. */
export const canBeLatest = ({ status, licenses }: Draft): boolean =>
  status === 'PUBLISHED' && licenses.length === 0;

/** Left to the server, which knows the releases that are there, unless the vendor or another upload says otherwise. */
function latestInput(draft: Draft, waiting: readonly string[]): { latest?: boolean } {
  if (!canBeLatest(draft)) return { latest: false };
  if (draft.latest !== null) return { latest: draft.latest };
  return precedence(draft.version.trim(), waiting) === null ? {} : { latest: false };
}

/** The versions of the same line that other uploads bring, and that may be the latest. */
export const waitingVersions = (upload: Upload, uploads: readonly Upload[]): string[] =>
  uploads
    .filter(
      ({ id, productId, phase, draft }) =>
        id !== upload.id &&
        productId === upload.productId &&
        phase !== 'done' &&
        phase !== 'cancelled' &&
        draft.branch === upload.draft.branch &&
        draft.version.trim() !== '' &&
        draft.version.trim() !== upload.draft.version.trim() &&
        draft.latest !== false &&
        canBeLatest(draft),
    )
    .map(({ draft }) => draft.version.trim());
