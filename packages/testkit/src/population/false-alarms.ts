import type { ChangeKind, Happening, Life, RealChange } from './happening.ts';
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

/** Unused for so long, a device may have changed hands: the policy may take it for new, once each time. */
const putAwayMs = 30 * 86_400_000;

/** The interruptions of one life, by what explains them. */
export interface ExplainedLife {
  /** How many codes and holds each real change led to: the one it excuses, and those that came while it was the latest change and had had its own. */
  readonly codesOf: ReadonlyMap<RealChange, number>;
  readonly alarms: readonly FalseAlarm[];
  /** Codes for nothing but a device that was not used for a month. */
  readonly putAway: readonly Interruption[];
}

/**
 * Sets the interruptions of one life against its real changes. Each change of an account may cause one code, after it and within
 * 60 days; a new device whenever it is first asked about. A device that was put away for a month counts as new where that is
 * what the code was for. A denial is never in order, and a hold only where a code may not approve the act: a new phone and
 * then a new password (OTP-37, OTP-39).
 */
export function explainLife(life: Life, interruptions: readonly Interruption[]): ExplainedLife {
  const codesOf = new Map<RealChange, number>(life.changes.map((change) => [change, 0]));
  const count = (change: RealChange | undefined): void => {
    if (change !== undefined) codesOf.set(change, (codesOf.get(change) ?? 0) + 1);
  };
  const alarms: FalseAlarm[] = [];
  const putAway: Interruption[] = [];
  for (const interruption of interruptions.filter((one) => !isHandover(one))) {
    const { happening, verdict } = interruption;
    const before = life.changes.filter((change) => isNear(change, happening));
    const reason = before.find((change) => codesOf.get(change) === 0);
    if (reason !== undefined && isInOrder(verdict)) count(reason);
    else if (wasPutAway(life, interruption)) putAway.push(interruption);
    else {
      alarms.push({ interruption, changes: before });
      count(before.at(-1));
    }
  }
  return { codesOf, alarms, putAway };
}

const deviceOf = ({ data }: Happening): string | undefined => ('context' in data ? data.context?.deviceId : undefined);

function isNear({ accountId, atMs, kind, what }: RealChange, happening: Happening): boolean {
  if (accountId !== happening.accountId || atMs > happening.timeMs) return false;
  return (kind === 'new device' && what === deviceOf(happening)) || happening.timeMs - atMs < explainsFor(kind);
}

function wasPutAway({ happenings }: Life, { happening, verdict }: Interruption): boolean {
  const device = deviceOf(happening);
  const isAboutIt = verdict.action === 'challenge' && verdict.reasons.some(({ code }) => code === 'new_device');
  if (device === undefined || !isAboutIt) return false;
  const { accountId, timeMs } = happening;
  const uses = happenings.filter(
    (one) => one.accountId === accountId && deviceOf(one) === device && one.timeMs < timeMs,
  );
  return uses.length > 0 && timeMs - Math.max(...uses.map((one) => one.timeMs)) >= putAwayMs;
}

const isInOrder = ({ action, reasons }: Interruption['verdict']): boolean =>
  action === 'challenge' || (action === 'hold' && reasons.some(({ code }) => code === 'no_channel_left'));

/**
 * A code for the door goes with every parcel of high value, and a courier who seems to stand elsewhere waits (OTP-36): neither
 * asks the customer to prove anything.
 */
export const isHandover = ({ happening: { type }, verdict: { action } }: Interruption): boolean =>
  action !== 'deny' && type.startsWith('delivery.');
