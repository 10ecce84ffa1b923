import type { ChangeKind, Life, RealChange } from './happening.ts';
import type { Interruption } from './live-through.ts';

/** An honest act that was interrupted without a reason in the customer's life, or with a reason that was used up. */
export interface FalseAlarm {
  readonly interruption: Interruption;
  /** What changed not long before; all of it had its code already. */
  readonly changes: readonly RealChange[];
}

/**
 * A change explains a code for so long: the laptop is opened at last, the first order from the new home. A VPN may leave
 * by another country for the first time whenever it likes.
 */
const explainsFor = (kind: ChangeKind): number => (kind === 'began to use a VPN' ? 365 : 60) * 86_400_000;

/**
 * The false alarms of one life. Each real change of an account may cause one code, after it and within 60 days. A denial is
 * never in order, and a hold only where a code may not approve the act: a new phone and then a new password (OTP-37, OTP-39).
 */
export const falseAlarmsOf = (life: Life, interruptions: readonly Interruption[]): readonly FalseAlarm[] =>
  explained(life, interruptions).alarms;

/**
 * How many codes and holds each real change of a life led to: the one that it excuses, and those that came while it was the
 * latest change and had had its own. What no change explains is counted with none.
 */
export function codesPerChange(life: Life, interruptions: readonly Interruption[]): ReadonlyMap<RealChange, number> {
  const { used, alarms } = explained(life, interruptions);
  const codes = new Map(life.changes.map((change) => [change, used.has(change) ? 1 : 0]));
  for (const { changes } of alarms) {
    const latest = changes.at(-1);
    if (latest !== undefined) codes.set(latest, (codes.get(latest) ?? 0) + 1);
  }
  return codes;
}

function explained(life: Life, interruptions: readonly Interruption[]) {
  const used = new Set<RealChange>();
  const alarms: FalseAlarm[] = [];
  for (const interruption of interruptions.filter((one) => !isHandover(one))) {
    const { happening, verdict } = interruption;
    const before = life.changes.filter(
      ({ accountId, atMs, kind }) =>
        accountId === happening.accountId && atMs <= happening.timeMs && happening.timeMs - atMs < explainsFor(kind),
    );
    const reason = before.find((change) => !used.has(change));
    if (reason === undefined || !isInOrder(verdict)) alarms.push({ interruption, changes: before });
    else used.add(reason);
  }
  return { used, alarms };
}

const isInOrder = ({ action, reasons }: Interruption['verdict']): boolean =>
  action === 'challenge' || (action === 'hold' && reasons.some(({ code }) => code === 'no_channel_left'));

/**
 * A code for the door goes with every parcel of high value, and a courier who seems to stand elsewhere waits (OTP-36): neither
 * asks the customer to prove anything.
 */
export const isHandover = ({ happening: { type }, verdict: { action } }: Interruption): boolean =>
  action !== 'deny' && type.startsWith('delivery.');
