import { z } from 'zod';

/** Names from the outside in. */
export type FieldPath = readonly string[];

type Data = Readonly<Record<string, unknown>>;

/** Whether values of a schema can have something at a path; so that nobody looks for it in events that never do. */
export function hasField(schema: unknown, [name, ...rest]: FieldPath): boolean {
  if (schema instanceof z.ZodOptional) return hasField(schema.unwrap(), name === undefined ? [] : [name, ...rest]);
  if (name === undefined) return true;
  return schema instanceof z.ZodObject && name in schema.shape && hasField(schema.shape[name], rest);
}

/** Reads the first of some paths that leads to something. */
export function readerOf(paths: readonly FieldPath[]): (data: unknown) => unknown {
  const readers = paths.map(readerOfOne);
  const [first, ...others] = readers;
  if (first === undefined) return () => undefined;
  if (others.length === 0) return first;
  return (data) => {
    for (const read of readers) {
      const value = read(data);
      if (value !== undefined) return value;
    }
    return undefined;
  };
}

function readerOfOne([name = '', ...rest]: FieldPath): (data: unknown) => unknown {
  const here = (data: unknown): unknown => (data as Data | undefined)?.[name];
  if (rest.length === 0) return here;
  const deeper = readerOfOne(rest);
  return (data) => deeper(here(data));
}
