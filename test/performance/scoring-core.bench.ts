/** Measures the pure core alone: `node test/performance/scoring-core.bench.ts`. Figures, no assertions. */
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { eventTypes } from '@countersign/events';
import type { Model } from '@countersign/models';
import {
  type Policy,
  type Profile,
  type ScoringInput,
  decide,
  decodeProfile,
  emptyProfile,
  encodeProfile,
  evolve,
  extract,
  factsOf,
  recordOf,
  validatePolicy,
} from '@countersign/scoring';
import { parse } from 'yaml';
import { type Recorded, benchModel } from './bench-model.ts';
import { inputAt } from './core-events.ts';
import { policyOfFiveActs } from './policy-of-five-acts.ts';

/** Events per second by the clock, and per second of CPU of the whole process, garbage collection included. */
export interface Rate {
  readonly perSecond: number;
  readonly perCpuSecond: number;
}

/** Medians of the rounds, with the profile in memory and with it decoded and encoded around every event. */
export interface CoreFigures {
  /** With the detectors of the first five acts alone, and no rules. */
  readonly eventsPerSecondOfFiveActs: number;
  readonly eventsPerCpuSecondOfFiveActs: number;
  /** With everything that ships. */
  readonly eventsPerSecond: number;
  readonly eventsPerSecondWithCodec: number;
  /** The same per CPU second: the figure to trust on a machine that others use too. */
  readonly eventsPerCpuSecond: number;
  readonly eventsPerCpuSecondWithCodec: number;
  /** With a model of 200 trees of depth 6 that is asked about every event, the profile in memory. */
  readonly eventsPerSecondWithModel: number;
  readonly eventsPerCpuSecondWithModel: number;
  readonly medianProfileBytes: number;
  readonly rounds: readonly Readonly<Record<'fiveActs' | 'resident' | 'withCodec' | 'withModel', Rate>>[];
}

/**
 * Scores `eventCount` events of 2,000 accounts per round, of the first five acts, resident, with codec and with a model by turns, after
 * a warm-up round.
 * Events are made in batches of 500 as the scorer decodes them, and making them is not timed.
 */
export function measureCore({ rounds = 5, eventCount = 100_000 } = {}): CoreFigures {
  const policy = shippedPolicy();
  const recorded: Recorded[] = [];
  timed(30_000, scoreResident(policy, new Map(), recorded));
  const modelled = shippedPolicy(benchModel(recorded.slice(-2_000)));
  timed(30_000, scoreResident(modelled, new Map()));
  timed(30_000, scoreWithCodec(policy, new Map()));
  const fiveActs = policyOfFiveActs(policy);
  timed(30_000, scoreResident(fiveActs, new Map()));
  const stored = new Map<string, Uint8Array>();
  const measured = Array.from({ length: rounds }, () => {
    stored.clear();
    return {
      fiveActs: timed(eventCount, scoreResident(fiveActs, new Map())),
      resident: timed(eventCount, scoreResident(policy, new Map())),
      withCodec: timed(eventCount, scoreWithCodec(policy, stored)),
      withModel: timed(eventCount, scoreResident(modelled, new Map())),
    };
  });
  return {
    eventsPerSecondOfFiveActs: median(measured.map((m) => m.fiveActs.perSecond)),
    eventsPerCpuSecondOfFiveActs: median(measured.map((m) => m.fiveActs.perCpuSecond)),
    eventsPerSecond: median(measured.map((m) => m.resident.perSecond)),
    eventsPerSecondWithCodec: median(measured.map((m) => m.withCodec.perSecond)),
    eventsPerCpuSecond: median(measured.map((m) => m.resident.perCpuSecond)),
    eventsPerCpuSecondWithCodec: median(measured.map((m) => m.withCodec.perCpuSecond)),
    eventsPerSecondWithModel: median(measured.map((m) => m.withModel.perSecond)),
    eventsPerCpuSecondWithModel: median(measured.map((m) => m.withModel.perCpuSecond)),
    medianProfileBytes: median([...stored.values()].map((bytes) => bytes.length)),
    rounds: measured,
  };
}

const batchSize = 500;

/** How fast `score` goes. */
function timed(eventCount: number, score: (batch: readonly ScoringInput[]) => void): Rate {
  let spentMs = 0;
  let cpuMicros = 0;
  for (let first = 0; first < eventCount; first += batchSize) {
    const batch = Array.from({ length: batchSize }, (_, i) => inputAt(first + i));
    const startCpu = process.cpuUsage();
    const startMs = performance.now();
    score(batch);
    spentMs += performance.now() - startMs;
    const { user, system } = process.cpuUsage(startCpu);
    cpuMicros += user + system;
  }
  return {
    perSecond: Math.round((eventCount * 1_000) / spentMs),
    perCpuSecond: Math.round((eventCount * 1_000_000) / cpuMicros),
  };
}

/** The policy that ships, perhaps with a model that is asked about every event. */
function shippedPolicy(model?: Model): Policy {
  const path = new URL('../../packages/scoring/policy/default.yaml', import.meta.url);
  const document: unknown = parse(readFileSync(path, 'utf8'));
  const entry = { name: 'bench', digest: 'b'.repeat(43), weight: 1, detectors: 1, on: Object.keys(eventTypes) };
  const models = model === undefined ? [] : [entry];
  const checked = validatePolicy({ ...(document as object), models }, 'bench', () => model);
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
  return checked.policy;
}

const ids = { decisionId: '00000000-0000-5000-8000-000000000000', challengeId: '11111111-1111-5111-8111-111111111111' };

function scored(input: ScoringInput, profile: Profile, policy: Policy, recorded?: Recorded[]): Profile {
  const verdict = decide(extract(input, profile, policy), factsOf(input.event, input.keys, input.logTimeMs), policy);
  recorded?.push(recordOf(verdict.found, policy.byType[input.event.type].slots).features);
  return evolve(profile, input, verdict, ids, policy);
}

const scoreResident =
  (policy: Policy, profiles: Map<string, Profile>, recorded?: Recorded[]) =>
  (batch: readonly ScoringInput[]): void => {
    for (const input of batch) {
      const { account } = input.keys;
      profiles.set(account, scored(input, profiles.get(account) ?? emptyProfile, policy, recorded));
    }
  };

const nothing = new Uint8Array(0);

const scoreWithCodec =
  (policy: Policy, stored: Map<string, Uint8Array>) =>
  (batch: readonly ScoringInput[]): void => {
    for (const input of batch) {
      const { account } = input.keys;
      stored.set(account, encodeProfile(scored(input, decodeProfile(stored.get(account) ?? nothing), policy)));
    }
  };

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [rounds, eventCount] = process.argv.slice(2).map(Number);
  const options = rounds === undefined || eventCount === undefined ? {} : { rounds, eventCount };
  console.log(JSON.stringify(measureCore(options), null, 2));
}
