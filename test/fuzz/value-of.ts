import fc from 'fast-check';
import type { Random } from '../support/random.ts';
import { hostileTexts } from '../support/hostile-values.ts';

/** JSON Schema, as OpenAPI documents have it and as zod writes it. */
export type Schema = SchemaFields | boolean;
type SchemaFields = {
  $ref?: string;
  type?: string | readonly string[];
  enum?: readonly unknown[];
  const?: unknown;
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  allOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  items?: Schema;
  prefixItems?: readonly Schema[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
};

/** What values are made with. */
export type Maker = {
  random: Random;
  /** Values that exist, by the names of fields that take them. */
  words: Readonly<Record<string, readonly unknown[]>>;
  /** What `$ref` points into. */
  definitions: Readonly<Record<string, Schema>>;
  /** How often a value is hostile instead of fitting: 0.1 is once in ten times. */
  wild: number;
};

const hostileValues: readonly unknown[] = [
  ...hostileTexts,
  null,
  true,
  0,
  -1,
  2 ** 53,
  1e308,
  0.1,
  [],
  {},
  [[[[[[]]]]]],
  { __proto__: null, constructor: { prototype: {} } },
  'x\u2028y\u2029z',
  '\u0000',
  '\uD800',
  '\u202Egnp.exe',
  '𝒳'.repeat(300),
  'ﬀ\u0130\u0131ß',
  '=cmd|calc',
  '/dev/null',
  String.raw`C:\Windows\win.ini`,
  'x'.repeat(70_000),
];

/** A value that no schema had in mind. */
export const hostileValue = (random: Random): unknown => random.pick(hostileValues);

const texts = new Map<string, fc.Arbitrary<string>>();

function textMatching(pattern: string, random: Random): string {
  const arbitrary = texts.get(pattern) ?? fc.stringMatching(new RegExp(pattern, 'u'), { size: 'small' });
  texts.set(pattern, arbitrary);
  return fc.sample(arbitrary, { numRuns: 1, seed: random.whole(0, 2 ** 31 - 1) })[0]!;
}

const dates = ['2020-01-01T00:00:00Z', '2099-12-31T23:59:59.999Z', '2027-01-31T00:00:00+14:00'];

function text(schema: SchemaFields, { random }: Maker): string {
  const { minLength = 0, maxLength = 60 } = schema;
  switch (schema.format) {
    case 'uuid':
      return random.uuid();
    case 'date-time':
      return random.pick(dates);
    case 'date':
      return '2027-01-31';
    case 'email':
      return `${random.text(6)}@example.com`;
    case 'uri':
      return `https://example.com/${random.text(6)}`;
    case 'ipv4':
      return '192.0.2.7';
    default:
      if (schema.pattern !== undefined) return textMatching(schema.pattern, random);
      if (random.chance(0.05)) return random.text(maxLength > 30_000 ? 30_000 : maxLength);
      return random.text(random.whole(Math.max(minLength, 1), Math.max(minLength, Math.min(maxLength, 20))));
  }
}

/**
 * A value that fits a schema more often than not, so that it gets past the first check as well.
 * @param name of the field it is for
 */
export function valueOf(schema: Schema, name: string, maker: Maker): unknown {
  const { random, words, definitions, wild } = maker;
  if (typeof schema === 'boolean' || random.chance(wild)) return hostileValue(random);
  if (schema.$ref !== undefined) {
    const definition = definitions[schema.$ref.split('/').at(-1)!];
    // A schema that holds itself ends sooner or later.
    return definition ? valueOf(definition, name, { ...maker, wild: wild + 0.1 }) : null;
  }
  const known = Object.hasOwn(words, name) ? words[name] : undefined;
  if (known && random.chance(0.7)) return random.pick(known);
  if ('const' in schema) return schema.const;
  if (schema.enum) return random.pick(schema.enum);
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) return valueOf(random.pick(variants), name, maker);
  if (schema.allOf)
    return Object.assign({}, ...schema.allOf.map((part) => valueOf(part, name, maker))) as unknown;
  const type = typeof schema.type === 'object' ? random.pick(schema.type) : schema.type;
  switch (type) {
    case 'object': {
      const required = schema.required ?? [];
      const pairs = Object.entries(schema.properties ?? {}).filter(([field]) =>
        random.chance(required.includes(field) ? 0.97 : 0.4),
      );
      const value = Object.fromEntries(pairs.map(([field, inner]) => [field, valueOf(inner, field, maker)]));
      return random.chance(0.03) ? { ...value, [random.text(5)]: hostileValue(random) } : value;
    }
    case 'array': {
      if (schema.prefixItems) return schema.prefixItems.map((item) => valueOf(item, name, maker));
      const count = random.whole(0, Math.min(schema.maxItems ?? 3, random.chance(0.05) ? 200 : 3));
      return Array.from({ length: count }, () => valueOf(schema.items ?? {}, name, maker));
    }
    case 'integer':
    case 'number': {
      const { minimum = 0, maximum = 1000 } = schema;
      return random.whole(minimum, random.chance(0.9) ? Math.min(maximum, minimum + 50) : maximum);
    }
    case 'boolean':
      return random.chance(0.5);
    case 'null':
      return null;
    default:
      return text(schema, maker);
  }
}
