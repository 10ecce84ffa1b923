import type { z } from 'zod';

/** What a variable is, apart from what happens when it is absent. */
export interface Declaration<Value> {
  /** Name in the environment: `COUNTERSIGN_HTTP_PORT`. */
  readonly name: string;
  /** One sentence for the configuration table. */
  readonly description: string;
  /** What may stand there, as the end of the sentence "allowed: …". */
  readonly allowed: string;
  /** Reads the text. A message of a custom check is shown to the operator, so it must not repeat the value. */
  readonly schema: z.ZodType<Value, string>;
  /** A secret is never shown in a message, and may also come from the file that `<name>_FILE` names. */
  readonly secret?: boolean;
}

/** What a variable is worth when the environment does not set it (or sets it to nothing). */
export type WhenAbsent<Value> =
  | { readonly kind: 'default'; readonly value: Value; readonly shown: string }
  | { readonly kind: 'required' };

/** One variable of the environment, declared once: read, checked and documented from here. */
export interface Variable<Value> extends Declaration<Value> {
  readonly whenAbsent: WhenAbsent<Value>;
}

/** The variables of a process by the name that the code uses for their value. */
export type Spec = Readonly<Record<string, Variable<unknown>>>;

/** The values of a spec. */
export type Configuration<S extends Spec> = {
  readonly [Key in keyof S]: S[Key] extends Variable<infer Value> ? Value : never;
};

/** A variable that must be set. */
export function required<Value>(declaration: Declaration<Value>): Variable<Value> {
  return { ...declaration, whenAbsent: { kind: 'required' } };
}

/** A variable with a default; `shown` is how the table writes it. */
export function withDefault<Value>(
  declaration: Declaration<Value>,
  value: Value,
  shown = String(value),
): Variable<Value> {
  return { ...declaration, whenAbsent: { kind: 'default', value, shown } };
}

/** A variable that may be absent; `shown` says what happens then, for the table. */
export function optional<Value>(declaration: Declaration<Value>, shown: string): Variable<Value | undefined> {
  return { ...declaration, whenAbsent: { kind: 'default', value: undefined, shown } };
}
