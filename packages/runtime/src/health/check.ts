/** Looks at one thing: undefined when it is well, else a sentence that says what is wrong. */
export type Check = () => Promise<string | undefined> | string | undefined;

/** What several checks found: `well` when none of them complained. */
export interface CheckReport {
  readonly well: boolean;
  /** `ok` or the complaint, by name. */
  readonly checks: Readonly<Record<string, string>>;
}

/** Runs all checks at the same time; one that throws or takes longer than `limitMs` is a complaint. */
export async function runChecks(checks: Readonly<Record<string, Check>>, limitMs: number): Promise<CheckReport> {
  const entries = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, (await complaint(check, limitMs)) ?? 'ok'] as const),
  );
  return { well: entries.every(([, found]) => found === 'ok'), checks: Object.fromEntries(entries) };
}

async function complaint(check: Check, limitMs: number): Promise<string | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => resolve(`no answer within ${limitMs} ms`), limitMs);
  try {
    return await Promise.race([check(), late]);
  } catch (error) {
    return error instanceof Error ? error.message : 'failed';
  } finally {
    clearTimeout(timer);
  }
}
