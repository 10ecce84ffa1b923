import { CountersignError } from '@countersign/events';
import { type ModelsByDigest, type Policy, type Shadow, shadowOf } from '@countersign/scoring';
import { readPolicyText } from './policy-text.ts';

/** A policy document and where it was found, for people. */
export interface FoundPolicy {
  /** Such as `policy.yaml` or `default@3 of risk.policies`. */
  readonly where: string;
  readonly text: string;
}

/** The policy in force, which may change while a scorer runs. */
export interface LivePolicy {
  /** Ask once for a batch, so that no batch mixes two. @throws CountersignError `bad_policy` when there is none */
  current(): Policy;
  /** The candidate that decides beside it; ask right after `current`. */
  shadow(): Shadow | undefined;
  /** Everything that is wrong now, while the policy in force goes on; undefined when nothing is. */
  problem(): string | undefined;
  /** Puts a document in force from the next batch on; one that is refused changes nothing. */
  put(found: FoundPolicy): 'ok' | 'same' | 'refused';
  /** The candidate of a document; undefined ends it. */
  putCandidate(found: FoundPolicy | undefined): void;
  /** Says that something else stands in the way, by its kind; undefined: no more. */
  trouble(kind: string, sentence: string | undefined): void;
}

/** What a live policy tells telemetry. */
export interface PolicyObserver {
  /** A running scorer read a document that it had not read before. */
  reloaded(result: 'ok' | 'refused'): void;
  /** What decides, and what decides in shadow; undefined for nothing. */
  decides(role: 'live' | 'shadow', policy: Policy | undefined): void;
}

/** What a live policy tells the log. */
export interface PolicyLog {
  info(message: string, fields: { readonly policy: string }): void;
  error(message: string, fields: { readonly policy: string }): void;
}

/** A policy that nobody has put yet. `models` finds those that a document names. */
export function createLivePolicy(log: PolicyLog, observer: PolicyObserver, models: ModelsByDigest): LivePolicy {
  let live: Policy | undefined;
  let shadow: Shadow | undefined;
  const lastText = { live: '', candidate: '' };
  const troubles = new Map<string, string>();

  const setTrouble = (kind: string, sentence: string | undefined): void => {
    if (sentence === troubles.get(kind)) return;
    if (sentence === undefined) return void troubles.delete(kind);
    troubles.set(kind, sentence);
    if (live !== undefined || kind !== 'policy') log.error(sentence, { policy: nameOf(live) }); // A start says it itself.
  };

  return {
    current() {
      if (live !== undefined) return live;
      throw new CountersignError('bad_policy', troubles.get('policy') ?? 'No policy was read yet.');
    },
    shadow: () => shadow,
    problem: () => (troubles.size === 0 ? undefined : [...troubles.values()].join('\n')),
    put(found) {
      if (found.text === lastText.live) return 'same';
      lastText.live = found.text;
      const read = readPolicyText(found.text, models, 'run');
      if (!read.ok) {
        const stays = live === undefined ? '' : `The policy in force stays ${nameOf(live)}. `;
        setTrouble('policy', `${stays}${refusedPolicy(found.where, read.problems)}`);
        if (live !== undefined) observer.reloaded('refused');
        return 'refused';
      }
      const isFirst = live === undefined;
      live = read.policy;
      if (shadow !== undefined) shadow = shadowOf(shadow.policy, live);
      setTrouble('policy', undefined);
      observer.decides('live', live);
      if (isFirst) return 'ok';
      log.info('The policy was read again; the next batch is decided by it.', { policy: nameOf(live) });
      observer.reloaded('ok');
      return 'ok';
    },
    putCandidate(found) {
      const text = found?.text ?? '';
      if (text === lastText.candidate) return;
      lastText.candidate = text;
      const read = found === undefined ? undefined : readPolicyText(found.text, models, 'run');
      shadow = read?.ok === true && live !== undefined ? shadowOf(read.policy, live) : undefined;
      observer.decides('shadow', shadow?.policy);
      const wrong = read?.ok === false ? refusedPolicy(found?.where ?? '', read.problems) : undefined;
      setTrouble('candidate', wrong === undefined ? undefined : `There is no shadow run. ${wrong}`);
      const says = shadow === undefined ? 'No candidate decides in shadow.' : 'A candidate decides in shadow.';
      log.info(says, { policy: nameOf(shadow?.policy ?? live) });
    },
    trouble: setTrouble,
  };
}

/** All that is wrong with a document, line by line. */
export const refusedPolicy = (where: string, problems: readonly string[]): string =>
  `The policy ${where} is refused:\n${problems.map((one) => `- ${one}`).join('\n')}`;

const nameOf = (policy: Policy | undefined): string =>
  policy === undefined ? 'none' : `${policy.id}@${policy.version}`;
