import type { Decision, Reason } from '@countersign/events';
import { featuresOfRecord } from '../features/feature-record.ts';
import type { Policy } from '../policy/policy.ts';
import { factsOfDecision } from '../policy/rules/event-facts.ts';
import type { Catalogue } from '../words/catalogue.ts';
import type { Frame } from '../words/frame.ts';
import type { Speech } from '../words/speech.ts';
import { modelPrefix } from './weigh-model.ts';

/** What a sentence is made with. */
interface Telling {
  readonly words: Catalogue;
  readonly frame: Frame;
  readonly say: Speech;
  readonly policy: Policy | undefined;
}

/** Inputs that a sentence tells at most, and the least that one of them must have moved. */
const mostMoves = 5;
const leastLogOdds = 0.1;

/**
 * A model's reason in one sentence. With the policy that holds the model, also which inputs moved it most: exact Shapley
 * values, computed here from what the decision recorded.
 */
export function modelSentence(reason: Reason, decision: Decision, { words, frame, say, policy }: Telling): string {
  const name = reason.code.slice(modelPrefix.length);
  const evidence = typeof reason.observed === 'number' ? reason.observed : 0;
  const times = Number(Math.exp(Math.abs(evidence)).toPrecision(2));
  const moves = movesOf(name, decision, policy).map(({ input, logOdds }) =>
    frame.move(
      words.features[input] ?? say.text(input),
      written(input, decision, { words, frame, say }),
      say.text(signed(logOdds)),
    ),
  );
  return frame.model(say.text(name), say.number(times), evidence > 0, moves.length === 0 ? undefined : say.list(moves));
}

interface Move {
  readonly input: string;
  readonly logOdds: number;
}

function movesOf(name: string, decision: Decision, policy: Policy | undefined): readonly Move[] {
  const part = policy?.byType[decision.eventType as keyof Policy['byType']]?.model;
  if (part?.model.name !== name) return [];
  const { contributions } = part.model.explain(featuresOfRecord(decision), factsOfDecision(decision));
  return contributions.filter(({ logOdds }) => Math.abs(logOdds) >= leastLogOdds).slice(0, mostMoves);
}

function written(
  input: string,
  decision: Decision,
  { words, frame, say }: Pick<Telling, 'words' | 'frame' | 'say'>,
): string | undefined {
  const { features, facts } = decision;
  const value = input.startsWith('event.') ? facts?.[input.slice('event.'.length)] : features[input];
  if (value === undefined) return undefined;
  const special = Object.hasOwn(words.values, input) ? words.values[input] : undefined;
  if (typeof value === 'boolean') return frame.flag(value);
  if (special !== undefined) return special(value, say, (other) => features[other]);
  return typeof value === 'number' ? say.number(value) : say.text(value);
}

const signed = (logOdds: number): string => `${logOdds > 0 ? '+' : '−'}${Math.abs(logOdds).toFixed(1)}`;
