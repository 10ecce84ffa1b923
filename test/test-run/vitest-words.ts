/** The projects of vitest.config.ts, in the order in which they run. */
export const projects = ['unit', 'architecture', 'simulation', 'integration', 'scenarios', 'e2e', 'chaos'] as const;

/** What vitest is called with: names of projects become `--project`, all other words are vitest's own. */
export function vitestWords(words: readonly string[], reportFile: string): readonly string[] {
  const named = projects.filter((project) => words.includes(project));
  const others = words.filter((word) => !named.some((project) => project === word));
  return [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportFile}`,
    ...named.map((project) => `--project=${project}`),
    ...others,
  ];
}
