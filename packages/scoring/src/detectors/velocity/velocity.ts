import { type EventType, eventTypes } from '@countersign/events';
import { z } from 'zod';
import type { FeatureWriter } from '../../features/features.ts';
import type { Scene } from '../../features/scene.ts';
import type { Detector } from '../detector.ts';
import { accountSeries, countOfSeries, sumsOfSeries } from './account-series.ts';
import { type OwnMoney, actsWithin, distinctWith, sumWith, sumsOf } from './tally.ts';
import { useNameOf, velocitiesIn } from './velocity-demand.ts';
import { type VelocityMember, eventKeyOf } from './velocity-member.ts';
import { type Velocity, moneyOf, velocities, velocityActs, velocityWindows } from './velocity-table.ts';
import { velocityWords } from './velocity.words.ts';

const parameters = z.strictObject({});

/** Counts, sums and distinct things over four windows, for rules and models that name them; nobody else pays. */
export const velocity: Detector<z.infer<typeof parameters>> = {
  name: 'velocity',
  on: Object.keys(eventTypes) as EventType[],
  onDemand: true,
  parameters,
  words: velocityWords,
  features: Object.fromEntries(
    velocities.map(({ name, measure }) => [
      name,
      {
        kind: 'number',
        unit: measure === 'sum' ? 'major units' : measure === 'count' ? 'events' : `${measure}s`,
        meaning: velocityWords.en.features[name] ?? name,
      },
    ]),
  ),
  build(slotOf, wanted) {
    const plan = velocitiesIn(wanted).map((one) => ({
      ...one,
      slot: slotOf(one.name),
      useName: useNameOf(one),
      series: accountSeries(one),
      windowS: velocityWindows[one.window],
      type: velocityActs[one.act].type,
    }));
    return {
      extract(scene, write) {
        const read: ReadSets = new Map();
        for (const one of plan) extractOne(scene, write, one, read);
      },
      signals: [],
    };
  },
};

interface Planned extends Velocity {
  readonly slot: number;
  readonly useName: string;
  readonly series: ReturnType<typeof accountSeries>;
  readonly windowS: number;
  readonly type: EventType;
}

/** Sets of one event that were read already: count, sum and distinct come from one. */
type ReadSets = Map<string, readonly VelocityMember[]>;

function extractOne({ input, profile, logS }: Scene, write: FeatureWriter, planned: Planned, read: ReadSets): void {
  const { slot, measure, windowS, series } = planned;
  const { event, keys, entities } = input;
  const isAct = event.type === planned.type;
  if (keys[planned.entity] === undefined) {
    write.notKnown(slot, 'not_supplied');
    return;
  }
  const own: OwnMoney = isAct ? (moneyOf(event) ?? 'not_supplied') : 'other_act';
  if (series !== undefined) {
    const known = series(profile);
    if (measure === 'sum') write.numberOrReason(slot, sumWith(sumsOfSeries(known, logS, windowS), own));
    else write.number(slot, countOfSeries(known, logS, windowS) + (isAct ? 1 : 0));
    return;
  }
  const members = entities.get(planned.useName);
  if (members === undefined) {
    write.notKnown(slot, 'unavailable');
    return;
  }
  const acts = read.get(planned.useName) ?? actsWithin(members, logS, windowS, eventKeyOf(event.id));
  read.set(planned.useName, acts);
  if (measure === 'count') write.number(slot, acts.length + (isAct ? 1 : 0));
  else if (measure === 'sum') write.numberOrReason(slot, sumWith(sumsOf(acts), own));
  else write.number(slot, distinctWith(acts, isAct ? keys[measure] : undefined));
}
