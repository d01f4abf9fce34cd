import type { Router } from '@koa/router';
import { refuse } from '../../../domain/refusal.ts';
import { detachFile } from '../../../domain/releases/platform/attach-file.ts';
import { findPlatformRelease } from '../../../domain/releases/platform/find-platform-release.ts';
import type { RequestState } from '../../context.ts';
import { readParam } from '../../read.ts';
import type { Services } from '../../services.ts';
import type { Enter } from './access.ts';
import { answerPage, readList } from './list-query.ts';
import { RELEASE_FILE, RELEASE_FILES } from './paths.ts';
import { presentFile } from './presenters.ts';
import { fileFields, ListReleaseFiles } from './release-schemas.ts';
import { originOf } from './releases.ts';

/** The files of releases: list, read, delete. They are made by an upload. */
export function releaseFileRoutes(router: Router<RequestState>, services: Services, enter: Enter): void {
  const { core, backOffice, bytes } = services;

  router.get(RELEASE_FILES, async (ctx) => {
    await enter(ctx, 'release:read');
    const { page, query } = readList(ctx, fileFields, ListReleaseFiles);
    const { base } = originOf(ctx, services);
    const { rows, total } = await backOffice.run('list.platformReleases', { ...query, withFile: true });
    answerPage(
      ctx,
      rows.map((row) => presentFile(row, base)),
      { total, page, limit: query.limit },
    );
  });

  router.get(RELEASE_FILE, async (ctx) => {
    await enter(ctx, 'release:read');
    const { id, release } = findPlatformRelease(core, readParam(ctx, 'id'));
    ctx.state.facts = { release };
    const { base } = originOf(ctx, services);
    const row = await backOffice.run('list.platformRelease', { id });
    ctx.body = (row && presentFile(row, base)) ?? refuse('file_missing');
  });

  router.delete(RELEASE_FILE, async (ctx) => {
    await enter(ctx, 'release:write');
    await bytes.collect(detachFile(core, readParam(ctx, 'id')).dropped);
    core.changed(['releases']);
    ctx.status = 204;
  });
}
