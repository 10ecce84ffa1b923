import type { VitestReport } from './vitest-report.ts';

/** What the closing line says. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Counts of a report, and a line for each file that failed outside its tests. */
export interface CountedTests {
  readonly counts: TestCounts;
  readonly brokenFiles: readonly string[];
}

/** What vitest's report cannot know. */
export interface EndOfRun {
  /** Of vitest's own process. */
  readonly exitCode: number;
  /** Suites without a server, where servers are required. */
  readonly missing: number;
}

/** Counts the tests of a report. A file that failed without a failed test (it did not load, a hook threw) counts as one. */
export function countTests(report: VitestReport | undefined): CountedTests {
  const files = report?.testResults ?? [];
  const statuses = files.flatMap((file) => file.assertionResults.map((result) => result.status));
  const count = (status: string): number => statuses.filter((each) => each === status).length;
  const broken = files.filter((file) => file.status === 'failed' && !hasFailedTest(file));
  const passed = count('passed');
  const failed = count('failed');
  return {
    counts: { passed, failed: failed + broken.length, skipped: statuses.length - passed - failed },
    brokenFiles: broken.map((file) => `broken: ${file.name}: ${file.message.split('\n')[0] ?? ''}`),
  };
}

/** Adds what failed without being a test, so that the closing line and the exit code always agree. */
export function withUncounted(
  { counts }: CountedTests,
  { exitCode, missing }: EndOfRun,
): { readonly counts: TestCounts; readonly remarks: readonly string[] } {
  if (counts.failed > 0) return { counts, remarks: [] };
  if (missing > 0) return failedBy(counts, missing, `REQUIRE_SERVICES=1, and ${missing} suites had no server.`);
  if (exitCode !== 0) return failedBy(counts, 1, `vitest ended with ${exitCode} outside any test; see above.`);
  if (counts.passed === 0) return failedBy(counts, 1, 'No test ran.');
  return { counts, remarks: [] };
}

const failedBy = (counts: TestCounts, failed: number, remark: string) => ({
  counts: { ...counts, failed },
  remarks: [remark],
});

const hasFailedTest = (file: VitestReport['testResults'][number]): boolean =>
  file.assertionResults.some((result) => result.status === 'failed');
