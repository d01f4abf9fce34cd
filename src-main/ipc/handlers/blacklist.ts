import { addToBlacklist, removeFromBlacklist } from '../../domain/blacklist/manage-blacklist.ts';
import type { Handlers } from '../dispatch.ts';
import { presentBlacklistEntry } from '../presenters.ts';
import type { HandlerServices } from './index.ts';

type Area = Pick<Handlers, 'blacklist.list' | 'blacklist.add' | 'blacklist.remove'>;

export const blacklistHandlers = ({ core, backOffice }: HandlerServices): Area => ({
  'blacklist.list': async ({ type = null, search = null, ...page }) => {
    const query = { type, search, direction: 'desc', ...page } as const;
    const { rows, total } = await backOffice.run('list.blacklistPage', query);
    return { rows: rows.map(presentBlacklistEntry), total };
  },
  'blacklist.add': (input) => presentBlacklistEntry(addToBlacklist(core, input)),
  'blacklist.remove': ({ entry }) => presentBlacklistEntry(removeFromBlacklist(core, entry)),
});
