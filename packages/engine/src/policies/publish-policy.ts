import { type PolicyActivated, type PolicyActivation, encodeRecord, mostPolicyHistory } from '@countersign/events';
import type { OutgoingRecord } from '../ports/event-log.ts';
import { type ModelText, modelRecords } from './model-pieces.ts';
import { mostPackedCharacters, packPolicy } from './policy-packing.ts';
import { type PolicyRegister, policyName, policyPointers } from './policy-register.ts';
import { undoStack } from './undo-stack.ts';

/** A checked policy with its document. */
export interface PolicyText {
  readonly id: string;
  readonly version: number;
  readonly digest: string;
  readonly text: string;
  /** The models that it names. */
  readonly models?: readonly ModelText[];
}

/** Who changes what is in force, and when. */
export interface PolicyChange {
  readonly topic: string;
  readonly register: PolicyRegister;
  /** RFC 3339. */
  readonly at: string;
  readonly by?: string | undefined;
  readonly note?: string | undefined;
}

/** Records to publish in this order, or one sentence on why nothing is changed. */
export type PolicyPlan =
  | {
      readonly ok: true;
      readonly records: readonly OutgoingRecord[];
      /** The pointer that changes, and the digest that it names then; undefined when it goes. */
      readonly pointer: keyof typeof policyPointers;
      readonly digest: string | undefined;
    }
  | { readonly ok: false; readonly problem: string };

/** Puts a policy in force. The one that ships is published with the first, so that there is a way back to it. */
export function planPublish(policy: PolicyText, shipped: PolicyText, change: PolicyChange): PolicyPlan {
  const { register } = change;
  const isFirst = register.active === undefined;
  const inForce = register.active ?? shipped;
  if (inForce.digest === policy.digest) return refused(`${policyName(policy)} is in force already.`);
  const known = isFirst ? [...register.documents.values(), shipped] : [...register.documents.values()];
  const problem = versionProblem(policy, known) ?? sizeProblem(policy);
  if (problem !== undefined) return refused(problem);
  const before: readonly PolicyActivation[] = isFirst
    ? [{ ...named(shipped), activatedAt: change.at, how: 'shipped' }]
    : pastOf(register.active);
  const isCandidate = register.candidate?.digest === policy.digest;
  return {
    ...changes('active', policy.digest),
    records: [
      ...(isFirst ? documentRecords(shipped, change) : []),
      ...documentRecords(policy, change),
      pointer('active', { ...named(policy), ...made(change, 'published'), history: [...before] }, change),
      ...(isCandidate ? [ended(change)] : []),
    ],
  };
}

/** Makes a policy the candidate, which decides beside the one in force without any effect. */
export function planCandidate(policy: PolicyText, shipped: PolicyText, change: PolicyChange): PolicyPlan {
  const { register } = change;
  const inForce = register.active ?? shipped;
  if (inForce.digest === policy.digest)
    return refused(`${policyName(policy)} is in force; it cannot be its own candidate.`);
  const problem = versionProblem(policy, [...register.documents.values(), shipped]) ?? sizeProblem(policy);
  if (problem !== undefined) return refused(problem);
  const data = { ...named(policy), ...made(change, 'published'), history: [...pastOf(register.candidate)] };
  return {
    ...changes('candidate', policy.digest),
    records: [...documentRecords(policy, change), pointer('candidate', data, change)],
  };
}

/** Ends the shadow run. */
export const planNoCandidate = (change: PolicyChange): PolicyPlan =>
  change.register.candidate === undefined
    ? refused('There is no candidate.')
    : { ...changes('candidate', undefined), records: [ended(change)] };

