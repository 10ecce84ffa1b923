import { describe, expect, it } from 'vitest';
import { logFields, type Metric, notifierMetricTable, scorerMetricTable, spanAttributes, spanNames } from './index.ts';

const metricsByName: [string, Metric][] = [
  ...Object.entries<Metric>(scorerMetricTable),
  ...Object.entries<Metric>(notifierMetricTable),
];
const names = metricsByName.map(([, metric]) => metric.name);
const personal = /account|contact|email|phone|otp|subject|address|session|device|user|\bip\b|source/;

describe('names of metrics', () => {
  it('are unique, also under the name that code uses', () => {
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(metricsByName.map(([name]) => name)).size).toBe(names.length);
  });

  it.each(metricsByName)('%s is ours, in words, with a unit that fits', (_, { kind, name, unit }) => {
    expect(name).toMatch(/^countersign\.[a-z]+(_[a-z]+)*$/);
    expect(name, 'OpenTelemetry adds _total').not.toMatch(/_total$/);
    expect(name.endsWith('_seconds')).toBe(unit === 's');
    if (kind === 'counter') expect(unit).toMatch(/^\{[a-z]+\}$/);
  });

  it.each(metricsByName)('%s carries nothing about a person (SEC-06)', (_, { attributes }) => {
    for (const attribute of attributes) expect(attribute).not.toMatch(personal);
  });
});

describe('names of spans, attributes and log fields', () => {
  it('are unique', () => {
    for (const table of [spanAttributes, logFields]) {
      const values = Object.values(table);
      expect(new Set(values).size).toBe(values.length);
    }
  });

  it('follow the messaging conventions', () => {
    expect(spanNames.send('risk.decisions')).toBe('send risk.decisions');
    expect(spanNames.process('account.events')).toBe('process account.events');
  });

  it('have no place for an account, a contact or a challenge id (SEC-06)', () => {
    for (const name of Object.values(spanAttributes)) expect(name).not.toMatch(personal);
    expect(Object.values(spanAttributes)).not.toContain('countersign.challenge.id');
  });
});
