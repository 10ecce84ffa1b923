import { describe, expect, it } from 'vitest';
import { dayMs, hourMs, story } from '../../../test-support/story.ts';

const door = { latitude: 38.7223, longitude: -9.1393 };
const order = { orderId: 'order-1', stopId: 'stop-1' };
const parcel = (value: number, place: object = door) => ({
  ...order,
  kind: 'parcel' as const,
  value: { minor: value * 100, currency: 'EUR' },
  place,
});

describe('a delivery', () => {
  it('is handed over against a code from the limit on', () => {
    const ana = story();
    expect(ana.act('delivery.dispatched', parcel(299)).action).toBe('allow');
    const asked = ana.act('delivery.dispatched', parcel(300));
    expect(asked.challenge).toMatchObject({ purpose: 'delivery_handover' });
    expect(asked.reasons[0]).toMatchObject({ code: 'handover_code', observed: '300 EUR', expected: '300 EUR' });
  });

  it('goes on with a code when it is rescheduled, and without one when it had none', () => {
    const ana = story();
    ana.act('delivery.dispatched', parcel(900));
    expect(ana.wait(hourMs).act('delivery.rescheduled', order).action).toBe('challenge');
    ana.act('delivery.dispatched', { ...parcel(20), orderId: 'order-2' });
    expect(ana.act('delivery.rescheduled', { ...order, orderId: 'order-2' }).action).toBe('allow');
  });

  it('is held when the courier stands at another door, not when he stands at the gate', () => {
    const ana = story();
    ana.act('delivery.dispatched', parcel(900));
    const at = (latitude: number) =>
      ana.wait(hourMs).act('delivery.handover_attempted', { ...order, place: { ...door, latitude } });
    expect(at(38.7225).action).toBe('allow');
    const far = at(38.76);
    expect(far.action).toBe('hold');
    expect(far.codes[0]).toBe('wrong_address');
  });

  it.each([
    ['the courier sends no place', parcel(900), {}, 'not_supplied'],
    ['the stop has none', parcel(900, {}), { place: door }, 'no_coordinates'],
    ['it was never seen leaving', { ...parcel(900), orderId: 'another' }, { place: door }, 'not_found'],
  ])('has an unknown distance when %s', (_, sent, attempted, why) => {
    const ana = story();
    ana.act('delivery.dispatched', sent);
    const told = ana.wait(dayMs).act('delivery.handover_attempted', { ...order, ...attempted });
    expect(told.unknown).toMatchObject({ courierDistanceKm: why });
    expect(told.action).toBe('allow');
  });
});
