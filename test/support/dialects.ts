import type { Dialect } from '../../src-main/http/dialect.ts';
import { cryptlex } from '../../src-main/http/dialects/cryptlex/index.ts';
import { feeds } from '../../src-main/http/dialects/feeds/index.ts';
import { licensedock } from '../../src-main/http/dialects/licensedock/index.ts';
import { lukittu } from '../../src-main/http/dialects/lukittu/index.ts';
import type { Services } from '../../src-main/http/services.ts';
import { testServer } from './server.ts';

/** Every dialect as a server mounts it, to look at its routes; no request ever reaches them. */
export async function everyDialect(): Promise<Dialect[]> {
  const services = { ...(await testServer()), rateLimit: () => async () => {} } as unknown as Services;
  return [lukittu, cryptlex, licensedock, feeds].map((create) => create(services));
}
