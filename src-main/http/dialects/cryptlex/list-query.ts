import { z } from 'zod';
import { parseInstant } from '../../../../shared/instant.ts';
import { versionRank } from '../../../../shared/version-rank.ts';
import type { Tasks } from '../../../files/back-office.ts';
import type { Context } from '../../context.ts';
import { InvalidRequest } from '../../invalid-request.ts';
import { readQuery } from '../../read.ts';
import { parse } from './schemas.ts';

type Query = Tasks['list.platformReleases']['input'];
type Filter = Query['filters'][number];
type Column = Filter['field'];
type Operator = Filter['operator'];
type Kind = 'text' | 'version' | 'boolean' | 'time' | 'number';

/** The fields of a list: by their wire names, what they are and which column they stand for. */
export type ListFields = Record<string, { kind: Kind; column: Column }>;

const equal = ['eq', 'ne'] as const;
const ordered = [...equal, 'gt', 'gte', 'lt', 'lte'] as const;
const every = [...ordered, 'in', 'nin', 'sw', 'ew', 'cn', 'nc'] as const;
const operators: Record<Kind, readonly Operator[]> = {
  text: every,
  version: every,
  boolean: equal,
  time: ordered,
  number: ordered,
};
const ORDERING: ReadonlySet<Operator> = new Set<Operator>(['gt', 'gte', 'lt', 'lte']);

/** One value of a filter; undefined when it cannot be one. */
function readValue(kind: Kind, operator: Operator, text: string): string | number | undefined {
  switch (kind) {
    case 'text':
      return text.length <= 256 ? text : undefined;
    case 'version':
      return text.length <= 255 && (!ORDERING.has(operator) || versionRank(text) !== null) ? text : undefined;
    case 'boolean':
      return { true: 1, false: 0 }[text.toLowerCase()];
    case 'time': {
      const time = parseInstant(text);
      return Number.isNaN(time) ? undefined : time;
    }
    case 'number':
      return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  }
}

const needed: Record<Kind, string> = {
  text: 'a text of at most 256 characters',
  version: 'a version',
  boolean: 'true or false',
  time: 'a time in ISO 8601',
  number: 'a whole number',
};

const filter = (name: string, kind: Kind, operator: Operator) =>
  z
    .string()
    .transform((text, context): (string | number)[] => {
      const parts = operator === 'in' || operator === 'nin' ? text.split(',') : [text];
      const values = parts.map((part) => readValue(kind, operator, part));
      if (values.length <= 100 && values.every((value) => value !== undefined)) return values;
      context.addIssue({ code: 'custom', message: `${name} must be ${needed[kind]}` });
      return z.NEVER;
    })
    .optional();

/** The parameters that filter by a field: its name alone, and with each operator that it knows. */
const namesOf = (name: string, kind: Kind): [key: string, operator: Operator][] => [
  [name, 'eq'],
  ...operators[kind].map((operator): [string, Operator] => [`${name}[${operator}]`, operator]),
];

/** Which page of a list, and how much of it. */
export const pageParameters = {
  page: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, 'page must be a number from 1 on')
    .transform(Number)
    .default(1),
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/, 'limit must be a number from 1 to 100')
    .transform(Number)
    .default(20),
};

/** Everything that a list can be asked. */
export function listQuery(fields: ListFields) {
  const filters = Object.entries(fields).flatMap(([name, { kind }]) =>
    namesOf(name, kind).map(([key, operator]) => [key, filter(key, kind, operator)] as const),
  );
  const order = new RegExp(
    `^[+ -]?(?:${Object.keys(fields).join('|')})(?:,[+ -]?(?:${Object.keys(fields).join('|')})){0,4}$`,
  );
  return z.object({
    ...pageParameters,
    sort: z
      .string()
      .regex(
        order,
        `sort must be one or more of ${Object.keys(fields).join(', ')}, with - before what descends`,
      )
      .default('-createdAt'),
    query: z.string().max(256, 'query must have at most 256 characters').optional(),
    ...Object.fromEntries(filters),
  });
}

/** A list as it was asked for: the page for the answer's headers, the rest for the back office. */
export type ListRequest = { page: number; query: Omit<Query, 'withFile'> };

/**
 * Reads what a list is asked. Further parameters are not looked at, but an operator that a field does not know is refused:
 * the list would hold what was not asked for.
 * @throws {InvalidRequest}
 */
export function readList(
  ctx: Context,
  fields: ListFields,
  schema: ReturnType<typeof listQuery>,
): ListRequest {
  const given = readQuery(ctx);
  for (const key of Object.keys(given)) {
    const field = /^(\w+)\[/.exec(key)?.[1];
    if (field && Object.hasOwn(fields, field) && !Object.hasOwn(schema.shape, key))
      throw new InvalidRequest('schema', `${key} is no filter`);
  }
  const { page, limit, sort, query, ...rest } = parse(schema, given);
  const asked = rest as Record<string, (string | number)[] | undefined>;
  const filters = Object.entries(fields).flatMap(([name, { kind, column }]) =>
    namesOf(name, kind).flatMap(([key, operator]): Filter[] => {
      const values = asked[key];
      return values ? [{ field: column, operator, values }] : [];
    }),
  );
  return {
    page,
    query: {
      filters,
      search: query ?? null,
      sort: sort.split(',').map((part) => ({
        field: fields[part.replace(/^[+ -]/, '')]!.column,
        descending: part.startsWith('-'),
      })),
      limit,
      offset: (page - 1) * limit,
    },
  };
}

/** Answers a page: a bare array, and where it lies in the headers (github.com/cryptlex/rest-api-response-format). */
export function answerPage(
  ctx: Context,
  rows: readonly unknown[],
  page: { total: number; page: number; limit: number },
) {
  ctx.set('Pagination-Count', String(page.total));
  ctx.set('Pagination-Page', String(page.page));
  ctx.set('Pagination-Limit', String(page.limit));
  ctx.body = rows;
}
