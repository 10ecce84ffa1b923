import type { Decision, Reason } from '@countersign/events';
import {
  type Policy,
  type ScoringInput,
  type Verdict,
  featureText,
  kindList,
  taughtPlaces,
} from '@countersign/scoring';
import { rememberLast } from '../remember-last.ts';
import type { EventItem } from './batch-item.ts';

/** Parts of a decision that most decisions do not have. */
export type RareParts = Pick<Decision, 'shadow' | 'challenge' | 'case'>;

/** What stands in a decision beside its verdict. */
export interface DecisionParts extends Pick<Decision, 'id' | 'eventTime' | 'logTime' | 'facts'> {
  readonly item: EventItem;
  readonly input: ScoringInput;
  readonly verdict: Verdict;
  readonly policy: Policy;
  readonly flags: readonly string[];
  readonly degraded: readonly string[];
  readonly position: Omit<Decision['position'], 'offset'>;
  readonly rare: RareParts;
}

/**
 * A decision as JSON, in the order of its schema. Written straight from what was found: an object with these hundred names,
 * and a look at every one of them by JSON.stringify, took as long as the scoring.
 */
export function decisionText(parts: DecisionParts): string {
  const { id, item, verdict, policy } = parts;
  const { event } = item;
  const slots = policy.byType[event.type].slots;
  const { features, unknown } = featureText(verdict.found, slots);
  return (
    `{"id":"${id}","eventId":${JSON.stringify(event.id)},"eventType":"${event.type}"` +
    `,"accountId":${JSON.stringify(event.accountId)},"eventTime":"${parts.eventTime}","logTime":"${parts.logTime}"` +
    `,"action":"${verdict.action}","score":${verdict.score},"reasons":${reasonsText(verdict.reasons)}` +
    `,"features":${features},"unknown":${unknown},"facts":${JSON.stringify(parts.facts)}` +
    `${verdict.rules.length === 0 ? '' : `,"rules":${JSON.stringify(verdict.rules)}`}` +
    `${verdict.needsReview ? ',"review":true' : ''},"policy":${policyText(policy)}${given('shadow', parts.rare)}` +
    `,"flags":${listText(parts.flags)},"degraded":${listText(parts.degraded)},"keys":${keysText(parts.input)}` +
    `,"position":${positionText(parts)}${given('challenge', parts.rare)}${given('case', parts.rare)}}`
  );
}

const given = (name: keyof RareParts, rare: RareParts): string =>
  rare[name] === undefined ? '' : `,"${name}":${JSON.stringify(rare[name])}`;

const listText = (words: readonly string[]): string => (words.length === 0 ? '[]' : JSON.stringify(words));

const policyText = rememberLast(({ id, version, digest }: Policy) => JSON.stringify({ id, version, digest }));

const positionText = ({ position: { partition, outcomes, labels }, item }: DecisionParts): string =>
  `{"partition":${partition},"offset":${item.offset},"outcomes":${outcomes},"labels":${labels}}`;

function reasonsText(reasons: readonly Reason[]): string {
  let text = '';
  for (const { code, points, observed, expected } of reasons) {
    text += `${text === '' ? '' : ','}{"code":${JSON.stringify(code)},"points":${points}`;
    if (observed !== undefined) text += `,"observed":${JSON.stringify(observed)}`;
    text += expected === undefined ? '}' : `,"expected":${JSON.stringify(expected)}}`;
  }
  return `[${text}]`;
}

/** In the order in which an event's pseudonyms are made. */
const pseudonyms = ['device', 'session', 'ip', 'network', 'merchant', 'instrument', 'address', 'giftCard'] as const;

/** What `entityKeysOf` gives. Pseudonyms are base64url: nothing in them needs a look. */
function keysText(input: ScoringInput): string {
  const { keys } = input;
  let text = '{';
  for (const name of pseudonyms) if (keys[name] !== undefined) text += `"${name}":"${keys[name]}",`;
  const places = taughtPlaces(input);
  text += `"kinds":[${kindList(input.kinds).join()}]`;
  return places === undefined ? `${text}}` : `${text},"places":[${places.join()}]}`;
}
