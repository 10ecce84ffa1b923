import { nearestName, shownValue } from '@countersign/runtime';
import type { z } from 'zod';

/** An input that was read, or one sentence that names everything that is wrong with it, without repeating a value. */
export type Input<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: string };

/** Reads `value` by its schema; `whole` is what the sentence calls the input itself: `The body`. */
export function readInput<Value>(schema: z.ZodType<Value>, value: unknown, whole: string): Input<Value> {
  const read = schema.safeParse(value);
  if (read.success) return { ok: true, value: read.data };
  const problems = new Set(read.error.issues.flatMap((issue) => problemsOf(schema, issue, whole)));
  return { ok: false, error: `${[...problems].join('; ')}.` };
}

function problemsOf(schema: z.ZodType, issue: z.core.$ZodIssue, whole: string): readonly string[] {
  const fields = fieldsOf(schema);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const nearest = nearestName(key, Object.keys(fields));
      return `${whole} has an unknown field ${shownValue(key, false)}${nearest === undefined ? '' : ` (did you mean "${nearest}"?)`}`;
    });
  }
  const [field] = issue.path;
  if (field === undefined) return [`${whole} must be ${schema.description ?? 'a JSON object'}`];
  return [`"${String(field)}" must be ${fields[String(field)]?.description ?? 'something else'}`];
}

function fieldsOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
  return 'shape' in schema ? (schema.shape as Record<string, z.ZodType>) : {};
}
