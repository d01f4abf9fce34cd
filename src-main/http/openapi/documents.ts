import type { Dialect as DialectName } from '../../../shared/model/enums.ts';
import { cryptlexDescription } from '../dialects/cryptlex/openapi/index.ts';
import { feedsDescription } from '../dialects/feeds/openapi/index.ts';
import { licensedockDescription } from '../dialects/licensedock/openapi/index.ts';
import { lukittuDescription } from '../dialects/lukittu/openapi/index.ts';
import type { Description } from './operation.ts';

/** Every dialect that tells of itself. */
export const descriptions: Readonly<Record<DialectName, Description>> = {
  lukittu: lukittuDescription,
  cryptlex: cryptlexDescription,
  licensedock: licensedockDescription,
  feeds: feedsDescription,
};
