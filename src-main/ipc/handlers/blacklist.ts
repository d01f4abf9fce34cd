import {
  addToBlacklist,
  listBlacklist,
  removeFromBlacklist,
} from '../../domain/blacklist/manage-blacklist.ts';
import type { Handlers } from '../dispatch.ts';
import { presentBlacklistEntry } from '../presenters.ts';
import type { HandlerServices } from './index.ts';

type Area = Pick<Handlers, 'blacklist.list' | 'blacklist.add' | 'blacklist.remove'>;

export const blacklistHandlers = ({ core }: HandlerServices): Area => ({
  'blacklist.list': (query) => {
    const { rows, total } = listBlacklist(core, query);
    return { rows: rows.map(presentBlacklistEntry), total };
  },
  'blacklist.add': (input) => presentBlacklistEntry(addToBlacklist(core, input)),
  'blacklist.remove': ({ entry }) => presentBlacklistEntry(removeFromBlacklist(core, entry)),
});
