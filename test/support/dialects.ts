import type { Dialect } from '../../src-main/http/dialect.ts';
import { cryptlex } from '../../src-main/http/dialects/cryptlex/index.ts';
import { licensedock } from '../../src-main/http/dialects/licensedock/index.ts';
import { lukittu } from '../../src-main/http/dialects/lukittu/index.ts';
import { createRateLimit } from '../../src-main/http/rate-limits.ts';
import type { Services } from '../../src-main/http/services.ts';
import { testServer } from './server.ts';

/** Every dialect as a server mounts it, to look at its routes. */
export async function everyDialect(): Promise<Dialect[]> {
  const { core, bytes, backOffice, signer, vendorId } = await testServer();
  const services: Services = {
    ...{
      core,
      bytes,
      backOffice,
      signer,
      vendorId: () => vendorId,
      publicUrl: () => null,
      changed: () => {},
    },
    schemeOf: () => 'http',
    rateLimit: (window) => createRateLimit(false, window),
    limits: { headersMs: 1000, bodyMs: 1000, idleMs: 1000 },
  };
  return [lukittu, cryptlex, licensedock].map((create) => create(services));
}
