import {
  type Clock,
  type LogReader,
  type PolicyRegister,
  type RegisteredPolicy,
  followPolicies,
  policyName,
} from '@countersign/engine';
import { CountersignError, type PolicyActivated } from '@countersign/events';
import type { ModelsByDigest } from '@countersign/scoring';
import {
  type FoundPolicy,
  type LivePolicy,
  createLivePolicy,
  type PolicyLog,
  type PolicyObserver,
} from './live-policy.ts';
import { foundInFile } from './load-policy.ts';
import { publishedModels } from './published-models.ts';
import { watchFile } from './watch-file.ts';

/** Where the policy comes from. */
export interface PolicySources {
  /** Path of a file that decides instead of what is published. */
  readonly file: string | undefined;
  /** Models on this machine; those that were published come on top. */
  readonly models: ModelsByDigest;
  readonly reader: LogReader;
  /** `risk.policies`. */
  readonly topic: string;
  readonly clock: Clock;
  readonly log: PolicyLog;
  readonly observer: PolicyObserver;
}

export interface FollowedPolicy extends LivePolicy {
  /** Looks at file and topic now. */
  look(): Promise<void>;
  stop(): void;
}

const everyMs = 1_000;

/**
 * The policy in force, and every change of it: a file where one is named, else the active one of `risk.policies`, else the one that
 * ships. The candidate always comes from the topic. Resolves when topic and file were read: nothing is decided before.
 * What is wrong with the first policy is thrown by `current`, so that it can be said with whatever else stands in the way of a start.
 */
export async function followPolicy(sources: PolicySources): Promise<FollowedPolicy> {
  const { file, reader, topic, clock, log } = sources;
  const models = publishedModels(sources.models, topic);
  const live = createLivePolicy(log, sources.observer, models.find);
  const readFile = (): void => {
    try {
      if (file !== undefined) live.put(foundInFile(file));
      live.trouble('file', undefined);
    } catch (error) {
      if (!(error instanceof CountersignError)) throw error;
      live.trouble(hasPolicy(live) ? 'file' : 'policy', error.message);
    }
  };
  readFile();
  const follower = await followPolicies({
    reader,
    topic,
    clock,
    everyMs,
    changed(register) {
      models.take(register.models);
      take(register, live, topic, file);
    },
    failed(error) {
      if (file === undefined && !hasPolicy(live)) return live.trouble('policy', reasonOf(error));
      const why = `${topic} cannot be read, so policies published since are not known: ${reasonOf(error)}`;
      live.trouble('topic', error === undefined ? undefined : why);
    },
  });
  const unwatch = file === undefined ? undefined : watchFile(file, clock, everyMs, readFile);
  return {
    ...live,
    async look() {
      readFile();
      await follower.look();
    },
    stop() {
      unwatch?.();
      follower.stop();
    },
  };
}

function take(register: PolicyRegister, live: LivePolicy, topic: string, file: string | undefined): void {
  const { active, candidate } = register;
  const [unreadable] = register.unreadable.values();
  live.trouble('register', unreadable);
  if (file !== undefined) {
    live.trouble(
      'unused',
      active === undefined
        ? undefined
        : `${policyName(active)} is published as the policy in force, but COUNTERSIGN_POLICY names a file, and the file decides.`,
    );
  } else {
    const found = active === undefined ? foundInFile() : documentOf(active, register, topic);
    if (typeof found === 'string') live.trouble(hasPolicy(live) ? 'missing' : 'policy', found);
    else {
      live.trouble('missing', undefined);
      live.put(found);
    }
  }
  const shadow = candidate === undefined ? undefined : documentOf(candidate, register, topic);
  live.trouble('no candidate', typeof shadow === 'string' ? shadow : undefined);
  live.putCandidate(typeof shadow === 'string' ? undefined : shadow);
}

/** The document that a pointer names, or a sentence on why it is not there. */
function documentOf(pointer: PolicyActivated, register: PolicyRegister, topic: string): FoundPolicy | string {
  const name = policyName(pointer);
  const found: RegisteredPolicy | undefined = register.documents.get(name);
  if (found === undefined) return `${topic} names ${name}, but holds no such policy; publish it.`;
  if (found.digest !== pointer.digest)
    return `${topic} names ${name} with another digest than the one it holds; publish it again.`;
  return { where: `${name} of ${topic}`, text: found.text };
}

function hasPolicy(live: LivePolicy): boolean {
  try {
    live.current();
    return true;
  } catch {
    return false;
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
