import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { CategoryHabit } from './category-habit.ts';
import {
  type ExpectedDelivery,
  type FadingCount,
  type KnownThing,
  type MoneyMemory,
  moneyLimits,
} from './money-memory.ts';
import { readList } from './profile-parts.ts';
import { readSeries, writeSeries } from './series-codec.ts';

/** The memory of money as bytes, times relative to `baseS`. */
export function writeMoneyMemory(to: ByteWriter, money: MoneyMemory, baseS: number): void {
  to.varint(money.categories.length);
  for (const { key, count, lnMean, lnDeviation } of money.categories) {
    to.hash(key);
    to.varint(count);
    to.signed(Math.round(lnMean * 1024));
    to.varint(Math.round(lnDeviation * 1024));
  }
  for (const things of [money.merchants, money.instruments, money.addresses, money.plans])
    writeThings(to, things, baseS);
  for (const series of [money.refunds, money.trials]) writeSeries(to, series, baseS);
  for (const fading of [money.refundsSoFar, money.trialsSoFar]) writeFading(to, fading, baseS);
  to.varint(money.deliveries.length);
  for (const delivery of money.deliveries) writeDelivery(to, delivery, baseS);
}

/** What `writeMoneyMemory` wrote. */
export function readMoneyMemory(from: ByteReader, baseS: number): MoneyMemory {
  const categories = readList(from, moneyLimits.categories, () => readCategory(from));
  const things = (limit: number) => readList(from, limit, () => readThing(from, baseS));
  return {
    categories,
    merchants: things(moneyLimits.merchants),
    instruments: things(moneyLimits.instruments),
    addresses: things(moneyLimits.addresses),
    plans: things(moneyLimits.plans),
    refunds: readSeries(from, baseS, moneyLimits.series),
    trials: readSeries(from, baseS, moneyLimits.series),
    refundsSoFar: readFading(from, baseS),
    trialsSoFar: readFading(from, baseS),
    deliveries: readList(from, moneyLimits.deliveries, () => readDelivery(from, baseS)),
  };
}

const readCategory = (from: ByteReader): CategoryHabit => ({
  key: from.hash(),
  count: from.varint(),
  lnMean: from.signed() / 1024,
  lnDeviation: from.varint() / 1024,
});

function writeThings(to: ByteWriter, things: readonly KnownThing[], baseS: number): void {
  to.varint(things.length);
  for (const { key, firstS, lastS } of things) {
    to.hash(key);
    to.signed(baseS - lastS);
    to.signed(lastS - firstS);
  }
}

function readThing(from: ByteReader, baseS: number): KnownThing {
  const key = from.hash();
  const lastS = baseS - from.signed();
  return { key, lastS, firstS: lastS - from.signed() };
}

function writeFading(to: ByteWriter, { count, atS }: FadingCount, baseS: number): void {
  to.varint(Math.round(count * 1024));
  if (count > 0) to.signed(baseS - atS);
}

function readFading(from: ByteReader, baseS: number): FadingCount {
  const count = from.varint() / 1024;
  return { count, atS: count > 0 ? baseS - from.signed() : 0 };
}

const needsCodeBit = 1;
const hasPlaceBit = 2;

function writeDelivery(to: ByteWriter, delivery: ExpectedDelivery, baseS: number): void {
  const { key, timeS, latitude10k, longitude10k, needsCode } = delivery;
  const hasPlace = latitude10k !== undefined && longitude10k !== undefined;
  to.hash(key);
  to.signed(baseS - timeS);
  to.varint((needsCode ? needsCodeBit : 0) + (hasPlace ? hasPlaceBit : 0));
  if (!hasPlace) return;
  to.signed(latitude10k);
  to.signed(longitude10k);
}

function readDelivery(from: ByteReader, baseS: number): ExpectedDelivery {
  const key = from.hash();
  const timeS = baseS - from.signed();
  const bits = from.varint();
  const hasPlace = (bits & hasPlaceBit) > 0;
  return {
    key,
    timeS,
    needsCode: (bits & needsCodeBit) > 0,
    latitude10k: hasPlace ? from.signed() : undefined,
    longitude10k: hasPlace ? from.signed() : undefined,
  };
}
