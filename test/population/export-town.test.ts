import { decodeEvent, decodeRecord } from '@countersign/events';
import { townOf } from '@countersign/testkit';
import { expect, it } from 'vitest';
import { exportTown } from './export-town.ts';

it('writes events and labels that can be read as they are on the topics, and a label for every step of an attack', () => {
  const town = townOf([1, 2]);
  const { events, labels } = exportTown(town);
  const ids = events.map((line) => {
    const value = Buffer.from(line);
    const { subject, id } = JSON.parse(line) as { readonly subject: string; readonly id: string };
    expect(decodeEvent({ key: Buffer.from(subject), value, headers: {} })).toMatchObject({ ok: true });
    return id;
  });
  expect(ids).toEqual(town.stream.map(({ happening }) => happening.id));
  const labelled = labels.map((line) => {
    const decoded = decodeRecord('label.recorded', Buffer.from(line));
    return decoded.ok ? decoded.record.data.eventId : decoded.message;
  });
  expect(labelled).toEqual(town.stream.flatMap(({ happening, step }) => (step === undefined ? [] : [happening.id])));
});
