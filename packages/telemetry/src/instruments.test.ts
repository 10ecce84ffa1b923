import type { Meter } from '@opentelemetry/api';
import { expect, it } from 'vitest';
import { createInstruments, scorerMetricTable } from './index.ts';

it('makes one instrument per metric, of its kind, under its name', () => {
  const made: string[] = [];
  const note = (kind: string) => (name: string) => {
    made.push(`${kind} ${name}`);
    return { add: () => undefined, record: () => undefined };
  };
  const meter = {
    createCounter: note('counter'),
    createHistogram: note('histogram'),
    createGauge: note('gauge'),
  } as unknown as Meter;
  const instruments = createInstruments(scorerMetricTable, meter);
  instruments.decisions.add(1, { action: 'allow', event_type: 'login.succeeded' });
  instruments.lag.record(3, { topic: 'account.events', partition: '0' });
  expect(made).toEqual(Object.values(scorerMetricTable).map(({ kind, name }) => `${kind} ${name}`));
});

it('has no place for an attribute that the table does not name', () => {
  const { decisions } = createInstruments(scorerMetricTable);
  // @ts-expect-error an account is not an attribute
  decisions.add(1, { action: 'allow', event_type: 'login.succeeded', account: 'a-1' });
});
