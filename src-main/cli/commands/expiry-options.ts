import type { ExpirationStart, ExpirationType } from '../../../shared/model/enums.ts';
import { usageFailure } from '../failure.ts';

/** What the options `--expires`, `--days` and `--from` were given. */
export type ExpiryOptions = { expires?: string; days?: number; from?: 'creation' | 'activation' };

type Expiry = {
  expirationType?: ExpirationType;
  expirationStart?: ExpirationStart;
  expirationDate?: string;
  expirationDays?: number;
};

/** When a licence ends, as the contract has it; nothing when no option says so. */
export function readExpiry({ expires, days, from }: ExpiryOptions): Expiry {
  if (from !== undefined && days === undefined)
    throw usageFailure("option '--from <start>' needs '--days <number>'");
  if (expires !== undefined) return { expirationType: 'DATE', expirationDate: expires };
  if (days === undefined) return {};
  const expirationStart = from === 'activation' ? 'ACTIVATION' : 'CREATION';
  return { expirationType: 'DURATION', expirationDays: days, expirationStart };
}
