import type { QuarantinedFileView } from '../../../shared/model/views.ts';
import { refuse } from '../../domain/refusal.ts';
import { endOf, type QuarantinedFile } from '../../files/quarantine.ts';
import type { Handlers } from '../dispatch.ts';
import { absolutePath } from './absolute-path.ts';
import type { HandlerServices } from './index.ts';
import { refuseNewFile } from './refuse-new-file.ts';

type Area = Pick<Handlers, 'quarantine.list' | 'quarantine.export' | 'quarantine.empty'>;

export const quarantineHandlers = ({ quarantine }: HandlerServices): Area => ({
  'quarantine.list': async () => (await quarantine.list()).map(present),
  'quarantine.export': async ({ sha256, path }) => {
    const isThere = await quarantine.copy(sha256, absolutePath(path)).catch(refuseNewFile);
    return isThere
      ? { path }
      : refuse('file_missing', 'Quarantine has no such file, or only a damaged one. Nothing was written.');
  },
  'quarantine.empty': async () => (await quarantine.empty()).map(present),
});

const present = (file: QuarantinedFile): QuarantinedFileView => ({
  ...file,
  until: new Date(endOf(file.since)).toISOString().slice(0, 10),
});
