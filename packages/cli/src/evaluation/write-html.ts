import { basename } from 'node:path';
import { type ReportPlan, htmlReport, reportCurves } from '@countersign/evaluation';
import type { Evaluated } from '../commands/evaluate.ts';
import { writeResult } from '../output/result-file.ts';

/** What a page says of where its figures come from. */
export interface PageSubject {
  /** File of the events or the table. */
  readonly file: string;
  readonly model: string | undefined;
  readonly labelDelay: string;
}

/** Writes an evaluation as one page of HTML. */
export function writeHtml(path: string, { report, scored }: Evaluated, plan: ReportPlan, subject: PageSubject): void {
  const { policy } = report;
  const test = scored.filter(({ timeMs }) => timeMs >= plan.testFromMs);
  const at = (timeMs: number | undefined): string => new Date(timeMs ?? 0).toISOString();
  const by = `policy ${policy.id}@${policy.version}${subject.model === undefined ? '' : ` with the model ${basename(subject.model)}`}`;
  const page = htmlReport(report, reportCurves(scored, plan), {
    what: basename(subject.file),
    by,
    period: [at(test[0]?.timeMs), at(test.at(-1)?.timeMs)],
    labelDelay: subject.labelDelay,
  });
  writeResult(path, page);
}
