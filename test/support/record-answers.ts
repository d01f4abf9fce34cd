import { expect } from 'vitest';
import type { Description } from '../../src-main/http/openapi/operation.ts';
import { operationOf } from './openapi.ts';
import type { TestServer } from './server.ts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** A key of the default format. */
const LICENSE_KEY = /\b[A-Z0-9]{5}(?:-[A-Z0-9]{5}){4}\b/g;
const TEXTS = /^(?:text\/|application\/(?:json|xml)$)/;
const SECRET = /[0-9a-f]{512}|(?<="token":")[0-9a-f]{64}/g;
/** Stands for a signature or an access token: those are new each time. */
const SHORT = '0123456789abcdef'.repeat(4);

/**
 * Asks a server for the examples of its document.
 * @param known ids and keys that stay as they are, where others get the same in every run
 */
export function answerRecorder(
  { request }: Pick<TestServer, 'request'>,
  description: Description,
  known: readonly string[],
) {
  const examples: Record<string, Record<string, unknown>> = {};
  const seen = new Set<string>();
  const numbers = new Map<string, string>();
  const numbered = (id: string): string => {
    if (known.includes(id)) return id;
    if (!numbers.has(id))
      numbers.set(id, `00000000-0000-4000-9000-${String(numbers.size + 1).padStart(12, '0')}`);
    return numbers.get(id)!;
  };
  const keyed = (key: string): string => (known.includes(key) ? key : 'WXYZ1-ABCD2-EFGH3-IJKL4-MNOP5');
  const steady = (text: string): string =>
    text.replaceAll(UUID, numbered).replaceAll(LICENSE_KEY, keyed).replaceAll(SECRET, SHORT);

  return {
    /** Sends a request, and keeps what was asked and granted as the example of its operation. */
    async record(id: string, method: string, path: string, init: RequestInit = {}): Promise<Response> {
      const pathname = path.split('?', 1)[0]!;
      expect(operationOf(method, pathname)?.id, `${method} ${pathname}`).toBe(id);
      const response = await request(path, { ...init, method });
      seen.add(`${id} ${response.status}`);
      if (!response.ok) return response;
      const example = (examples[id] ??= {});
      if (typeof init.body === 'string') example['request'] = JSON.parse(steady(init.body));
      const type = response.headers.get('content-type')?.split(';', 1)[0] ?? '';
      const text = TEXTS.test(type) && (await response.clone().text());
      if (text) example[response.status] = type.endsWith('json') ? JSON.parse(steady(text)) : steady(text);
      return response;
    },
    /** Expects a success and a refusal of every operation, every granted answer among them, and the examples on file. */
    async expectComplete(): Promise<void> {
      const missing = description.operations.flatMap(({ id, answers, refusals, unreadable }) => {
        const granted = Object.entries(answers).flatMap(([status, { content }]) =>
          content?.schema && Number(status) < 400 && !seen.has(`${id} ${status}`) ? [`${id} ${status}`] : [],
        );
        const statuses = [...seen].filter((one) => one.startsWith(`${id} `)).map((one) => one.split(' ')[1]!);
        const refusable = refusals.length + unreadable.length > 0;
        return [
          ...granted,
          ...(statuses.some((status) => status in answers) ? [] : [`${id} granted`]),
          ...(!refusable || statuses.some((status) => !(status in answers)) ? [] : [`${id} refused`]),
        ];
      });
      expect(missing).toEqual([]);
      const file = new URL(
        `../../src-main/http/dialects/${description.dialect}/openapi/examples.json`,
        import.meta.url,
      );
      await expect(`${JSON.stringify(examples, null, 2)}\n`).toMatchFileSnapshot(file.pathname);
    },
  };
}
