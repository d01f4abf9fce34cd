import type { z } from 'zod';
import type { Product } from '../../../domain/model.ts';
import { refuse } from '../../../domain/refusal.ts';
import { releaseFileName } from '../../../domain/releases/file-name.ts';
import {
  assertSavable,
  type FileChange,
  type ReleaseStatement,
  saveRelease,
} from '../../../domain/releases/save-release.ts';
import type { Context } from '../../context.ts';
import { InvalidRequest } from '../../invalid-request.ts';
import { type Multipart, readMultipart } from '../../multipart.ts';
import type { Services } from '../../services.ts';
import { presentRelease } from './release-presenter.ts';
import { parseData } from './release-schemas.ts';

/** A release of 20 pairs of metadata and 30 licences fits in three times over. In bytes. */
const DATA_LIMIT = 256 * 1024;

type Statement = ReleaseStatement & { keepExistingFile?: boolean };

/**
 * Takes a release from a multipart request: the order of questions is that of specs/lukittu.md section 5.
 * @param releaseId the release that is replaced; null for a new one
 * @returns the release as it is answered
 * @throws {InvalidRequest} or {Refusal}; then the release and its file are as they were, and nothing is left on the disk
 */
export async function takeRelease(
  ctx: Context,
  services: Services,
  schema: z.ZodType<Statement>,
  releaseId: string | null,
): Promise<Saved> {
  const { core, bytes } = services;
  const { uploadLimit } = core.settings.current();
  const upload = await bytes.transferring(() =>
    readMultipart(ctx, {
      ...{ text: 'data', file: 'file', textLimit: DATA_LIMIT },
      fileLimit: uploadLimit,
      folder: bytes.incomingFolder,
    }),
  );
  try {
    const statement = readStatement(upload, schema, uploadLimit);
    assertSavable(core, statement, releaseId);
    const { file } = upload;
    if (file === null || file === 'text') {
      const change = { kind: statement.keepExistingFile === false ? 'remove' : 'keep' } as const;
      return await save(services, statement, releaseId, change);
    }
    const extension = extensionOf(file.name);
    const name = releaseFileName(file.name);
    const pinned = await bytes.adopt(file.path, name);
    try {
      const { size, sha256, sha512, md5, jar } = pinned;
      const mainClass = jar?.mainClass ?? null;
      if (extension === 'jar' && mainClass === null) refuse('main_class_missing');
      const added = { name, size, sha256, sha512, md5, mainClass };
      return await save(services, statement, releaseId, { kind: 'new', file: added });
    } finally {
      await pinned.release();
    }
  } finally {
    await upload.discard();
  }
}

function readStatement(upload: Multipart, schema: z.ZodType<Statement>, uploadLimit: number): Statement {
  const megabytes = (uploadLimit / 1024 ** 2).toFixed(1);
  const tooLarge = new InvalidRequest('multipart', `File too large. Maximum size is ${megabytes} MB`);
  if (upload.text === null)
    throw upload.fileTooLarge ? tooLarge : new InvalidRequest('multipart', 'Missing data field');
  if (upload.file === 'text' && !upload.fileTooLarge) throw new InvalidRequest('multipart', 'Invalid file');
  const statement = parseData(schema, parseJson(upload.text));
  if (upload.fileTooLarge) throw tooLarge;
  return statement;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new InvalidRequest('json', 'Invalid JSON in data field');
  }
}

/** @throws {InvalidRequest} when the name has none */
function extensionOf(fileName: string): string {
  const extension = fileName.slice(fileName.lastIndexOf('.') + 1);
  if (!fileName.includes('.') || extension === '')
    throw new InvalidRequest('multipart', 'File must have an extension');
  return extension;
}

/** What was saved, read in the same breath: nothing can have changed it meanwhile. */
type Saved = { product: Product; data: ReturnType<typeof presentRelease> };

async function save(
  { core, bytes, vendorId }: Services,
  statement: Statement,
  releaseId: string | null,
  change: FileChange,
): Promise<Saved> {
  const { release, dropped } = saveRelease(core, statement, releaseId, change);
  const product = core.store.products.byId(release.productId)!;
  const data = presentRelease(core, vendorId(), release, product);
  await bytes.collect(dropped);
  return { product, data };
}
