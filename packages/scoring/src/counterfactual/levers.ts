import type { EventType } from '@countersign/events';
import { features as registered } from '../detectors/registry.ts';
import { featuresOfRecord } from '../features/feature-record.ts';
import type { Policy } from '../policy/policy.ts';
import { factsOfDecision } from '../policy/rules/event-facts.ts';
import { type RecordedEvent, reDecide } from '../re-decide.ts';
import type { Verdict } from '../verdict.ts';
import { amountFeatures, amountField, amountLever } from './amount-lever.ts';
import { edited } from './edited.ts';
import type { Lever } from './lever.ts';
import { placeFeatures, placeLever } from './place-lever.ts';
import { readsOfRule, slotsReadBy } from './reads-of.ts';

/** A number as far up as it matters. */
const farUp = 1e6;
/** Features that act on decisions beside signals and rules. */
const alwaysRead = ['frozen', 'stale'];
/** Inputs of a model that are worth a look. */
const modelInputs = 8;

/**
 * Everything that could have been otherwise and would have made the event look better, the strongest first: what the reasons
 * against it, the rules that applied and the model looked at. Found by watching what they read, so it holds for any detector.
 */
export function leversOf(recorded: RecordedEvent, policy: Policy, verdict: Verdict): readonly Lever[] {
  const read = readBy(recorded, policy, verdict);
  const reads = (names: ReadonlySet<string>): boolean => [...read].some((name) => names.has(name));
  const amount = read.has(amountField) || reads(amountFeatures) ? amountLever(recorded) : undefined;
  const place = reads(placeFeatures) ? placeLever(recorded) : undefined;
  const singles = [...read].flatMap((name) => singleLevers(name, recorded));
  return [amount, place, ...singles]
    .filter((lever) => lever !== undefined)
    .map((lever) => tried(lever, recorded, policy, verdict))
    .filter(({ gain }) => gain > 0)
    .toSorted((a, b) => b.gain - a.gain)
    .map(({ lever }) => lever);
}

function readBy(recorded: RecordedEvent, policy: Policy, verdict: Verdict): ReadonlySet<string> {
  const type = recorded.eventType as EventType;
  const features = featuresOfRecord(recorded);
  const event = factsOfDecision(recorded);
  const against = new Set(verdict.reasons.filter(({ points }) => points > 0).map(({ code }) => code));
  const applied = new Set(verdict.rules.filter(({ state }) => state.startsWith('applied')).map(({ id }) => id));
  const { signals, model } = policy.byType[type];
  const names = new Set(alwaysRead);
  const add = (slots: ReadonlySet<number>): void => {
    for (const slot of slots) names.add(registered[slot]?.name ?? '');
  };
  for (const signal of signals) {
    if (against.has(signal.code)) add(slotsReadBy((watched) => signal.strength(watched), features));
  }
  const { additions, effects } = policy.rules[type];
  for (const rule of [...additions, ...effects]) {
    if (!applied.has(rule.id)) continue;
    const { slots, fields } = readsOfRule(rule, { event, features, reasons: verdict.reasons, score: verdict.score });
    add(slots);
    for (const field of fields) names.add(field);
  }
  const inputs = model?.model.explain(features, event).contributions.slice(0, modelInputs) ?? [];
  for (const { input, logOdds } of inputs) if (logOdds > 0) names.add(input);
  return names;
}

/** What can be done with one feature: the other way round, down to nothing, far up, or not there at all. */
function singleLevers(name: string, { features }: RecordedEvent): Lever[] {
  if (amountFeatures.has(name)) return [];
  const value = features[name];
  if (value === undefined) return [];
  const to = (changed: boolean | undefined): Lever => ({
    name,
    reasons: [],
    harmless: { features: { [name]: changed } },
  });
  if (typeof value === 'boolean') return placeFeatures.has(name) ? [] : [to(!value)];
  if (typeof value === 'string') return [to(undefined)];
  return [0, farUp]
    .filter((end) => end !== value)
    .map((end) => {
      const at = (setting: number) => ({ features: { [name]: setting } });
      return { name, reasons: [], harmless: at(end), scale: { observed: value, harmless: end, at } };
    });
}

/** The lever with the reasons that it takes away, and how much better the event looks; 0 or less is no use. */
function tried(
  lever: Lever,
  recorded: RecordedEvent,
  policy: Policy,
  before: Verdict,
): { readonly lever: Lever; readonly gain: number } {
  const after = reDecide(edited(recorded, [lever.harmless]), policy);
  if (after === undefined) return { lever, gain: 0 };
  const left = new Set(after.reasons.map(({ code }) => code));
  const reasons = before.reasons.filter(({ code, points }) => points >= 0 && !left.has(code)).map(({ code }) => code);
  const rules = before.rules.length - after.rules.length;
  return {
    lever: { ...lever, reasons },
    gain:
      before.exactScore -
      after.exactScore +
      (rules > 0 ? 100 * rules : 0) +
      (reasons.includes('account_frozen') ? 100 : 0),
  };
}
