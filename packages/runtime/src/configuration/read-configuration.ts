import { readFileSync } from 'node:fs';
import { shownValue } from './shown-value.ts';
import { unknownNames } from './unknown-names.ts';
import type { Configuration, Spec, Variable } from './variable.ts';

/** The environment of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A configuration, or everything that is wrong with it: one sentence a problem. */
export type ConfigurationReading<S extends Spec> =
  | { readonly ok: true; readonly config: Configuration<S> }
  | { readonly ok: false; readonly problems: readonly string[] };

/** A law over several variables, looked at only when all that it `needs` could be read. */
export interface Rule<Config> {
  readonly needs: readonly (keyof Config & string)[];
  /** A sentence that names the variables, or undefined when all is well. */
  problem(config: Config): string | undefined;
}

/** What `readConfiguration` may be told besides the spec. */
export interface ReadingOptions<S extends Spec> {
  readonly rules?: readonly Rule<Configuration<S>>[];
  /** Names that another process of the same deployment reads; they are not misspelt. */
  readonly alsoKnown?: readonly string[];
  readonly readFile?: (path: string) => string;
}

/**
 * Reads the variables of `spec` from the environment and reports ALL problems at once, each as one sentence that names
 * the variable, what came (secrets masked) and what is allowed. A `COUNTERSIGN_*` variable that nobody knows is a
 * problem too. An empty value counts as absent.
 *
 * @example
 * const reading = readConfiguration({ ...processVariables, ...kafkaVariables }, process.env, { alsoKnown: everyName });
 */
export function readConfiguration<const S extends Spec>(
  spec: S,
  environment: Environment,
  options: ReadingOptions<S> = {},
): ConfigurationReading<S> {
  const readFile = options.readFile ?? ((path: string) => readFileSync(path, 'utf8'));
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [key, variable] of Object.entries(spec)) {
    const read = readVariable(variable, environment, readFile);
    if (read.ok) values[key] = read.value;
    else problems.push(read.problem);
  }
  const names = Object.values(spec).flatMap(namesOf);
  problems.push(...unknownNames(environment, [...names, ...(options.alsoKnown ?? [])]));
  // Rules see only variables that they name and that were read, so the record is complete for them.
  const config = values as Configuration<S>;
  for (const rule of options.rules ?? []) {
    const problem = rule.needs.every((key) => key in values) ? rule.problem(config) : undefined;
    if (problem !== undefined) problems.push(problem);
  }
  return problems.length === 0 ? { ok: true, config } : { ok: false, problems };
}

/** Every name under which a variable may be set: a secret has its `_FILE` too. */
export function namesOf(variable: Variable<unknown>): readonly string[] {
  return variable.secret === true ? [variable.name, `${variable.name}_FILE`] : [variable.name];
}

type Read = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: string };

function readVariable(variable: Variable<unknown>, environment: Environment, readFile: (path: string) => string): Read {
  const found = findText(variable, environment, readFile);
  if (!found.ok) return found;
  if (found.text === undefined) {
    const { whenAbsent } = variable;
    if (whenAbsent.kind === 'default') return { ok: true, value: whenAbsent.value };
    return { ok: false, problem: `${variable.name} is not set; allowed: ${variable.allowed}.` };
  }
  const parsed = variable.schema.safeParse(found.text);
  if (parsed.success) return { ok: true, value: parsed.data };
  const why = parsed.error.issues.find((issue) => issue.code === 'custom')?.message;
  const came = `${found.name} is ${shownValue(found.text, variable.secret === true)}`;
  const reason = why === undefined || why === 'Invalid input' ? '' : `: ${why}`;
  return { ok: false, problem: `${came}${reason}; allowed: ${variable.allowed}.` };
}

type Found =
  | { readonly ok: true; readonly name: string; readonly text: string | undefined }
  | { readonly ok: false; readonly problem: string };

function findText(variable: Variable<unknown>, environment: Environment, readFile: (path: string) => string): Found {
  const { name } = variable;
  const text = environment[name] || undefined;
  const fileName = `${name}_FILE`;
  const path = variable.secret === true ? environment[fileName] || undefined : undefined;
  if (path === undefined) return { ok: true, name, text };
  if (text !== undefined) {
    return { ok: false, problem: `${name} and ${fileName} are both set; allowed: one of the two.` };
  }
  try {
    return { ok: true, name: fileName, text: readFile(path).trim() || undefined };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    const problem = `${fileName} is ${shownValue(path, false)}, which cannot be read (${code}); allowed: the path of a readable file.`;
    return { ok: false, problem };
  }
}
