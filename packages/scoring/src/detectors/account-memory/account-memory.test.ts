import { describe, expect, it } from 'vitest';
import { dayMs, euros, hourMs, story } from '../../../test-support/story.ts';

it('leaves the learning period after ten learned events', () => {
  const ana = story();
  const learning = Array.from({ length: 12 }, () => ana.wait(hourMs).act('login.succeeded', {}).features['learning']);
  expect(learning.slice(0, 3)).toEqual([0, 0.1, 0.2]);
  expect(learning.slice(-2)).toEqual([1, 1]);
});

it('or after fourteen days', () => {
  const ana = story();
  ana.act('login.succeeded', {});
  expect(ana.wait(7 * dayMs).act('login.succeeded', {}).features['learning']).toBe(0.5);
  expect(ana.wait(7 * dayMs).act('login.succeeded', {}).features).toMatchObject({ learning: 1, accountAgeDays: 14 });
});

it('halves the memory of a fraud every 30 days', () => {
  const ana = story();
  ana.label('fraud', ana.act('login.succeeded', {}));
  expect(ana.wait(30 * dayMs).act('login.succeeded', {}).features['fraudMemory']).toBe(0.5);
});

it('knows a breached password until it is changed', () => {
  const ana = story();
  ana.livesQuietly(60);
  ana.act('credential.breached', { current: true });
  expect(ana.act('login.succeeded', {}).codes).toContain('breached_password');
  ana.outcome('verified', ana.act('settings.change_requested', { setting: 'password' }));
  expect(ana.act('login.succeeded', {}).codes).not.toContain('breached_password');
});

describe('a flood (DEL-14)', () => {
  it('is challenged once, then held, with the features of the account alone, and ends with the minute', () => {
    const ana = story();
    ana.livesQuietly(30);
    const told = Array.from({ length: 70 }, () => ana.wait(200).act('purchase.requested', euros(5)));
    expect(told[10]?.features['floodEvents']).toBeUndefined();
    const flooded = told.slice(39);
    expect(flooded.filter(({ action }) => action === 'challenge').length).toBeLessThanOrEqual(1);
    expect(flooded.filter(({ action }) => action === 'allow')).toEqual([]);
    expect(flooded.at(-1)).toMatchObject({ action: 'hold', features: { floodEvents: 65, floodAsked: true } });
    expect(flooded.at(-1)?.codes[0]).toBe('flood');
    expect(flooded.at(-1)?.features).not.toHaveProperty('spendZ');
    expect(ana.wait(hourMs).act('purchase.requested', euros(5)).features).not.toHaveProperty('floodEvents');
  });
});
