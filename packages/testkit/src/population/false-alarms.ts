import type { ChangeKind, Happening, Life, RealChange } from './happening.ts';
import type { Interruption } from './live-through.ts';
import { pairUp } from './pair-up.ts';

/** An honest act that was interrupted without a reason in the customer's life, or with a reason that was used up. */
export interface FalseAlarm {
  readonly interruption: Interruption;
  /** What changed not long before; all of it had its code already. */
  readonly changes: readonly RealChange[];
}

/** For how many days a change explains a code: the laptop is opened at last, the first order from the new home. */
const explainsForDays = (kind: ChangeKind): number => {
  if (kind === 'began to use a VPN') return 365; // It may leave by another country for the first time whenever it likes.
  return kind === 'opened an account' ? 14 : 60; // After two weeks an account has a history (Entra's learning period).
};

const dayMs = 86_400_000;
/** Unused for so long, a device may have changed hands: the policy may take it for new, once each time. */
const putAwayMs = 30 * dayMs;

/** The interruptions of one life, by what explains them. */
export interface ExplainedLife {
  /** How many codes and holds each real change led to: the one it excuses, and those that came while it was the latest change and had had its own. */
  readonly codesOf: ReadonlyMap<RealChange, number>;
  readonly alarms: readonly FalseAlarm[];
  /** Codes for nothing but a device that was not used for a month. */
  readonly putAway: readonly Interruption[];
  /** What a device that a code opened a moment ago may not do without a stronger proof (OTP-37). */
  readonly secondSteps: readonly Interruption[];
}

/**
 * Sets the interruptions of one life against its real changes. Each change of an account may cause one code, after it and within
 * 60 days; a new device whenever it is first asked about. Codes and changes are paired so that as many codes as possible have a
 * change of their own. Of those that have none, two kinds are told apart: a device that was put away for a month counts as new
 * where that is what the code was for, and a sensitive act on a device that a code just opened needs more than that code (OTP-37).
 * A denial is never in order, and a hold only where a code may not approve the act (OTP-37, OTP-39).
 */
export function explainLife(life: Life, interruptions: readonly Interruption[]): ExplainedLife {
  const asking = interruptions.filter((one) => !isHandover(one));
  const kinds = new Map(asking.map((one) => [one, kindOf(life, one)]));
  const changesOf = new Map(asking.map((one) => [one, life.changes.filter((change) => isNear(change, one.happening))]));
  // What has no other excuse chooses first.
  const byNeed = asking.toSorted((a, b) => Number(kinds.get(a) !== 'alarm') - Number(kinds.get(b) !== 'alarm'));
  const pairs = pairUp(
    byNeed.filter(({ verdict }) => isInOrder(verdict)),
    (one) => itsDeviceFirst(one, changesOf.get(one) ?? []),
  );
  const codesOf = new Map<RealChange, number>(life.changes.map((change) => [change, 0]));
  for (const [one, changes] of changesOf) {
    const change = pairs.get(one) ?? (kinds.get(one) === 'alarm' ? changes.at(-1) : undefined);
    if (change !== undefined) codesOf.set(change, (codesOf.get(change) ?? 0) + 1);
  }
  const left = asking.filter((one) => !pairs.has(one));
  const ofKind = (kind: Kind): readonly Interruption[] => left.filter((one) => kinds.get(one) === kind);
  return {
    codesOf,
    alarms: ofKind('alarm').map((interruption) => ({ interruption, changes: changesOf.get(interruption) ?? [] })),
    putAway: ofKind('put away'),
    secondSteps: ofKind('second step'),
  };
}

type Kind = 'alarm' | 'put away' | 'second step';

function kindOf(life: Life, interruption: Interruption): Kind {
  if (wasPutAway(life, interruption)) return 'put away';
  return isSecondStep(interruption) ? 'second step' : 'alarm';
}

const deviceOf = ({ data }: Happening): string | undefined => ('context' in data ? data.context?.deviceId : undefined);

const itsDeviceFirst = ({ happening }: Interruption, changes: readonly RealChange[]): readonly RealChange[] =>
  changes.toSorted((a, b) => Number(b.what === deviceOf(happening)) - Number(a.what === deviceOf(happening)));

function isNear({ accountId, atMs, kind, what }: RealChange, happening: Happening): boolean {
  if (accountId !== happening.accountId || atMs > happening.timeMs) return false;
  const isItsDevice = kind === 'new device' && what === deviceOf(happening);
  return isItsDevice || happening.timeMs - atMs < explainsForDays(kind) * dayMs;
}

const isBecauseOf = ({ verdict }: Interruption, code: string): boolean =>
  verdict.reasons.some((reason) => reason.code === code && reason.points > 0);

/** Taken out again after a month, on this day: the act before may have been let through though the device counted as new. */
function wasPutAway({ happenings }: Life, interruption: Interruption): boolean {
  const { happening, verdict } = interruption;
  const device = deviceOf(happening);
  if (device === undefined || verdict.action !== 'challenge' || !isBecauseOf(interruption, 'new_device')) return false;
  const { accountId, timeMs } = happening;
  const uses = happenings
    .filter((one) => one.accountId === accountId && deviceOf(one) === device && one.timeMs <= timeMs - dayMs)
    .map((one) => one.timeMs);
  return uses.length > 0 && timeMs - Math.max(...uses) >= putAwayMs;
}

const isSecondStep = (interruption: Interruption): boolean =>
  interruption.verdict.action !== 'deny' &&
  (isBecauseOf(interruption, 'code_opened_device') || isBecauseOf(interruption, 'code_opened_elsewhere'));

const isInOrder = ({ action, reasons }: Interruption['verdict']): boolean =>
  action === 'challenge' || (action === 'hold' && reasons.some(({ code }) => code === 'no_channel_left'));

/**
 * A code for the door goes with every parcel of high value, and a courier who seems to stand elsewhere waits (OTP-36): neither
 * asks the customer to prove anything.
 */
export const isHandover = ({ happening: { type }, verdict: { action } }: Interruption): boolean =>
  action !== 'deny' && type.startsWith('delivery.');
