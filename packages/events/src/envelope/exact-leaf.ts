import { z } from 'zod';

type LeafMatch = (value: unknown) => boolean;

/** The bounds of a text or number as zod keeps them. */
interface Check {
  readonly check?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly value?: number;
  readonly inclusive?: boolean;
  readonly pattern?: RegExp;
}

/** As `exactMatch`, for what has no parts. Kinds and bounds that are not known here are left to zod, and matched all the same. */
export const exactLeaf = (schema: z.ZodType): LeafMatch =>
  compiled(schema) ??
  ((value) => {
    const parsed = schema.safeParse(value);
    return parsed.success && Object.is(parsed.data, value);
  });

function compiled(schema: z.ZodType): LeafMatch | undefined {
  if (schema instanceof z.ZodEnum) return oneOf(new Set(schema.options));
  if (schema instanceof z.ZodLiteral) return oneOf(new Set(schema.values));
  if (schema instanceof z.ZodBoolean) return withBounds(schema, (value) => typeof value === 'boolean');
  if (schema instanceof z.ZodString) return schema.def.coerce === true ? undefined : withBounds(schema, isText);
  if (schema instanceof z.ZodIPv4 || schema instanceof z.ZodISODateTime) {
    const { pattern } = schema._zod.def;
    return pattern === undefined ? undefined : withBounds(schema, (value) => isText(value) && pattern.test(value));
  }
  if (schema instanceof z.ZodNumberFormat && schema.format === 'safeint')
    return withBounds(schema, (value) => Number.isSafeInteger(value));
  if (schema instanceof z.ZodNumber && schema.format === null)
    return withBounds(schema, (value) => Number.isFinite(value));
  return undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const oneOf =
  (values: ReadonlySet<unknown>): LeafMatch =>
  (value) =>
    values.has(value);

/** The kind first, then every bound of the schema; undefined where a bound is of a kind not known here. */
export function withBounds(schema: z.ZodType, isOfKind: LeafMatch): LeafMatch | undefined {
  const bounds = (schema.def.checks ?? []).map((check) => boundOf(check._zod.def as Check));
  const known = bounds.filter((bound) => bound !== undefined);
  if (known.length < bounds.length) return undefined;
  return (value) => {
    if (!isOfKind(value)) return false;
    for (const bound of known) if (!bound(value)) return false;
    return true;
  };
}

/** Asked only of values of the kind that the check is for. */
function boundOf(check: Check): LeafMatch | undefined {
  const { minimum = 0, maximum = 0, value: limit = 0, inclusive, pattern } = check;
  switch (check.check) {
    case 'min_length':
      return (value) => (value as string).length >= minimum;
    case 'max_length':
      return (value) => (value as string).length <= maximum;
    case 'greater_than':
      return inclusive === true ? (value) => (value as number) >= limit : (value) => (value as number) > limit;
    case 'less_than':
      return inclusive === true ? (value) => (value as number) <= limit : (value) => (value as number) < limit;
    case 'string_format':
      return check.format === 'regex' && pattern !== undefined && !pattern.global && !pattern.sticky
        ? (value) => pattern.test(value as string)
        : undefined;
    default:
      return undefined;
  }
}