/** Puts an earlier policy back in force: the one before, or the one named. */
export function planRollback(target: string | undefined, change: PolicyChange): PolicyPlan {
  const { active, documents } = change.register;
  if (active === undefined)
    return refused('Nothing was published here: the policy that ships is in force, and there is no way back from it.');
  const before = target ?? undoStack(active).slice(1, 2).map(policyName)[0];
  if (before === undefined)
    return refused(`${policyName(active)} is the first policy that was in force here; there is nothing to go back to.`);
  const found = documents.get(before);
  if (found === undefined) return refused(`${before} is not published; there are ${[...documents.keys()].join(', ')}.`);
  if (found.digest === active.digest) return refused(`${before} is in force already.`);
  const data = { ...named(found), ...made(change, 'rolled_back'), history: [...pastOf(active)] };
  return { ...changes('active', found.digest), records: [pointer('active', data, change)] };
}

const changes = (key: keyof typeof policyPointers, digest: string | undefined) =>
  ({ ok: true, pointer: key, digest }) as const;

const refused = (problem: string): PolicyPlan => ({ ok: false, problem });

const named = ({ id, version, digest }: Omit<PolicyText, 'text'>): Omit<PolicyText, 'text' | 'models'> => ({
  id,
  version,
  digest,
});

const made = ({ at, by, note }: PolicyChange, how: PolicyActivation['how']) => ({
  activatedAt: at,
  how,
  ...saidBy({ by, note }),
});

const saidBy = ({ by, note }: Pick<PolicyChange, 'by' | 'note'>) => ({
  ...(by === undefined ? {} : { by }),
  ...(note === undefined ? {} : { note }),
});

/** What a pointer says, as history of the next one. */
function pastOf(pointed: PolicyActivated | undefined): readonly PolicyActivation[] {
  if (pointed === undefined) return [];
  const { history, ...latest } = pointed;
  return [latest, ...history].slice(0, mostPolicyHistory);
}

/** Versions of an id only grow, so that `id@version` names one document for ever. */
function versionProblem(policy: PolicyText, published: readonly Omit<PolicyText, 'text'>[]): string | undefined {
  const same = published.filter(({ id }) => id === policy.id);
  if (same.some(({ version, digest }) => version === policy.version && digest === policy.digest)) return undefined;
  const newest = Math.max(0, ...same.map(({ version }) => version));
  if (policy.version > newest) return undefined;
  return `The version of ${policyName(policy)} is not newer than ${policy.id}@${newest}, which is published; give it version ${newest + 1}.`;
}

function sizeProblem({ text }: PolicyText): string | undefined {
  const { length } = packPolicy(text);
  if (length <= mostPackedCharacters) return undefined;
  return `The policy has ${length} characters when it is compressed; at most ${mostPackedCharacters} fit into a record of the topic: shorten lists, or keep it in a file for every scorer (COUNTERSIGN_POLICY).`;
}

const source = 'countersign/command-line';

function documentRecords(policy: PolicyText, change: PolicyChange): readonly OutgoingRecord[] {
  const name = policyName(policy);
  const models = missingModels(policy, change).flatMap((model) => modelRecords(model, change.topic, change.at));
  if (change.register.documents.get(name)?.digest === policy.digest) return models;
  const data = { ...named(policy), document: packPolicy(policy.text), publishedAt: change.at, ...saidBy(change) };
  const value = encodeRecord('policy.published', { id: name, source, subject: policy.id, time: change.at, data });
  return [...models, { topic: change.topic, key: Buffer.from(name), value }];
}

/** Models that a policy names and that are not on the topic, or not whole. */
const missingModels = ({ models = [] }: PolicyText, { register }: PolicyChange): readonly ModelText[] =>
  models.filter(({ digest }) => register.models.get(digest)?.includes(undefined) !== false);

function pointer(key: keyof typeof policyPointers, data: PolicyActivated, { topic, at }: PolicyChange): OutgoingRecord {
  const value = encodeRecord('policy.activated', {
    id: `${key}/${policyName(data)}/${at}`,
    source,
    subject: data.id,
    time: at,
    data,
  });
  return { topic, key: Buffer.from(key), value };
}

const ended = ({ topic }: PolicyChange): OutgoingRecord => ({
  topic,
  key: Buffer.from(policyPointers.candidate),
  value: null,
});
