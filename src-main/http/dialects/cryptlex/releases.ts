import type { Router } from '@koa/router';
import { refuse } from '../../../domain/refusal.ts';
import { changePlatformRelease } from '../../../domain/releases/platform/change-platform-release.ts';
import { createPlatformRelease } from '../../../domain/releases/platform/create-platform-release.ts';
import { findPlatformRelease } from '../../../domain/releases/platform/find-platform-release.ts';
import {
  deletePlatformRelease,
  publishPlatformRelease,
} from '../../../domain/releases/platform/publish-platform-release.ts';
import { baseUrl } from '../../base-url.ts';
import type { Context, RequestState } from '../../context.ts';
import { readJson } from '../../json-body.ts';
import { readParam } from '../../read.ts';
import type { Services } from '../../services.ts';
import type { Enter } from './access.ts';
import { answerPage, readList } from './list-query.ts';
import { PUBLISH, RELEASE, RELEASES } from './paths.ts';
import { type Origin, presentRelease } from './presenters.ts';
import { ListReleases, NewRelease, ReleaseChanges, releaseFields } from './release-schemas.ts';
import { parse } from './schemas.ts';

/** The vendor's releases: list, create, read, change, publish, delete. */
export function releaseRoutes(router: Router<RequestState>, services: Services, enter: Enter): void {
  const { core, backOffice, bytes, limits } = services;

  router.get(RELEASES, async (ctx) => {
    await enter(ctx, 'release:read');
    const { page, query } = readList(ctx, releaseFields, ListReleases);
    const origin = originOf(ctx, services);
    const { rows, total } = await backOffice.run('list.platformReleases', { ...query, withFile: false });
    answerPage(
      ctx,
      rows.map((row) => presentRelease(row, origin)),
      { total, page, limit: query.limit },
    );
  });

  router.post(RELEASES, async (ctx) => {
    await enter(ctx, 'release:write');
    const { platform, ...input } = parse(NewRelease, await readJson(ctx, limits.bodyMs));
    const origin = originOf(ctx, services);
    const { id, product } = createPlatformRelease(core, {
      ...input,
      platform: platform,
      createdAt: input.createdAt ?? null,
    });
    ctx.state.facts = { product };
    core.changed(['releases', 'branches']);
    ctx.set('Location', `${origin.base}${RELEASES}/${id}`);
    await answerRelease(ctx, services, id, 201);
  });

  router.get(RELEASE, async (ctx) => {
    await enter(ctx, 'release:read');
    const { id, release } = findPlatformRelease(core, readParam(ctx, 'id'));
    ctx.state.facts = { release };
    await answerRelease(ctx, services, id, 200);
  });

  router.patch(RELEASE, async (ctx) => {
    await enter(ctx, 'release:write');
    const reference = readParam(ctx, 'id');
    findPlatformRelease(core, reference);
    const {
      platforms,
      private: _isPrivate,
      ...changes
    } = parse(ReleaseChanges, await readJson(ctx, limits.bodyMs));
    const platform = changes.platform === undefined ? platforms?.[0] : changes.platform;
    const id = changePlatformRelease(core, reference, { ...changes, platform });
    core.changed(['releases', 'branches']);
    await answerRelease(ctx, services, id, 200);
  });

  router.post(PUBLISH, async (ctx) => {
    await enter(ctx, 'release:write');
    const id = publishPlatformRelease(core, readParam(ctx, 'id'));
    core.changed(['releases']);
    await answerRelease(ctx, services, id, 200);
  });

  router.delete(RELEASE, async (ctx) => {
    await enter(ctx, 'release:write');
    await bytes.collect(deletePlatformRelease(core, readParam(ctx, 'id')));
    core.changed(['releases']);
    ctx.status = 204;
  });
}

/** @throws {InvalidRequest} when the Host cannot be one: asked before anything is changed */
export const originOf = (ctx: Context, services: Services): Origin => ({
  base: baseUrl(ctx, services),
  tenantId: services.vendorId(),
});

/** Answers a release as the back office reads it: to count its downloads may take a while. */
export async function answerRelease(
  ctx: Context,
  services: Services,
  id: string,
  status: 200 | 201,
): Promise<void> {
  const origin = originOf(ctx, services);
  const row = (await services.backOffice.run('list.platformRelease', { id })) ?? refuse('release_not_found');
  ctx.status = status;
  ctx.body = presentRelease(row, origin);
}
