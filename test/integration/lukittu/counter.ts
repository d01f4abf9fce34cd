import type { ServerOptions } from '../../../src-main/server/start-server.ts';
import type { Fields } from '../../support/lukittu-client.ts';
import { workshop } from './workshop.ts';

export const OTHER_KEY = 'ZZZZ1-ZZZZ2-ZZZZ3-ZZZZ4-ZZZZ5';

/** A shop whose vendor sells over a counter: the dev endpoints of licences and of who uses them. */
export async function counter(options: Partial<ServerOptions> = {}) {
  const opened = await workshop(options);
  const base = `/api/v1/dev/teams/${opened.vendorId}/licenses`;
  const json = (method: string, path: string, body: unknown) =>
    opened.send(`${base}${path}`, { method, body: typeof body === 'string' ? body : JSON.stringify(body) });
  /** The body of a licence that can be created. */
  const terms = (changes: Fields = {}): Fields => ({
    expirationType: 'NEVER',
    expirationStart: null,
    expirationDate: null,
    expirationDays: null,
    suspended: false,
    productIds: [opened.product.id],
    customerIds: [],
    hwidLimit: null,
    ipLimit: null,
    metadata: [],
    sendEmailDelivery: false,
    ...changes,
  });
  return {
    ...opened,
    base,
    terms,
    json,
    /** The body of a licence that can replace another. */
    whole: (changes: Fields = {}): Fields => {
      const { sendEmailDelivery: _, ...rest } = terms();
      return { licenseKey: OTHER_KEY, ...rest, ...changes };
    },
    list: (query: Record<string, string> = {}) => opened.send(`${base}?${new URLSearchParams(query)}`),
    create: (body: unknown) => json('POST', '', body),
    update: (id: string, body: unknown) => json('PUT', `/id/${id}`, body),
    show: (reference: string) => opened.send(`${base}/${reference}`),
    remove: (reference: string) => opened.send(`${base}/${reference}`, { method: 'DELETE' }),
    seats: (path: string, query: Record<string, string> = {}) =>
      opened.send(`${base}/id/${path}?${new URLSearchParams(query)}`),
    patch: (path: string, body: unknown) => json('PATCH', `/id/${path}`, body),
  };
}

/** The `data` of an answer that was granted. */
export function dataOf<T>({
  json,
  text,
}: {
  json: { data: unknown; result: { valid: boolean } };
  text: string;
}): T {
  if (!json.result.valid) throw new Error(text);
  return json.data as T;
}
