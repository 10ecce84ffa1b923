import {
  type AttackResult,
  type FalseAlarm,
  type Interruption,
  type Town,
  type TownYear,
  explainLife,
  isHandover,
} from '@countersign/testkit';

/** What a run over towns came to. */
export interface Tally {
  events: number;
  /** Accounts whose year was lived to its end. */
  accounts: number;
  /** Those of them in whose year nothing changed, and the interruptions that they met. */
  quietAccounts: number;
  quietInterruptions: number;
  /** Real changes in the years of the others, and the codes that they were asked for. */
  changes: number;
  codes: number;
  /** How many real changes led to so many codes and holds: none at place 0, one at place 1, and so on. */
  readonly changesByCodes: number[];
  /** Interruptions that no change explains, for none was near. */
  unexplained: number;
  /** Codes for nothing but a device that was put away for a month. */
  putAway: number;
  /** Sensitive acts on devices that a code had just opened, which OTP-37 wants a stronger proof for; and those of them that were held. */
  secondSteps: number;
  secondStepsHeld: number;
  /** Codes for the door, and couriers who were told to wait. */
  handovers: number;
  couriersHeld: number;
  readonly falseAlarms: { readonly seed: number; readonly alarm: FalseAlarm }[];
  readonly attacks: AttackResult[];
}

export const newTally = (): Tally => ({
  events: 0,
  accounts: 0,
  quietAccounts: 0,
  quietInterruptions: 0,
  changes: 0,
  codes: 0,
  changesByCodes: [],
  unexplained: 0,
  putAway: 0,
  secondSteps: 0,
  secondStepsHeld: 0,
  handovers: 0,
  couriersHeld: 0,
  falseAlarms: [],
  attacks: [],
});

/** Adds a town's year; only seeds of `[first, last]` count, the rest are their neighbours. */
export function addTown(tally: Tally, town: Town, year: TownYear, first: number, last: number): void {
  tally.events += year.events;
  const isCounted = (seed: number): boolean => seed >= first && seed <= last;
  tally.attacks.push(...year.attacks.filter(({ seed }) => isCounted(seed)));
  for (const life of town.lives.filter(({ seed }) => isCounted(seed))) {
    const own = new Set(life.customers.map(({ accountId }) => accountId));
    const all = year.interruptions.filter(({ happening }) => own.has(happening.accountId));
    const interruptions = all.filter((one) => !isHandover(one));
    const held = all.filter((one) => isHandover(one) && one.verdict.action === 'hold').length;
    tally.handovers += all.length - interruptions.length - held;
    tally.couriersHeld += held;
    const changed = new Set(life.changes.map(({ accountId }) => accountId));
    const quiet = [...own].filter((account) => !changed.has(account));
    const isQuiet = ({ happening }: Interruption): boolean => quiet.includes(happening.accountId);
    tally.accounts += own.size;
    tally.quietAccounts += quiet.length;
    tally.quietInterruptions += interruptions.filter(isQuiet).length;
    tally.changes += life.changes.length;
    tally.codes += interruptions.length;
    const { alarms, codesOf, putAway, secondSteps } = explainLife(life, interruptions);
    for (const alarm of alarms) tally.falseAlarms.push({ seed: life.seed, alarm });
    tally.unexplained += alarms.filter(({ changes }) => changes.length === 0).length;
    tally.putAway += putAway.length;
    tally.secondSteps += secondSteps.length;
    tally.secondStepsHeld += secondSteps.filter(({ verdict }) => verdict.action === 'hold').length;
    for (const codes of codesOf.values()) tally.changesByCodes[codes] = (tally.changesByCodes[codes] ?? 0) + 1;
  }
}

/** Share of attacks that were challenged, held or denied; 0..1. */
export const shareCaught = ({ attacks }: Pick<Tally, 'attacks'>): number =>
  attacks.filter(({ isCaught }) => isCaught).length / Math.max(1, attacks.length);

/** Real changes that led to more than one code or hold. */
export const changesBeyondOne = ({ changesByCodes }: Pick<Tally, 'changesByCodes'>): number =>
  changesByCodes.slice(2).reduce((sum, count) => sum + count, 0);
