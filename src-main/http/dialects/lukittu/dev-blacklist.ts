import type { Router } from '@koa/router';
import { addToBlacklist, removeFromBlacklist } from '../../../domain/blacklist/manage-blacklist.ts';
import { type BlacklistEntry, OWNER_ID } from '../../../domain/model.ts';
import { refuse } from '../../../domain/refusal.ts';
import type { RequestState } from '../../context.ts';
import { readQuery } from '../../read.ts';
import type { Services } from '../../services.ts';
import { presentData } from './answers.ts';
import { BlacklistQuery, NewBlacklistEntry } from './blacklist-schemas.ts';
import { parse } from './client-schemas.ts';
import { times } from './common-presenters.ts';
import { BASE, type Enter, readId } from './dev-access.ts';
import { inWords, readDevBody } from './dev-body.ts';
import { toPaging } from './dev-paging.ts';

/** Who is refused whatever the licence: beyond Lukittu's own API, in its style. */
export function blacklistRoutes(router: Router<RequestState>, services: Services, enter: Enter): void {
  const { core, backOffice, vendorId } = services;
  const known = (id: string) => core.store.blacklist.byId(id) ?? refuse('blacklist_entry_not_found');

  router.get(`${BASE}/blacklist`, async (ctx) => {
    await enter(ctx, 'blacklist:read');
    const { search = null, type = null, ...parameters } = parse(BlacklistQuery, readQuery(ctx));
    const { limit, offset, direction } = toPaging(parameters);
    const query = { limit, offset, direction, search, type };
    const { rows, total } = await backOffice.run('list.blacklistPage', query);
    presentData(ctx, core.now(), 200, 'Blacklist entries found', {
      blacklist: rows.map((row) => presentEntry(vendorId(), row)),
      hasNextPage: offset + rows.length < total,
      totalResults: total,
    });
  });

  router.post(`${BASE}/blacklist`, async (ctx) => {
    await enter(ctx, 'blacklist:write');
    const stated = await readDevBody(ctx, services, NewBlacklistEntry);
    const entry = inWords(() => addToBlacklist(core, stated));
    core.changed(['blacklist']);
    presentData(ctx, core.now(), 201, 'Blacklist entry created', presentEntry(vendorId(), entry));
  });

  router.get(`${BASE}/blacklist/:blacklistId`, async (ctx) => {
    await enter(ctx, 'blacklist:read', 'blacklistId');
    const entry = known(readId(ctx, 'blacklistId'));
    presentData(ctx, core.now(), 200, 'Blacklist entry found', presentEntry(vendorId(), entry));
  });

  router.delete(`${BASE}/blacklist/:blacklistId`, async (ctx) => {
    await enter(ctx, 'blacklist:write', 'blacklistId');
    const { id: blacklistId } = removeFromBlacklist(core, known(readId(ctx, 'blacklistId')).id);
    core.changed(['blacklist']);
    presentData(ctx, core.now(), 200, 'Blacklist entry deleted successfully', { blacklistId, deleted: true });
  });
}

/** @returns the entry; `hits` counts the requests that it refused */
function presentEntry(teamId: string, entry: BlacklistEntry) {
  const { id, type, value, hits } = entry;
  return { id, type, value, hits, teamId, createdByUserId: OWNER_ID, ...times(entry) };
}
