import type { Scope } from '../../../shared/model/enums.ts';
import type { Answer } from '../../support/lukittu-client.ts';
import { workshop } from './workshop.ts';

/** A workshop whose vendor asks for any dev endpoint: `ask('PUT', '/customers/…', { … })`. */
export async function desk() {
  const opened = await workshop();
  const root = opened.base.replace('/releases', '');
  return {
    ...opened,
    root,
    /** @param body JSON, or text that is sent as it is */
    ask: (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
      opened.send(`${root}${path}`, {
        method,
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        ...(headers && { headers }),
      }),
    /** The headers of a key that may do nothing but this. */
    only: async (...scopes: Scope[]) => {
      const { key } = await opened.call('apiKeys.create', { name: 'bounded', scopes });
      return { Authorization: `Bearer ${key}` };
    },
  };
}

/** The whole text of a success, as its endpoint must answer it. */
export const golden = (at: string, details: string, data: string): string =>
  `{"data":${data},"result":{"details":"${details}","timestamp":"${at}","valid":true}}`;

/**
 * The text of an answer with ids written by name, and those that nobody named as `#1`, `#2`, … in the order they appear.
 * @param known names of ids
 */
export function withoutIds({ text }: Answer, known: Record<string, string>): string {
  const placeholders = new Map(Object.entries(known).map(([name, id]) => [id, `#${name}`]));
  return text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => {
    if (!placeholders.has(id)) placeholders.set(id, `#${placeholders.size - Object.keys(known).length + 1}`);
    return placeholders.get(id)!;
  });
}

/** The fixed owner of everything, as answers name it. */
export const OWNER = '00000000-0000-4000-8000-000000000001';
