import { withoutComments } from './imports-of.ts';
import type { SourceFile } from './workspace-files.ts';

/** What a text must not contain to be a function of its arguments: time, chance, the machine's language and zone. */
const impurities: readonly (readonly [pattern: RegExp, complaint: string])[] = [
  [/\bnew Date\s*\(\s*\)/, 'reads the clock: new Date()'],
  [/(?<!new\s)(?<![.\w])Date\s*\(/, 'reads the clock: Date()'],
  [/\bDate\.now\b/, 'reads the clock: Date.now'],
  [/\bMath\.random\b/, 'draws chance: Math.random'],
  [/\.toLocale\w*\s*\(\s*\)/, "depends on the machine's language"],
  [/\.localeCompare\s*\(\s*[^,()]*\)/, "depends on the machine's language: localeCompare without a locale"],
  [/\bIntl\.\w+\s*\(\s*(?:undefined\b|\))/, "depends on the machine's language: Intl without a locale"],
  [/\.(?:get|set)(?:FullYear|Month|Date|Day|Hours|Minutes|Seconds)\s*\(/, "depends on the machine's time zone"],
  [/\.getTimezoneOffset\s*\(/, "depends on the machine's time zone"],
  [/\b(?:process|Buffer|fetch|setTimeout|setInterval|setImmediate|queueMicrotask)\b\s*[.(]/, 'uses the platform'],
];

/** Every impurity in the source of the pure folders; tests may be impure. */
export function checkPurity(files: readonly SourceFile[], folders: readonly string[]): readonly string[] {
  return files
    .filter(({ path }) => folders.some((folder) => path.startsWith(`${folder}/src/`)) && !path.endsWith('.test.ts'))
    .flatMap(({ path, text }) => {
      const code = withoutComments(text);
      return impurities.filter(([pattern]) => pattern.test(code)).map(([, complaint]) => `${path} ${complaint}`);
    });
}
