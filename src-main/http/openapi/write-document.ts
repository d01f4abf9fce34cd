import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { version } from '../../../package.json';
import type { WireError } from '../dialect.ts';
import { createSchemaWriter } from './json-schema.ts';
import type { Content, Description, Operation } from './operation.ts';

type Json = Record<string, unknown>;

/** An OpenAPI 3.1 document. */
export type Document = {
  openapi: string;
  info: Json;
  servers: { url: string }[];
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Json; securitySchemes: Json };
} & Json;

/**
 * The document of a dialect. Requests are described by the schemas that validate them, refusals by the dialect's own
 * error table.
 * @param server base URL of the server that is described
 */
export async function writeDocument(description: Description, server: string): Promise<Document> {
  const { title, introduction, operations, tags, security, examples } = description;
  const schemas = createSchemaWriter(description.schemas, description.glossary);
  const paths: Document['paths'] = {};
  for (const operation of operations) {
    (paths[operation.path] ??= {})[operation.method] = writeOperation(operation);
    await setImmediate(); // the whole takes long enough for a licence check to notice
  }
  return {
    openapi: '3.1.0',
    info: { title, version, description: introduction, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: server }],
    tags: Object.entries(tags).map(([name, text]) => ({ name, description: text })),
    paths,
    components: { schemas: schemas.components, securitySchemes: security },
  };

  function writeOperation(operation: Operation): Json {
    const { id, tag, summary, query, body, answers } = operation;
    const example = examples[id] ?? {};
    const responses: Json = {};
    for (const [status, answer] of Object.entries(answers))
      responses[status] = {
        description: answer.description,
        ...(answer.headers ? { headers: writeHeaders(answer.headers) } : {}),
        ...(answer.content ? { content: writeContent([answer.content], 'output', example[status]) } : {}),
      };
    return {
      operationId: id,
      tags: [tag],
      summary,
      ...(operation.description === undefined ? {} : { description: operation.description }),
      security: operation.security ?? [],
      parameters: [...writePathParameters(operation), ...(query ? writeParameters('query', query) : [])],
      ...(body
        ? { requestBody: { required: true, content: writeContent(body, 'input', example['request']) } }
        : {}),
      responses: { ...responses, ...writeRefusals(operation) },
    };
  }

  function writePathParameters({ path }: Operation): Json[] {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    return writeParameters('path', description.pathParameters).filter(({ name }) =>
      names.includes(name as string),
    );
  }

  function writeParameters(place: 'path' | 'query', schema: z.ZodObject): Json[] {
    const { properties = {}, required = [] } = schemas.write(schema, 'input') as {
      properties?: Record<string, Json>;
      required?: string[];
    };
    return Object.entries(properties).map(([name, { description: text, ...rest }]) => ({
      ...{ name, in: place, required: place === 'path' || required.includes(name) },
      ...(text === undefined ? {} : { description: text }),
      schema: rest,
    }));
  }

  function writeContent(contents: readonly Content[], io: 'input' | 'output', example: unknown): Json {
    return Object.fromEntries(
      contents.map(({ type, schema }) => [
        type,
        {
          ...(schema ? { schema: schemas.write(schema, io) } : {}),
          ...(example === undefined ? {} : { example }),
        },
      ]),
    );
  }

  function writeRefusals(operation: Operation): Json {
    const { errorAt = (_: Operation, error: WireError) => error } = description;
    const byStatus = new Map<number, WireError[]>();
    for (const error of [
      ...operation.refusals.map((code) => description.errors[code]),
      ...operation.unreadable.map((request) => description.invalid(request)),
      ...(isRead(operation) ? [] : [description.errors.disk_full]),
      description.fault,
    ].map((plain) => errorAt(operation, plain))) {
      const same = byStatus.get(error.status) ?? [];
      if (!same.some(({ code, message }) => code === error.code && message === error.message))
        byStatus.set(error.status, [...same, error]);
    }
    return Object.fromEntries(
      [...byStatus].map(([status, errors]) => [
        status,
        {
          description: errors.map(({ code, message }) => `\`${code}\`: ${message}`).join('  \n'),
          headers: writeHeaders(refusalHeaders[status] ?? {}),
          content: Object.fromEntries(
            description.refusal(operation, errors).map(({ type, schema, example }) => [
              type,
              {
                ...(schema ? { schema: schemas.write(schema, 'output') } : {}),
                examples: Object.fromEntries(
                  errors.map((error) => [error.message, { value: example(error) }]),
                ),
              },
            ]),
          ),
        },
      ]),
    );
  }
}

/** Whether an operation changes nothing; downloads, which may take a seat, say themselves that a disk can be full. */
const isRead = ({ method }: Operation): boolean => method === 'get' || method === 'head';

/** What `createDialectApp` and the dialects add to refusals of these statuses. */
const refusalHeaders: Record<number, Record<string, string>> = {
  401: { 'WWW-Authenticate': '`Bearer`' },
  429: { 'Retry-After': 'Seconds until the next request is answered' },
  503: { 'Retry-After': 'Seconds until it is worth another try' },
};

const writeHeaders = (headers: Readonly<Record<string, string>>): Json =>
  Object.fromEntries(
    Object.entries(headers).map(([name, text]) => [name, { description: text, schema: { type: 'string' } }]),
  );

/** One of these codes and no other. */
export const codesOf = (errors: readonly WireError[]): z.ZodType =>
  z.enum([...new Set(errors.map(({ code }) => code))] as [string, ...string[]]);
