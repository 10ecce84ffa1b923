import type { Label } from '@countersign/events';
import { describe, expect, it } from 'vitest';
import { type World, dayMs, euros, story } from '../../../test-support/story.ts';

const card = (name: string) => ({ instrument: { kind: 'card' as const, digest: `digest-of-card-${name}` } });
const keys: NonNullable<Label['keys']> = { instrument: 'digest-of-card-stolen' };

/** Somebody else was robbed with the stolen card, so many days ago. */
function robbedBefore(days: number): World {
  const world: World = new Map();
  const victim = story('victim', undefined, world);
  victim.label('fraud', victim.act('purchase.requested', { ...euros(300), ...card('stolen') }), keys);
  for (const members of world.values()) for (const [key, at] of members) members.set(key, at - days * dayMs);
  return world;
}

describe('linkage', () => {
  it('raises the risk of another account with the same card, and fades', () => {
    const linked = (days: number) =>
      story('ana', undefined, robbedBefore(days)).act('purchase.requested', { ...euros(30), ...card('stolen') });
    expect(linked(0).features).toMatchObject({ linkedBy: 'instrument' });
    expect(linked(0).codes).toContain('linked_fraud');
    expect(Number(linked(30).features['linkedFraud'])).toBeCloseTo(Number(linked(0).features['linkedFraud']) / 2, 1);
    expect(linked(120).codes).not.toContain('linked_fraud');
  });

  it('says nothing of another card, nor of the robbed account itself', () => {
    const world = robbedBefore(0);
    const other = story('ana', undefined, world).act('purchase.requested', { ...euros(30), ...card('other') });
    expect(other.codes).not.toContain('linked_fraud');
    const victim = story('victim', undefined, world).act('purchase.requested', { ...euros(30), ...card('stolen') });
    expect(victim.codes).not.toContain('linked_fraud');
  });

  it('learns a report of a device as well', () => {
    const world: World = new Map();
    const victim = story('victim', undefined, world);
    const thief = { device: 'thiefs-phone', ip: '203.0.113.66' };
    victim.outcome('reported', victim.act('login.succeeded', {}, thief), { device: 'thiefs-phone' });
    const next = story('ana', undefined, world).act('login.succeeded', {}, thief);
    expect(next.features).toMatchObject({ linkedBy: 'device' });
  });

  it('leaves a family at home alone when one of them was robbed on the tablet', () => {
    const world: World = new Map();
    const rui = story('rui', undefined, world);
    const eva = story('eva', undefined, world);
    eva.livesQuietly(60);
    rui.livesQuietly(60);
    rui.outcome('reported', rui.act('login.succeeded', {}), { device: 'owners-laptop' });
    expect(eva.act('login.succeeded', {}).action).toBe('allow');
    expect(eva.act('purchase.requested', euros(35)).action).toBe('allow');
  });
});
