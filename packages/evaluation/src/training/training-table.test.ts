import { modelInputNames } from '@countersign/scoring';
import { describe, expect, it } from 'vitest';
import { type TrainingRow, trainingTable } from './training-table.ts';

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
const table = trainingTable([]);
const valueOf = (line: string, column: string): string | undefined => line.split(',')[table.columns.indexOf(column)];

describe('the training table', () => {
  it('has a column for all that a model may be given, and none twice', () => {
    expect(table.head).toBe(table.columns.join(','));
    expect(table.columns.slice(6)).toEqual(modelInputNames);
    expect(new Set(table.columns).size).toBe(table.columns.length);
  });

  it('has further columns for velocities that the policy names', () => {
    const name = 'velocityDevicePurchases1hAccounts';
    const wider = trainingTable([name]);
    expect(wider.columns).toEqual([...table.columns, name]);
    expect(wider.line({ ...row, features: { ...row.features, [name]: 3 } })).toBe(`${table.line(row)},3`);
  });

  it('writes flags as 0 and 1, words as they are, and nothing for what is not known', () => {
    const line = table.line(row);
    expect(line.split(',')).toHaveLength(table.columns.length);
    const names = ['deviceKnown', 'stale', 'country', 'impliedSpeedKmh', 'deviceAgeDays', 'event.channel'];
    expect(names.map((name) => valueOf(line, name))).toEqual(['0', '1', 'AT', '12.5', '', 'web']);
  });

  it('leaves the label empty while nobody said, and quotes what a comma or a quote would break', () => {
    const line = table.line({ ...row, eventId: 'a,"b"', label: undefined, labelKnownAt: undefined });
    expect(line).toMatch(/^"a,""b""",login\.succeeded,ana,2026-01-05T00:00:00\.000Z,,,/);
  });
});
