import type { CaseObserver } from '@countersign/engine';
import type { Log } from '@countersign/runtime';
import { createInstruments, notifierMetricTable } from '@countersign/telemetry';

/** Counts what becomes of cases and logs what failed. Make it after metrics were started. */
export function caseMetrics(log: Log): CaseObserver {
  const made = createInstruments(notifierMetricTable);
  return {
    opened: (eventType) => made.casesOpened.add(1, { event_type: eventType }),
    resolved: (resolution, by) => made.casesResolved.add(1, { resolution, by }),
    published: (resolutions) => made.resolutionsPublished.add(resolutions, {}),
    deadLetter: (code, topic) => made.notifierDeadLetters.add(1, { code, topic }),
    failed(work, error) {
      made.workFailures.add(1, { work: `cases_${work}` });
      log.warn('Something outside failed; it is tried again.', { work: `cases_${work}`, error });
    },
  };
}
