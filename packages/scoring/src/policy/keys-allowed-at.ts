import { z } from 'zod';

/** The keys that a schema allows at a path through objects, records and lists; none where the path leads to no object. */
export function keysAllowedAt(schema: z.ZodType, path: readonly string[]): string[] {
  let here: readonly unknown[] = [schema];
  for (const step of path) here = here.flatMap(alternatives).map((one) => inside(one, step));
  const objects = here.flatMap(alternatives).filter((one) => one instanceof z.ZodObject);
  return [...new Set(objects.flatMap((one) => Object.keys(one.shape)))];
}

/** What is inside optional, default and prefault; every branch of a union. */
function alternatives(schema: unknown): readonly unknown[] {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault) {
    inner = inner.unwrap();
  }
  return inner instanceof z.ZodUnion ? inner.options.flatMap(alternatives) : [inner];
}

function inside(schema: unknown, step: string): unknown {
  if (schema instanceof z.ZodObject) return schema.shape[step];
  if (schema instanceof z.ZodArray) return schema.element;
  return schema instanceof z.ZodRecord ? schema.valueType : undefined;
}
