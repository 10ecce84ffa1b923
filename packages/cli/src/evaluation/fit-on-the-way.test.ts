import { type EventType, exampleEvent } from '@countersign/events';
import type { LabelledEvent } from '@countersign/evaluation';
import { describe, expect, it } from 'vitest';
import { evaluateEvents } from '../commands/evaluate.ts';

const startMs = Date.UTC(2026, 0, 5);
const hourMs = 3_600_000;
const type: EventType = 'login.succeeded';

/** A login an hour by four customers on their own devices; every fourth is a thief on a device never seen, and labelled so. */
const events = Array.from({ length: 240 }, (_, at): LabelledEvent => {
  const timeMs = startMs + at * hourMs;
  const isFraud = at % 4 === 3;
  const accountId = `a${at % 3}`;
  const event = exampleEvent(type, { nowMs: timeMs, id: `e${at}`, accountId });
  const text = JSON.stringify({ ...event, time: new Date(timeMs).toISOString() });
  const value = Buffer.from(
    text.replace('device-never-seen-before', isFraud ? `thief-${at}` : `laptop-of-${accountId}`),
  );
  return { id: `e${at}`, accountId, timeMs, value, label: isFraud ? 'fraud' : undefined, knownAtMs: undefined };
});

const evaluated = (fitAfterEvents: number, labelDelayMs: number) =>
  evaluateEvents({
    events,
    policy: undefined,
    model: undefined,
    models: '/nowhere',
    testFromMs: startMs + 200 * hourMs,
    fitUntilMs: startMs + fitAfterEvents * hourMs,
    labelDelayMs,
    budget: 0.25,
    features: undefined,
    progress: () => {},
  });

describe('weights fitted on the way', () => {
  it('come from labels that had arrived by then, and from nothing later', async () => {
    const { fit, report } = await evaluated(160, 10 * hourMs);
    expect(fit?.fitted).toMatchObject([{ type, events: 151, frauds: 37 }]);
    expect(report.policy.version).toBe(2);
    expect(report).toMatchObject({ events: 40, frauds: 10 });
  });

  it('give what came before them a score, too, so that thresholds come from one scale', async () => {
    const fitted = await evaluated(160, 0);
    const unfitted = await evaluated(36, 0);
    const scoresOf = ({ scored }: typeof fitted): readonly number[] => scored.map(({ score }) => score);
    expect(scoresOf(await evaluated(160, 0))).toEqual(scoresOf(fitted));
    expect(scoresOf(fitted)).toHaveLength(240);
    // The thief of the fifth day, before the weights were fitted: devices never seen weigh more now.
    expect(scoresOf(fitted)[103]).toBeGreaterThan((scoresOf(unfitted)[103] ?? Number.NaN) + 1);
  });

  it('stay as they are where too little is known', async () => {
    const { fit, report } = await evaluated(36, 0);
    expect(fit).toMatchObject({ fitted: [], left: [{ type, frauds: 9 }] });
    expect(report.policy.version).toBe(1);
  });
});
