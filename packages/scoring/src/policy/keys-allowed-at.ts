import { z } from 'zod';

/** The keys that a schema of nested strict objects allows at a path; none where the path leads to no object. */
export function keysAllowedAt(schema: z.ZodType, path: readonly string[]): string[] {
  let here: unknown = unwrapped(schema);
  for (const step of path) {
    if (!(here instanceof z.ZodObject)) return [];
    here = unwrapped(here.shape[step]);
  }
  return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
}

/** What is inside optional, default and prefault. */
function unwrapped(schema: unknown): unknown {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault) {
    inner = inner.unwrap();
  }
  return inner;
}
