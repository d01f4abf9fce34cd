import { expect, test } from 'vitest';
import { type RefusalCode, refusalWords } from '../../../shared/refusals.ts';
import type { WireError } from '../../../src-main/http/dialect.ts';
import { errors as cryptlexErrors } from '../../../src-main/http/dialects/cryptlex/errors.ts';
import { errors as feedErrors } from '../../../src-main/http/dialects/feeds/errors.ts';
import { errors as licensedockErrors } from '../../../src-main/http/dialects/licensedock/errors.ts';
import { errors as lukittuErrors } from '../../../src-main/http/dialects/lukittu/errors.ts';
import type { ClientCode } from './client-codes.ts';
import { desk } from './desk.ts';
import { ways } from './ways.ts';

const tables: Record<keyof typeof ways, Record<RefusalCode, WireError>> = {
  lukittu: lukittuErrors,
  cryptlex: cryptlexErrors,
  licensedock: licensedockErrors,
  feeds: feedErrors,
};

const met = Object.entries(ways).flatMap(([dialect, table]) =>
  Object.entries(table).flatMap(([code, way]) =>
    typeof way === 'string' ? [] : [{ dialect: dialect as keyof typeof ways, code: code as ClientCode, way }],
  ),
);

test.each(met)('a client of $dialect is refused: $code', async ({ dialect, code, way }) => {
  const at = await desk();
  const response = await way(at);
  const wire = tables[dialect][code];
  expect(response.status).toBe(wire.status);
  expect(await response.text()).toContain(
    dialect === 'feeds' && !response.url.includes('.json') ? wire.message : `"${wire.code}"`,
  );
  const reason = code === 'scope_missing' ? 'lacks the scope' : refusalWords[code]; // it names the scope
  await expect
    .poll(async () => (await at.refusalOf()).some((said) => said === code || said?.includes(reason)))
    .toBe(true);
});
