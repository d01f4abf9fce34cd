import type { NewFile } from '../../../domain/model.ts';
import { refuse } from '../../../domain/refusal.ts';
import { assertTakesFile, attachFile } from '../../../domain/releases/platform/attach-file.ts';
import { receiveFile } from '../../../files/receive-file.ts';
import type { PinnedBytes } from '../../../files/release-bytes.ts';
import type { Context } from '../../context.ts';
import { InvalidRequest } from '../../invalid-request.ts';
import { readMultipart } from '../../multipart.ts';
import type { Services } from '../../services.ts';
import type { Enter } from './access.ts';
import { decodeParts } from './paths.ts';
import { FileName } from './release-schemas.ts';
import { answerRelease, originOf } from './releases.ts';
import { parse } from './schemas.ts';

/** The other part that the reader of forms knows; nobody sends it. */
const NO_TEXT = { text: 'data', textLimit: 64 * 1024 };

/**
 * `PUT /v3/{id}/{file}`: the file of a release, as the body (`curl -T`) or as the part `file` of a form (`curl -F`).
 * `PUT /v3/{id}` takes the form only, whose part names the file. Until the new bytes are whole and on the disk, the release
 * keeps those it had.
 */
export const uploadRoute = (services: Services, enter: Enter) => async (ctx: Context) => {
  await enter(ctx, 'release:write');
  const { core, bytes } = services;
  const [reference = '', pathName] = decodeParts(ctx.path);
  const { release } = assertTakesFile(core, reference);
  ctx.state.facts = { release };
  originOf(ctx, services);
  const named = pathName === undefined ? undefined : parse(FileName, pathName);
  refusePart(ctx);
  const pinned = ctx.is('multipart/form-data')
    ? await takeForm(ctx, services, named)
    : await takeBody(ctx, services, named);
  try {
    const { id, replaced, dropped } = attachFile(core, reference, pinned.file);
    await bytes.collect(dropped);
    services.core.changed(['releases']);
    await answerRelease(ctx, services, id, replaced ? 200 : 201);
  } finally {
    await pinned.release();
  }
};

/** A client that goes on with an upload that was cut off (`curl -C`) sends what is left of the file, not the file (RFC 9110 section 14.5). */
function refusePart(ctx: Context): void {
  if (ctx.get('Content-Range') !== '')
    throw new InvalidRequest('schema', 'An upload cannot be resumed: send the whole file', {
      code: 'INVALID_FILE',
    });
}

type Taken = { file: NewFile; release: () => Promise<void> };

function taken(name: string, { size, sha256, sha512, md5, jar, release }: PinnedBytes): Taken {
  return { file: { name, size, sha256, sha512, md5, mainClass: jar?.mainClass ?? null }, release };
}

async function takeBody(ctx: Context, { core, bytes }: Services, name: string | undefined): Promise<Taken> {
  if (name === undefined)
    throw new InvalidRequest('schema', 'The path must end in the name of the file', {
      code: 'INVALID_FILE_NAME',
    });
  if (ctx.request.length === undefined && ctx.get('transfer-encoding') === '')
    throw new InvalidRequest('schema', 'The request has no body', { code: 'INVALID_FILE' });
  const { uploadLimit } = core.settings.current();
  const path = await bytes.transferring(() =>
    receiveFile(ctx.req, bytes.incomingFolder, (size) => {
      if (size > uploadLimit) refuse('file_too_large');
    }),
  );
  return taken(name, await bytes.adopt(path, name));
}

async function takeForm(ctx: Context, { core, bytes }: Services, named: string | undefined): Promise<Taken> {
  const upload = await bytes.transferring(() =>
    readMultipart(ctx, {
      ...NO_TEXT,
      file: 'file',
      fileLimit: core.settings.current().uploadLimit,
      folder: bytes.incomingFolder,
    }),
  );
  try {
    if (upload.fileTooLarge) refuse('file_too_large');
    const { file } = upload;
    if (file === null || file === 'text')
      throw new InvalidRequest('multipart', 'The form must hold the file in its part "file"', {
        code: 'INVALID_FILE',
      });
    const name = named ?? parse(FileName, file.name);
    return taken(name, await bytes.adopt(file.path, name));
  } finally {
    await upload.discard();
  }
}
