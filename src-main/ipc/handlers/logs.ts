import type { Handlers } from '../dispatch.ts';
import { presentDownload, presentRequest } from '../presenters.ts';
import { absolutePath } from './absolute-path.ts';
import type { HandlerServices } from './index.ts';
import { refuseNewFile } from './refuse-new-file.ts';

type Area = Pick<Handlers, 'downloads.list' | 'downloads.export' | 'requests.list' | 'statistics.show'>;

export const logHandlers = ({ core, backOffice, logs }: HandlerServices): Area => ({
  'downloads.list': async ({ limit, before, dialect, outcome, product, license }) => {
    logs.flush();
    const rows = await backOffice.run('list.downloads', {
      limit,
      before: before ?? null,
      dialect: dialect ?? null,
      outcome: outcome ?? null,
      product: product ?? null,
      license: license ?? null,
    });
    return rows.map(presentDownload);
  },
  'downloads.export': async ({ path }) => {
    logs.flush();
    const rows = await backOffice.run('exportDownloads', { path: absolutePath(path) }).catch(refuseNewFile);
    return { path, rows };
  },
  'statistics.show': async () => {
    logs.flush();
    return backOffice.run('list.statistics', { now: core.now() });
  },
  'requests.list': async ({ limit, before, dialect }) => {
    logs.flush();
    const rows = await backOffice.run('list.requests', {
      limit,
      before: before ?? null,
      dialect: dialect ?? null,
    });
    return rows.map(presentRequest);
  },
});
