import type { EventData, EventType } from '@countersign/events';
import type { Chance } from '../chance.ts';
import type { Happening } from '../happening.ts';
import type { Person } from '../person.ts';

/** One event of an attack. */
export interface AttackStep {
  readonly happening: Happening;
  /** Money or the account is lost when it goes through. */
  readonly isHarm: boolean;
  /** Whether a code that it is asked for is talked out of the customer and typed. */
  readonly isRelayed: boolean;
}

/** An attack in steps, in order of time. Each is tried only when none before it was stopped. */
export interface Attack {
  readonly kind: string;
  /** What was drawn, for whoever reads the story. */
  readonly story: string;
  readonly steps: readonly AttackStep[];
}

/** What an attack is made from. */
export interface CrimeScene {
  readonly chance: Chance;
  readonly seed: number;
  readonly victim: Person;
  /** Epoch milliseconds of the first step. */
  readonly startMs: number;
  /** Adds a step of somebody's, so long after the start. */
  step<T extends EventType>(afterMs: number, type: T, data: EventData<T>, why: string, more?: StepOptions): void;
}

export interface StepOptions {
  /** The victim's, when left out. */
  readonly accountId?: string;
  readonly isHarm?: boolean;
  readonly isRelayed?: boolean;
}

/** One kind of attack: how it is drawn and carried out. Returns its story. */
export interface AttackKind {
  readonly name: string;
  /** The scenario of the product that it tries. */
  readonly scenario: string;
  /** Days before the attack on which the victim's account already lies idle. */
  idleDays?(chance: Chance): number;
  carryOut(scene: CrimeScene): string;
}
