import type { Lanyard } from '../../server/lanyard.ts';
import type { Handlers } from '../dispatch.ts';
import { blacklistHandlers } from './blacklist.ts';
import { credentialHandlers } from './credentials.ts';
import { customerHandlers } from './customers.ts';
import { feedHandlers } from './feeds.ts';
import { licenseHandlers } from './licenses.ts';
import { logHandlers } from './logs.ts';
import { productHandlers } from './products.ts';
import { quarantineHandlers } from './quarantine.ts';
import { recordHandlers } from './records.ts';
import { releaseHandlers } from './releases.ts';
import { serverHandlers } from './server.ts';
import { tlsHandlers } from './tls.ts';

/** What the handlers work with: an open data folder, without its door. */
export type HandlerServices = Omit<Lanyard, 'dispatch' | 'close'>;

/** Every channel of the contract; the compiler misses one that is not here. */
export const createHandlers = (services: HandlerServices): Handlers => ({
  ...serverHandlers(services),
  ...tlsHandlers(services),
  ...credentialHandlers(services),
  ...productHandlers(services),
  ...releaseHandlers(services),
  ...feedHandlers(services),
  ...licenseHandlers(services),
  ...customerHandlers(services),
  ...quarantineHandlers(services),
  ...recordHandlers(services),
  ...blacklistHandlers(services),
  ...logHandlers(services),
});
