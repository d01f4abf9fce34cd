import { describe, expect, test } from 'vitest';
import type { Dialect } from '../../../src-main/http/dialect.ts';
import { descriptions } from '../../../src-main/http/openapi/documents.ts';
import { everyDialect } from '../../support/dialects.ts';
import { ajv, documents } from '../../support/openapi.ts';
import metaSchema from '../../support/openapi-3.1.json';

const all = Object.values(descriptions);

/** The router answers HEAD wherever it answers GET. */
function routesOf({ router }: Pick<Dialect, 'router'>): string[] {
  return router.stack.flatMap(({ methods, path }) =>
    methods
      .filter((method) => method !== 'HEAD' || !methods.includes('GET'))
      .map((method) => `${method} ${String(path)}`),
  );
}

test('every route is described, and nothing is described that is no route', async () => {
  const routed = (await everyDialect()).flatMap(routesOf);
  const told = all.flatMap(({ operations }) =>
    operations.map(
      ({ method, path, route = path.replaceAll(/\{(\w+)\}/g, ':$1') }) =>
        `${method.toUpperCase()} ${String(route)}`,
    ),
  );
  expect(new Set(told)).toEqual(new Set(routed));
});

describe.each(all)('the document of $dialect', ({ dialect, operations, examples, glossary, tags }) => {
  const document = documents[dialect]!;
  const text = JSON.stringify(document);

  test('is OpenAPI 3.1', () => {
    const validate = ajv.compile(metaSchema);
    validate(document);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('refers to nothing that is not there', () => {
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
      expect(document.components.schemas).toHaveProperty(name!);
    for (const operation of Object.values(document.paths).flatMap((methods) => Object.values(methods)))
      for (const scheme of (operation['security'] as object[]).flatMap((one) => Object.keys(one)))
        expect(document.components.securitySchemes).toHaveProperty(scheme);
  });

  test('names every operation, tag and word once and for use', () => {
    const ids = operations.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(operations.map(({ tag }) => tag))).toEqual(new Set(Object.keys(tags)));
    expect(Object.keys(examples).filter((id) => !ids.includes(id))).toEqual([]);
    expect(Object.keys(glossary).filter((word) => !text.includes(`"${word}"`))).toEqual([]);
  });

  test('tells a granted answer from a refused one by its status', () => {
    for (const { id, answers, refusals } of operations) {
      const { errors } = descriptions[dialect];
      const both = refusals.filter((code) => errors[code].status in answers);
      expect([id, ...both]).toEqual([id]);
    }
  });
});
