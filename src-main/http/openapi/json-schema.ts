import { z } from 'zod';
import { UUID } from '../../../shared/uuid.ts';

type Json = Record<string, unknown>;

/**
 * Turns schemas into JSON Schema for one document.
 * @param named schemas that become components, by name
 * @param glossary descriptions by property name
 */
export function createSchemaWriter(
  named: Readonly<Record<string, z.ZodType>>,
  glossary: Readonly<Record<string, string>>,
) {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const components: Json = {};

  const tidy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(tidy);
    if (typeof value !== 'object' || value === null) return value;
    const { $schema: _, $defs, pattern, ...rest } = value as Json;
    const isUuid = pattern === UUID.source; // JSON Schema has no flag for hex of either case
    const tidied: Json = Object.fromEntries(Object.entries(rest).map(([key, part]) => [key, tidy(part)]));
    if (typeof tidied['$ref'] === 'string')
      tidied['$ref'] = tidied['$ref'].replace('#/$defs/', '#/components/schemas/');
    if (isUuid) tidied['format'] = 'uuid';
    else if (typeof pattern === 'string' && tidied['format'] === undefined) tidied['pattern'] = pattern;
    for (const [name, part] of Object.entries((tidied['properties'] ?? {}) as Record<string, Json>))
      if (part['description'] === undefined && glossary[name] !== undefined)
        part['description'] = glossary[name];
    for (const [name, part] of Object.entries(($defs ?? {}) as Json)) components[name] = tidy(part);
    return tidied;
  };

  return {
    /** What has been named so far; `components.schemas` of the document. */
    components,
    /** @param io `input` = as a client sends it, before defaults and transforms */
    write: (schema: z.ZodType, io: 'input' | 'output'): Json =>
      tidy(z.toJSONSchema(schema, { target: 'draft-2020-12', io, metadata: registry })) as Json,
  };
}
