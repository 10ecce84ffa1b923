import { describe, expect, it } from 'vitest';
import { countTests, withUncounted } from './count-tests.ts';
import { vitestReport } from './vitest-report.ts';

const file = (name: string, status: 'passed' | 'failed', ...tests: string[]) => ({
  name,
  status,
  message: status === 'failed' ? `${name} went wrong\nat line 1` : '',
  assertionResults: tests.map((each) => ({ status: each })),
});

const counted = (...testResults: ReturnType<typeof file>[]) => countTests(vitestReport.parse({ testResults }));

describe('counting tests', () => {
  it('counts what passed, failed and did neither', () => {
    const { counts } = counted(
      file('a', 'passed', 'passed', 'skipped', 'todo', 'pending'),
      file('b', 'failed', 'failed', 'passed'),
    );
    expect(counts).toEqual({ passed: 2, failed: 1, skipped: 3 });
  });

  it('counts a file that did not load as one failure, and names it', () => {
    const { counts, brokenFiles } = counted(file('a', 'passed', 'passed'), file('b', 'failed'));
    expect(counts).toEqual({ passed: 1, failed: 1, skipped: 0 });
    expect(brokenFiles).toEqual(['broken: b: b went wrong']);
  });

  it('counts a hook that threw after tests that passed', () => {
    expect(counted(file('a', 'failed', 'passed')).counts.failed).toBe(1);
  });
});

describe('what vitest cannot count', () => {
  const good = counted(file('a', 'passed', 'passed'));
  const end = { exitCode: 0, missing: 0 };

  it('leaves a good run alone', () => {
    expect(withUncounted(good, end)).toEqual({ counts: good.counts, remarks: [] });
  });

  it.each([
    ['vitest broke', good, { exitCode: 1, missing: 0 }, 1],
    ['vitest left no report', countTests(undefined), { exitCode: 7, missing: 0 }, 1],
    ['no test ran', countTests(undefined), end, 1],
    ['everything was skipped', counted(file('a', 'passed', 'skipped')), end, 1],
    ['two required servers are missing', good, { exitCode: 0, missing: 2 }, 2],
    ['a test failed as well', counted(file('a', 'failed', 'failed')), { exitCode: 1, missing: 2 }, 1],
  ])('fails when %s', (_, tests, ended, failed) => {
    expect(withUncounted(tests, ended).counts.failed).toBe(failed);
  });
});
