import type { Label } from '@countersign/events';

/** What was last said about an event. Times are epoch milliseconds. */
export interface StandingLabel {
  readonly label: Label['label'];
  readonly knownAtMs: number;
}

/**
 * What becomes of another label on the same event: `recorded`; `repeated`, when it says the same again; `outdated`, when it
 * contradicts one that was known later. Only what is recorded is published, so that who reads the labels in the order of
 * the log and who compares their times come to the same truth.
 */
export function labelStanding(
  before: StandingLabel | undefined,
  next: StandingLabel,
): 'recorded' | 'repeated' | 'outdated' {
  if (before === undefined) return 'recorded';
  if (before.label === next.label) return 'repeated';
  return next.knownAtMs >= before.knownAtMs ? 'recorded' : 'outdated';
}
