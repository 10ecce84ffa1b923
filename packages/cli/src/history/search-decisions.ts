import type { Decision } from '@countersign/events';
import type { Connection } from '../connection/connection.ts';
import { decodeDecision } from './decode-decision.ts';
import { type DecisionWish, isWished, needlesOf } from './decision-filter.ts';
import { readBackward } from './read-backward.ts';

/** How far and how long a search goes. */
export interface SearchBounds {
  /** Log time, epoch milliseconds: not before this; to the oldest decision when −∞. */
  readonly sinceMs: number;
  readonly limit: number;
  readonly progress: (done: number, of: number) => void;
}

/** The newest decisions that are wished for, the newest first; reads no further back than it has to. */
export async function* searchDecisions(
  { reader, topics }: Connection,
  wish: DecisionWish,
  { sinceMs, limit, progress }: SearchBounds,
): AsyncGenerator<Decision> {
  const needles = needlesOf(wish);
  let found = 0;
  for await (const { value } of readBackward(reader, topics.decisions, sinceMs, progress)) {
    if (value === null || !holdsAll(value, needles)) continue;
    const decision = decodeDecision(value);
    if (decision === undefined || !isWished(decision, wish)) continue;
    yield decision;
    found += 1;
    if (found === limit) return;
  }
}

function holdsAll(value: Uint8Array, needles: readonly Buffer[]): boolean {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.length);
  return needles.every((needle) => bytes.includes(needle));
}
