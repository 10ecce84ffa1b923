/**
 * `npm test`: runs every project of vitest.config.ts, says how each server was obtained, lists loudly what was skipped
 * for want of one, and ends with `N passed, N failed, N skipped`. `npm test -- simulation` runs one project;
 * other words go to vitest as they are.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countTests, withUncounted } from './test-run/count-tests.ts';
import { readServicesReport, servicesLines } from './test-run/services-lines.ts';
import { readVitestReport } from './test-run/vitest-report.ts';
import { runVitest } from './test-run/run-vitest.ts';
import { vitestWords } from './test-run/vitest-words.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-test-'));
const reportFile = join(folder, 'vitest.json');
const servicesFile = join(folder, 'services.jsonl');

const startMs = performance.now();
const ended = await runVitest(vitestWords(process.argv.slice(2), reportFile), {
  TEST_SERVICES_REPORT: servicesFile,
});
const counted = countTests(readVitestReport(reportFile));
const uses = readServicesReport(servicesFile);
const missing = uses.filter((use) => use.how === 'missing');
const required = process.env['REQUIRE_SERVICES'] === '1';
const { counts, remarks } = withUncounted(counted, { exitCode: ended, missing: required ? missing.length : 0 });
rmSync(folder, { recursive: true, force: true });

console.log(`tests: ${((performance.now() - startMs) / 1000).toFixed(0)} s`);
for (const line of [...servicesLines(uses, required), ...counted.brokenFiles, ...remarks]) console.log(line);
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 ? 1 : 0;
