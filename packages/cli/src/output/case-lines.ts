import { columns } from './columns.ts';

/** A case as the notifier's interface gives it. */
export interface ShownCase {
  readonly decisionId: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly accountId: string;
  readonly action: string;
  readonly score?: number;
  readonly reasons: readonly string[];
  readonly openedAt: string;
  readonly dueAt: string;
  readonly atDeadline: 'released' | 'denied';
  readonly ending?: {
    readonly resolution: 'released' | 'denied';
    readonly by: 'analyst' | 'deadline' | 'api';
    readonly at: string;
    readonly note?: string;
  };
}

/** One aligned line of a list. @param nowMs epoch milliseconds, for the time that is left */
export function caseLine(held: ShownCase, nowMs: number, isColoured: boolean): string {
  return columns(
    [
      { text: held.decisionId, width: 36 },
      { text: held.action, width: 9, style: 'magenta' },
      { text: held.score?.toFixed(1) ?? '–', width: 5, align: 'right' },
      { text: held.eventType, width: 30 },
      { text: held.accountId, width: 16 },
      { text: `${held.atDeadline} in ${timeLeft(Date.parse(held.dueAt) - nowMs)}`, width: 22 },
      { text: held.reasons.join(', '), width: 60, style: 'dim' },
    ],
    isColoured,
  );
}

/** One case in full. */
export function caseLines(held: ShownCase): readonly string[] {
  return [
    `${held.eventType} of ${held.accountId}: ${held.action}${held.score === undefined ? '' : ` at a score of ${held.score}`}`,
    `  decision ${held.decisionId}, event ${held.eventId}`,
    `  reasons  ${held.reasons.join(', ')}`,
    `  opened   ${held.openedAt}`,
    held.ending === undefined
      ? `  ${held.atDeadline} at ${held.dueAt}, unless somebody says otherwise`
      : `  ${endingWords(held)}`,
  ];
}

/** How a case ended. */
export function endingWords({ ending, decisionId }: ShownCase): string {
  if (ending === undefined) return `${decisionId} still waits`;
  const { resolution, by, at, note } = ending;
  return `${resolution} by ${endings[by]} at ${at}${note === undefined ? '' : `: ${note}`}`;
}

const endings = { analyst: 'an analyst', deadline: 'the deadline', api: 'the API' } as const;

function timeLeft(leftMs: number): string {
  if (leftMs <= 0) return 'a moment';
  const minutes = Math.ceil(leftMs / 60_000);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
