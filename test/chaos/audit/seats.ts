import { SEATS } from '../shop.ts';
import type { Audit } from './audit.ts';

/** No licence has more devices on its seats than it has seats. What was last seen in the future counts as not seen. */
export const seats: Audit = ({ db }) => {
  const over = db
    .prepare<[number], { license: string; seats: number; taken: number }>(
      `SELECT licenses.id AS license, seats, count(*) AS taken FROM licenses JOIN devices ON license_id = licenses.id
       WHERE forgotten_at IS NULL AND (kind <> 'hwid' OR devices.last_seen_at <= ?) GROUP BY licenses.id HAVING taken > seats`,
    )
    .all(Date.now());
  return over.map(
    ({ license, seats: limit, taken }) =>
      `licence ${license} has ${taken} devices on ${limit} of ${SEATS} seats`,
  );
};
