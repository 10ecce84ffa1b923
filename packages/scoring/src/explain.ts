import type { Decision, Reason } from '@countersign/events';
import { type WordedCounterfactual, wordedCounterfactual } from './counterfactual/counterfactual-words.ts';
import { counterfactualsOf } from './counterfactual/search.ts';
import { type UnknownReason, unknownReasons } from './features/unknown-reasons.ts';
import { modelPrefix } from './model/weigh-model.ts';
import { modelSentence } from './model/model-sentence.ts';
import type { Policy } from './policy/policy.ts';
import type { RuleFinding } from './policy/rules/rule.ts';
import { isVerdictReason } from './verdict-reasons.ts';
import { type Catalogue, catalogueIn } from './words/catalogue.ts';
import type { Evidence } from './words/detector-words.ts';
import type { Frame } from './words/frame.ts';
import { frames } from './words/frames.ts';
import type { LanguageCode } from './words/languages.ts';
import { type Speech, speechIn } from './words/speech.ts';

/** A decision in words of one language. */
export interface Explanation {
  readonly language: LanguageCode;
  readonly headline: string;
  /** Whose act it was, and the ids of event and decision. */
  readonly subject: string;
  /** The challenge that it was asked with; undefined without one. */
  readonly challenge: string | undefined;
  /** Heads the list of features, which keep their names in every language. */
  readonly featuresTitle: string;
  /** One sentence per reason, heaviest first, then what rules did. */
  readonly sentences: readonly string[];
  /** What could not be known, was degraded or flagged, and by which policy it was decided. */
  readonly notes: readonly string[];
  /** The fewest changes that would have given a milder action, up to three ways; needs the policy that decided. */
  readonly counterfactuals: readonly WordedCounterfactual[];
}

/** What an explanation is made with. */
interface Telling {
  readonly words: Catalogue;
  readonly frame: Frame;
  readonly say: Speech;
  readonly policy: Policy | undefined;
}

/**
 * Words a decision from its record alone. With the policy that made it, also what would have changed it.
 * Never throws: codes of other releases are shown as they are.
 */
export function explain(decision: Decision, policy?: Policy, language: LanguageCode = 'en'): Explanation {
  const telling: Telling = { words: catalogueIn(language), frame: frames[language], say: speechIn(language), policy };
  const found = policy === undefined ? [] : counterfactualsOf(decision, policy);
  return {
    language,
    headline: telling.frame.headline(decision.action, decision.eventType, decision.score, telling.say),
    ...frameOf(decision, telling),
    sentences: [
      ...decision.reasons.map((reason) => sentenceOf(reason, decision, telling)),
      ...(decision.rules ?? []).flatMap((finding) => ruleSentences(finding, telling)),
    ],
    notes: [...unknownNotes(decision.unknown, telling), ...sceneNotes(decision, telling)],
    counterfactuals: found.map((one) => wordedCounterfactual(one, decision.features, telling)),
  };
}

function frameOf(
  { accountId, eventId, logTime, id, challenge }: Decision,
  { frame, say }: Telling,
): Pick<Explanation, 'subject' | 'challenge' | 'featuresTitle'> {
  return {
    subject: frame.subject(say.text(accountId), say.text(eventId), say.text(logTime), say.text(id)),
    challenge:
      challenge === undefined ? undefined : frame.challenge(say.text(challenge.id), say.moment(challenge.expiresAt)),
    featuresTitle: frame.featuresTitle,
  };
}

function sentenceOf(reason: Reason, decision: Decision, telling: Telling): string {
  const { frame, say } = telling;
  if (isVerdictReason(reason.code)) return frame.verdicts[reason.code](reason.observed);
  const points = `${reason.points > 0 ? '+' : '−'}${Math.abs(reason.points)}`;
  return `${plainSentence(reason, decision, telling)} (${say.text(points)})`;
}

const rulePrefix = 'rule:';

function plainSentence(reason: Reason, decision: Decision, telling: Telling): string {
  const { code, observed, expected } = reason;
  const { words, frame, say } = telling;
  if (code.startsWith(modelPrefix)) return modelSentence(reason, decision, telling);
  if (code.startsWith(rulePrefix)) return ruleName(code.slice(rulePrefix.length), telling);
  const evidence: Evidence = { observed, expected, feature: (name) => decision.features[name] };
  const known = Object.hasOwn(words.signals, code) ? words.signals[code] : undefined;
  if (known !== undefined) return known.sentence(evidence, say);
  const shown = (value: Reason['observed']): string | undefined => (value === undefined ? undefined : say.text(value));
  return frame.foreignReason(say.text(code), shown(observed), shown(expected));
}

/** A rule in its own words, where the policy at hand knows it. */
function ruleName(id: string, { policy, frame, say }: Telling): string {
  const description = policy?.ruleWords.get(id);
  return frame.rule(say.text(id), description === undefined ? undefined : say.text(description.replace(/\.?$/, '.')));
}

/** What a rule did; those that add points stand among the reasons already. */
function ruleSentences({ id, effect, state }: RuleFinding, telling: Telling): string[] {
  if (effect === 'addPoints' && state === 'applied') return [];
  return [`${ruleName(id, telling)} (${telling.frame.effects[effect]}${telling.frame.states[state]})`];
}

function unknownNotes(unknown: Decision['unknown'], { frame, words, say }: Telling): string[] {
  const byReason = new Map<string, string[]>();
  for (const [name, reason] of Object.entries(unknown)) byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  return [...byReason].map(([reason, names]) =>
    frame.notKnown(
      isUnknownReason(reason) ? frame.unknownReasons[reason] : say.text(reason),
      say.list(names.map((name) => words.features[name] ?? say.text(name))),
    ),
  );
}

const isUnknownReason = (reason: string): reason is UnknownReason =>
  (unknownReasons as readonly string[]).includes(reason);

function sceneNotes({ degraded, flags, policy }: Decision, { frame, say }: Telling): string[] {
  const lacking = degraded.map((name) => frame.degraded[name] ?? say.text(name));
  return [
    ...(lacking.length === 0 ? [] : [frame.decidedWithout(say.list(lacking))]),
    ...(flags.length === 0 ? [] : [frame.flagged(say.list(flags.map((flag) => frame.flags[flag])))]),
    frame.policy(say.text(policy.id), say.text(policy.version)),
  ];
}
