import type { EventType } from '@countersign/events';
import { type FeatureRecord, type Policy, featuresOfRecord, strengthsOf, weighedSignals } from '@countersign/scoring';
import type { SparseRows } from './logistic.ts';

/** Past events of one type with the strengths of the signals that a policy weighs: what fitting learns from. */
export interface FitExamples {
  readonly type: EventType;
  /** Reason codes of the columns after the first, which is the bias. */
  readonly codes: readonly string[];
  readonly rows: SparseRows;
  /** Points that rules and models added, of which nothing is fitted. */
  readonly offsets: Float64Array;
  /** 1: fraud. 0: legitimate, or nobody knows yet. */
  readonly frauds: Uint8Array;
  /** 1 where the truth is known. */
  readonly known: Uint8Array;
}

/** What is noted of one event. */
export interface FitExample {
  readonly type: EventType;
  readonly record: FeatureRecord;
  readonly reasons: readonly { readonly code: string; readonly points: number }[];
  /** Undefined: not known yet. */
  readonly isFraud: boolean | undefined;
}

/** Collects examples by event type, packed: half a year of a shop fits the memory. */
export interface ExampleCollector {
  add(example: FitExample): void;
  /** By event type, in the order in which types first came; the examples of a type in the order in which they came. */
  examples(): readonly FitExamples[];
}

interface Growing {
  readonly starts: number[];
  readonly columns: number[];
  readonly values: number[];
  readonly offsets: number[];
  readonly frauds: number[];
  readonly known: number[];
}

/** Collects the strengths of the signals of `policy`. */
export function exampleCollector(policy: Policy): ExampleCollector {
  const byType = new Map<EventType, Growing>();
  return {
    add({ type, record, reasons, isFraud }) {
      const of = byType.get(type) ?? { starts: [0], columns: [], values: [], offsets: [], frauds: [], known: [] };
      byType.set(type, of);
      of.columns.push(0);
      of.values.push(1);
      strengthsOf(featuresOfRecord(record), type, policy).forEach((strength, signal) => {
        if (strength === 0) return;
        of.columns.push(signal + 1);
        of.values.push(strength);
      });
      of.starts.push(of.columns.length);
      of.offsets.push(pointsOfOthers(reasons));
      of.frauds.push(isFraud === true ? 1 : 0);
      of.known.push(isFraud === undefined ? 0 : 1);
    },
    examples: () => [...byType].map(([type, of]) => packed(type, of, policy)),
  };
}

/** Rules and models have a prefix before their name; what detectors find has none. */
const pointsOfOthers = (reasons: FitExample['reasons']): number =>
  reasons.reduce((sum, { code, points }) => (code.includes(':') ? sum + points : sum), 0);

const packed = (type: EventType, of: Growing, policy: Policy): FitExamples => ({
  type,
  codes: weighedSignals(type, policy).map(({ code }) => code),
  rows: {
    starts: Uint32Array.from(of.starts),
    columns: Uint16Array.from(of.columns),
    values: Float64Array.from(of.values),
  },
  offsets: Float64Array.from(of.offsets),
  frauds: Uint8Array.from(of.frauds),
  known: Uint8Array.from(of.known),
});
