import { refuse } from '../../domain/refusal.ts';
import type { Handlers } from '../dispatch.ts';
import { presentDownload, presentRequest } from '../presenters.ts';
import type { HandlerServices } from './index.ts';

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
    const rows = await backOffice.run('exportDownloads', { path }).catch(refuseExport);
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

/** Says in words why the file could not be written; what it does not know is a fault. */
function refuseExport(error: NodeJS.ErrnoException): never {
  switch (error.code) {
    case 'EEXIST':
      return refuse('invalid_input', 'There is a file of this name already. Choose another one.');
    case 'ENOENT':
      return refuse(
        'invalid_input',
        'The folder for the file does not exist. Create it, or choose another one.',
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return refuse(
        'invalid_input',
        'The file may not be written there by this user. Choose another folder.',
      );
    case 'ENOSPC':
      return refuse('disk_full', 'The disk is full. Free some space and try again.');
    default:
      throw error;
  }
}
