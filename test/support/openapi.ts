import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { descriptions } from '../../src-main/http/openapi/documents.ts';
import { type Document, writeDocument } from '../../src-main/http/openapi/write-document.ts';

type Json = Record<string, unknown>;
type Responses = Record<string, { content?: Record<string, { schema?: Json }> }>;

/** One operation of a document, with what its answers must be. */
type Described = {
  dialect: string;
  id: string;
  method: string;
  patterns: readonly RegExp[];
  parameters: number;
  responses: Responses;
  schemas: Json;
};

export const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
addFormats.default(ajv);
ajv.addVocabulary(['components']);

/** The document of every dialect, as the server hands it out. */
export const documents: Readonly<Record<string, Document>> = Object.fromEntries(
  await Promise.all(
    Object.values(descriptions).map(
      async (description) =>
        [description.dialect, await writeDocument(description, 'http://127.0.0.1:7420')] as const,
    ),
  ),
);

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .split(/\{\w+\}/)
      .map(escaped)
      .join('[^/]+')}$`,
  );

/** A route that is a pattern may say more than the path of the document. */
const routesOf = (dialect: string, id: unknown): RegExp[] =>
  Object.values(descriptions)
    .filter((description) => description.dialect === dialect)
    .flatMap(({ operations }) => operations)
    .flatMap((operation) =>
      operation.id === id && operation.route instanceof RegExp ? [operation.route] : [],
    );

const described: readonly Described[] = Object.entries(documents)
  .flatMap(([dialect, document]) =>
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        dialect,
        id: operation['operationId'] as string,
        method: method.toUpperCase(),
        patterns: [patternOf(path), ...routesOf(dialect, operation['operationId'])],
        parameters: path.split('{').length,
        responses: operation['responses'] as Responses,
        schemas: document.components.schemas,
      })),
    ),
  )
  .toSorted((one, other) => one.parameters - other.parameters);

/** The operation that a request is for; a fixed path goes before one with parameters. */
export function operationOf(method: string, path: string): Described | undefined {
  const fits = (wanted: string) =>
    described.find((one) => one.method === wanted && one.patterns.every((pattern) => pattern.test(path)));
  return fits(method) ?? (method === 'HEAD' ? fits('GET') : undefined);
}

const compiled = new Map<Json, ValidateFunction>();
function validatorOf(schema: Json, schemas: Json): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  const made = ajv.compile({ ...schema, components: { schemas } });
  compiled.set(schema, made);
  return made;
}

/** An answer, read to its end where it is a text. */
export type Recorded = {
  method: string;
  path: string;
  status: number;
  type: string | null;
  text: string | null;
};

/**
 * What an answer has that its document does not say.
 * @returns nothing for an answer that is described, and for one to a path or a method that no document has
 */
function undescribed({ method, path, status, type, text }: Recorded): string | null {
  const operation = operationOf(method, path);
  if (!operation || status === 405 || status === 431) return null; // of every path, before any operation
  const at = `${operation.dialect} ${operation.id} ${status}`;
  const response = operation.responses[status];
  if (!response) return `${at}: the document has no such status`;
  const media = type?.split(';', 1)[0] ?? null;
  if (method === 'HEAD') return null;
  if (!response.content) return text === null || text === '' ? null : `${at}: the document has no body`;
  const content = response.content[media ?? ''] ?? response.content['*/*'];
  if (!content) return `${at}: the document has no ${media}`;
  if (!content.schema || text === null) return null;
  const validate = validatorOf(content.schema, operation.schemas);
  const value: unknown = media === 'application/json' ? JSON.parse(text) : text;
  return validate(value) ? null : `${at}: ${ajv.errorsText(validate.errors)}: ${text.slice(0, 2000)}`;
}

const TEXT = /^(?:application\/json|text\/plain)/;

/** `fetch` that fails when an answer is not what the documents say. */
export async function fetchDescribed(url: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  const type = response.headers.get('content-type');
  const { pathname } = new URL(url);
  const method = init?.method ?? 'GET';
  const text = type === null || !TEXT.test(type) ? null : await response.clone().text();
  const recorded = { method, path: pathname, status: response.status, type, text };
  const problem = undescribed(recorded);
  if (problem !== null) throw new Error(`Not as src-main/http/dialects/*/openapi/ says: ${problem}`);
  return response;
}
