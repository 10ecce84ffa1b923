import { dayMs, yearEndMs, yearStartMs } from '../calendar.ts';
import { chanceOf } from '../chance.ts';
import type { Happening } from '../happening.ts';
import { liveAYear } from '../household.ts';
import type { Attack, AttackStep } from './attack.ts';
import { attackKinds } from './attack-kinds.ts';

/** A customer's year up to the day of an attack, and the attack. */
export interface Robbery {
  readonly seed: number;
  readonly happenings: readonly Happening[];
  readonly attack: Attack;
}

/** Draws a victim and an attack on them from a seed; seeds in a row try the kinds in turn. */
export function robberyOf(seed: number): Robbery {
  const kind = attackKinds[seed % attackKinds.length] ?? attackKinds[0];
  if (kind === undefined) throw new Error('There is no kind of attack.');
  const chance = chanceOf(seed, 'robbery');
  const idleDays = kind.idleDays?.(chance) ?? chance.between(0, 2);
  const startMs = Math.round(chance.between(yearStartMs + (90 + idleDays) * dayMs, yearEndMs - 10 * dayMs));
  const { people, diary } = liveAYear(seed, 'victim', startMs - idleDays * dayMs, true);
  const [victim] = people;
  if (victim === undefined) throw new Error('A household has somebody.');
  const steps: AttackStep[] = [];
  const story = kind.carryOut({
    chance,
    seed,
    victim,
    startMs,
    step(afterMs, type, data, why, { accountId = victim.accountId, isHarm = false, isRelayed = false } = {}) {
      const id = `attack-${seed}-${steps.length}`;
      const timeMs = Math.round(startMs + afterMs);
      steps.push({ happening: { timeMs, accountId, id, type, data, why }, isHarm, isRelayed });
    },
  });
  const inOrder = steps.toSorted((a, b) => a.happening.timeMs - b.happening.timeMs);
  return {
    seed,
    happenings: diary.happenings.toSorted((a, b) => a.timeMs - b.timeMs),
    attack: { kind: kind.name, story, steps: inOrder },
  };
}
