import { z } from 'zod';
import { exactLeaf, withBounds } from './exact-leaf.ts';

/** True only where the schema would give the value back as it is: all of it valid, nothing dropped, nothing changed. */
export type ExactMatch = (value: unknown) => boolean;

/**
 * Compiles a schema to a look that makes nothing: most events are just what their schema says, and zod would copy them.
 * `false` says nothing: the schema itself then judges, finds the words for what is wrong, and drops what nobody knows.
 * @param others `dropped`: names that the schema does not have are no hindrance; the caller must not look at them
 */
export function exactMatch(schema: z.ZodType, others: 'refused' | 'dropped' = 'refused'): ExactMatch {
  if (schema instanceof z.ZodObject) return exactObject(schema, others);
  if (schema instanceof z.ZodArray) return exactArray(schema);
  if (schema instanceof z.ZodUnion) return exactUnion(schema);
  if (schema instanceof z.ZodUnknown) return () => true;
  return exactLeaf(schema);
}

interface Field {
  readonly name: string;
  readonly isRequired: boolean;
  readonly match: ExactMatch;
}

function exactObject(schema: z.ZodObject, others: 'refused' | 'dropped'): ExactMatch {
  if (hasChecks(schema) || schema.def.catchall !== undefined) return never;
  const fields = Object.entries(schema.shape).map(([name, field]): Field => {
    const isOptional = field instanceof z.ZodOptional;
    return { name, isRequired: !isOptional, match: exactMatch((isOptional ? field.unwrap() : field) as z.ZodType) };
  });
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    let known = 0;
    for (const { name, isRequired, match } of fields) {
      const inner = (value as Readonly<Record<string, unknown>>)[name];
      if (inner === undefined) {
        if (isRequired) return false;
      } else {
        if (!match(inner)) return false;
        known += 1;
      }
    }
    return others === 'dropped' || Object.keys(value).length === known;
  };
}

function exactArray(schema: z.ZodArray): ExactMatch {
  const element = exactMatch(schema.element as z.ZodType);
  const isOfLength = withBounds(schema, Array.isArray) ?? never;
  return (value) => isOfLength(value) && (value as unknown[]).every(element);
}

function exactUnion(schema: z.ZodUnion): ExactMatch {
  if (hasChecks(schema)) return never;
  const options = schema.options.map((option) => exactMatch(option as z.ZodType));
  return (value) => options.some((match) => match(value));
}

const hasChecks = (schema: z.ZodType): boolean => (schema.def.checks?.length ?? 0) > 0;
const never: ExactMatch = () => false;
