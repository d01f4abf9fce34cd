import type { Handlers } from '../dispatch.ts';
import type { HandlerServices } from './index.ts';

type Area = Pick<Handlers, 'tls.status' | 'tls.set' | 'tls.ca' | 'tls.newCa' | 'tls.useOwn' | 'tls.useLocal'>;

export const tlsHandlers = ({ tls, consoleLink }: HandlerServices): Area => ({
  'tls.status': tls.status,
  'tls.set': async (choice) => ({
    ...(await tls.choose(choice)),
    console: consoleLink.make?.() ?? null,
  }),
  'tls.ca': tls.ca,
  'tls.newCa': tls.newCa,
  'tls.useOwn': tls.useOwn,
  'tls.useLocal': tls.useLocal,
});
