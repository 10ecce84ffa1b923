import type { Asking } from './guessed-account.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What an attacker does at a moment, in a year of moments; `guess` tries one more code of a challenge, false when it takes no more. */
export interface Moment {
  readonly nowMs: number;
  ask(by?: Asking): string | undefined;
  guess(id: string): boolean;
}

/** Somebody who guesses at one account, with any number of devices, addresses and sessions. */
export interface Attacker {
  /** How often there is a moment. */
  readonly stepMs: number;
  /** Whether the owner signs in every day, by a code that she types rightly. */
  readonly ownerIsThere: boolean;
  act(moment: Moment): void;
}

const spend = (moment: Moment, id: string): void => {
  while (moment.guess(id));
};
const greedy =
  (by: Asking) =>
  (moment: Moment): void => {
    for (let id = moment.ask(by); id !== undefined; id = moment.ask(by)) spend(moment, id);
  };

/** The best that we could think of; each knows every rule. */
export const attackers: Readonly<Record<string, () => Attacker>> = {
  'everything, always, while the owner is away': () => ({ stepMs: hourMs, ownerIsThere: false, act: greedy({}) }),
  'everything, always, beside an owner who signs in every day': () => ({
    stepMs: hourMs,
    ownerIsThere: true,
    act: greedy({}),
  }),
  'with the cookies of a device that she proved, and without': () => ({
    stepMs: hourMs,
    ownerIsThere: true,
    act(moment) {
      greedy({ isProved: true })(moment);
      greedy({})(moment);
    },
  }),
  'six digits only: few tries, then silence until they are forgotten': () => silentFor(30, {}),
  'six digits only, with all that can be had in hand before the tenth try': () => hoarding({}),
  'the codes of her authenticator app, few at a time': () => silentFor(30, { channel: 'authenticator' }),
  'the codes of her authenticator app, with all that can be had in hand': () => hoarding({ channel: 'authenticator' }),
  'the codes of her authenticator app, always': () => ({
    stepMs: hourMs,
    ownerIsThere: true,
    act: greedy({ channel: 'authenticator' }),
  }),
  'a dishonest courier, with twenty parcels a day': () => ({
    stepMs: hourMs,
    ownerIsThere: true,
    act: greedy({ purpose: 'delivery_handover' }),
  }),
};

/** Nine tries, which leave the codes short, then nothing until all of them are forgotten. */
function silentFor(days: number, by: Asking): Attacker {
  let quietUntilMs = 0;
  return {
    stepMs: hourMs,
    ownerIsThere: true,
    act(moment) {
      if (moment.nowMs < quietUntilMs) return;
      let left = 9;
      for (let id = moment.ask(by); id !== undefined && left > 0; id = moment.ask(by)) {
        for (; left > 0 && moment.guess(id); left -= 1);
      }
      if (left === 0) quietUntilMs = moment.nowMs + (days + 1) * dayMs;
    },
  };
}

/** Nine tries on two codes, further ones asked for before the tenth, also with her cookies, and everything spent at once. */
function hoarding(by: Asking): Attacker {
  let quietUntilMs = 0;
  return {
    stepMs: hourMs,
    ownerIsThere: true,
    act(moment) {
      if (moment.nowMs < quietUntilMs) return;
      const first = moment.ask(by);
      const second = moment.ask(by);
      if (first === undefined || second === undefined) return;
      spend(moment, first);
      for (let tries = 0; tries < 4; tries += 1) moment.guess(second);
      const more = [by, by, by, ...Array.from({ length: 4 }, () => ({ ...by, isProved: true }))];
      const hoard = more.map((asking) => moment.ask(asking));
      for (const id of [second, ...hoard]) if (id !== undefined) spend(moment, id);
      quietUntilMs = moment.nowMs + 31 * dayMs;
    },
  };
}
