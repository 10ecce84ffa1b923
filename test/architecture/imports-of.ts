/** Statements at the start of a line: `import x from 'y'`, `import 'y'`, `export * from 'y'`, over several lines too. */
const statement = /^\s*(?:import|export)\s+(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
/** Anywhere: `import('y')`, also as a type, `require('y')`, `import.meta.resolve('y')`. */
const call = /\b(?:import|require|import\.meta\.resolve)\s*\(\s*['"`]([^'"`]+)['"`]/g;

/** Every specifier that a source text imports, once each; comments do not count. */
export function importsOf(text: string): readonly string[] {
  const code = withoutComments(text);
  const found = [...code.matchAll(statement), ...code.matchAll(call)].flatMap((match) => match[1] ?? []);
  return [...new Set(found)];
}

/** The text without comments; strings keep what looks like one. */
export function withoutComments(text: string): string {
  return text.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (_, quoted: string | undefined) => quoted ?? ' ',
  );
}
