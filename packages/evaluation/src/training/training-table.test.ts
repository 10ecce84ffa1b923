import { modelInputNames } from '@countersign/scoring';
import { describe, expect, it } from 'vitest';
import { type TrainingRow, trainingColumns, trainingHead, trainingLine } from './training-table.ts';

const row: TrainingRow = {
  eventId: 'e1',
  eventType: 'login.succeeded',
  accountId: 'ana',
  time: '2026-01-05T00:00:00.000Z',
  label: 'fraud',
  labelKnownAt: '2026-01-12T00:00:00.000Z',
  features: { deviceKnown: false, stale: true, country: 'AT', impliedSpeedKmh: 12.5 },
  facts: { channel: 'web' },
};
const valueOf = (line: string, column: string): string | undefined => line.split(',')[trainingColumns.indexOf(column)];

describe('the training table', () => {
  it('has a column for all that a model may be given, and none twice', () => {
    expect(trainingHead).toBe(trainingColumns.join(','));
    expect(trainingColumns.slice(6)).toEqual(modelInputNames);
    expect(new Set(trainingColumns).size).toBe(trainingColumns.length);
  });

  it('writes flags as 0 and 1, words as they are, and nothing for what is not known', () => {
    const line = trainingLine(row);
    expect(line.split(',')).toHaveLength(trainingColumns.length);
    const names = ['deviceKnown', 'stale', 'country', 'impliedSpeedKmh', 'deviceAgeDays', 'event.channel'];
    expect(names.map((name) => valueOf(line, name))).toEqual(['0', '1', 'AT', '12.5', '', 'web']);
  });

  it('leaves the label empty while nobody said, and quotes what a comma or a quote would break', () => {
    const line = trainingLine({ ...row, eventId: 'a,"b"', label: undefined, labelKnownAt: undefined });
    expect(line).toMatch(/^"a,""b""",login\.succeeded,ana,2026-01-05T00:00:00\.000Z,,,/);
  });
});
