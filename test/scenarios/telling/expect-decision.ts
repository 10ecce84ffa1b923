import type { Action, Purpose } from '@countersign/events';
import type { EventStep, Expectation, Step, Told } from './story.ts';

const nothingMore = { reasons: [], notBecause: [], unknown: {} } as const;

/** Nobody is asked. Risk that stays under the threshold may be named. */
export const isLetThrough = (...reasons: readonly string[]): Expectation => ({
  ...nothingMore,
  actions: ['allow'],
  reasons,
});

/** A code is asked for `purpose`, for these reasons among others. */
export const isAsked = (purpose: Purpose, ...reasons: readonly string[]): Expectation => ({
  ...nothingMore,
  actions: ['challenge'],
  reasons,
  purpose,
});

/** It waits for a person, for these reasons among others. */
export const isHeld = (...reasons: readonly string[]): Expectation => ({ ...nothingMore, actions: ['hold'], reasons });

/** A code is asked or a person looks: what matters is that it does not simply happen. */
export const isStopped = (...reasons: readonly string[]): Expectation => ({
  ...nothingMore,
  actions: ['challenge', 'hold', 'deny'],
  reasons,
});

/** Whatever is decided: it only sets the scene. */
export const isNoMatter: Expectation = { ...nothingMore, actions: ['allow', 'challenge', 'hold', 'deny'] };

/** Every way in which the decisions differ from what the steps expect, one sentence each. */
export const disappointments = (steps: readonly Step[], told: ReadonlyMap<string, Told>): readonly string[] =>
  steps.flatMap((step) => {
    if (step.kind !== 'event') return [];
    const decision = told.get(step.id);
    if (decision === undefined) return [`${nameOf(step)}: no decision was made`];
    return differences(step.expects, decision).map(
      (difference) => `${nameOf(step)}: ${difference}; ${words(decision)}`,
    );
  });

const strictness: Readonly<Record<Action, number>> = { allow: 0, challenge: 1, hold: 2, deny: 3 };

/** Acts that went further than the steps allow: nobody was asked, or a person should have looked and a code sufficed. */
export const letFurther = (steps: readonly Step[], told: ReadonlyMap<string, Told>): readonly string[] =>
  steps.flatMap((step) => {
    if (step.kind !== 'event') return [];
    const got = told.get(step.id)?.action ?? 'deny';
    const isMilder = step.expects.actions.every((action) => strictness[got] < strictness[action]);
    return isMilder ? [`${nameOf(step)}: ${got}`] : [];
  });

function differences({ actions, reasons, notBecause, unknown, purpose }: Expectation, told: Told): readonly string[] {
  const found: string[] = [];
  if (!actions.includes(told.action)) found.push(`expected ${actions.join(' or ')}`);
  for (const code of reasons) if (!told.reasons.includes(code)) found.push(`expected the reason ${code}`);
  for (const code of notBecause) if (told.reasons.includes(code)) found.push(`did not expect the reason ${code}`);
  for (const [feature, why] of Object.entries(unknown)) {
    if (told.unknown[feature] !== why) found.push(`expected ${feature} to be unknown: ${why}`);
  }
  if (purpose !== undefined && told.action === 'challenge' && told.purpose !== purpose) {
    found.push(`expected the purpose ${purpose}`);
  }
  return found;
}

const nameOf = ({ account, type, atMs }: EventStep): string => `${account} ${type} ${new Date(atMs).toISOString()}`;

const words = ({ action, score, reasons, purpose, unknown }: Told): string =>
  `got ${action}${purpose === undefined ? '' : ` for ${purpose}`} at ${score} because of ${reasons.join(', ') || 'nothing'}${
    Object.keys(unknown).length === 0 ? '' : `, unknown ${JSON.stringify(unknown)}`
  }`;
