import type { Handlers } from '../dispatch.ts';
import { presentDownload, presentRequest } from '../presenters.ts';
import type { HandlerServices } from './index.ts';

type Area = Pick<Handlers, 'downloads.list' | 'requests.list'>;

export const logHandlers = ({ backOffice, logs }: HandlerServices): Area => ({
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
