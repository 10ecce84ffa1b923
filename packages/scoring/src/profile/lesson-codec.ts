import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { AgentLesson, Lesson, SpendLesson, Touched } from './lesson.ts';
import { readCurrency, readFix, readTrust, writeCurrency, writeFix } from './profile-parts.ts';

const hasDevice = 1;
const hasCountry = 2;
const hasRegion = 4;
const hasCity = 8;
const hasNetwork = 16;
const hasSpend = 32;
const hasAgent = 64;
const hasCategory = 128;
const hasTouched = 256;

/** A lesson as bytes; what it does not know costs nothing. */
export function writeLesson(writer: ByteWriter, lesson: Lesson, baseS: number): void {
  const parts =
    (lesson.deviceHigh + lesson.deviceLow > 0 ? hasDevice : 0) +
    (lesson.country > 0 ? hasCountry : 0) +
    (lesson.region > 0 ? hasRegion : 0) +
    (lesson.city > 0 ? hasCity : 0) +
    (lesson.network > 0 ? hasNetwork : 0) +
    (lesson.spend === undefined ? 0 : hasSpend) +
    (lesson.agent === undefined ? 0 : hasAgent) +
    ((lesson.spend?.category ?? 0) > 0 ? hasCategory : 0) +
    (lesson.touched === undefined ? 0 : hasTouched);
  writer.varint(parts);
  writer.signed(baseS - lesson.lastS);
  writer.signed(lesson.lastS - lesson.firstS);
  writer.varint(lesson.trust);
  writer.varint(lesson.visits);
  if (parts & hasDevice) {
    writer.hash(lesson.deviceHigh);
    writer.hash(lesson.deviceLow);
  }
  if (parts & hasCountry) writer.varint(lesson.country);
  if (parts & hasRegion) writer.hash(lesson.region);
  if (parts & hasCity) writer.hash(lesson.city);
  if (parts & hasNetwork) writer.hash(lesson.network);
  writeFix(writer, lesson.fix, baseS);
  if (lesson.spend !== undefined) {
    writeCurrency(writer, lesson.spend.currency);
    if (parts & hasCategory) writer.hash(lesson.spend.category);
    writer.varint(lesson.spend.count);
    writer.signed(Math.round(lesson.spend.lnSum * 1024));
    writer.varint(Math.round(lesson.spend.deviationSum * 1024));
  }
  if (lesson.agent !== undefined) {
    for (const hash of [lesson.agent.full, lesson.agent.browser, lesson.agent.system]) writer.hash(hash);
    writer.varint(lesson.agent.kind);
  }
  if (lesson.touched === undefined) return;
  const { merchant, instrument, address, plan } = lesson.touched;
  for (const key of [merchant, instrument, address, plan]) writer.hash(key);
}

/** What `writeLesson` wrote. */
export function readLesson(reader: ByteReader, baseS: number): Lesson {
  const parts = reader.varint();
  const lastS = baseS - reader.signed();
  const firstS = lastS - reader.signed();
  return {
    firstS,
    lastS,
    trust: readTrust(reader),
    visits: reader.varint(),
    deviceHigh: parts & hasDevice ? reader.hash() : 0,
    deviceLow: parts & hasDevice ? reader.hash() : 0,
    country: parts & hasCountry ? reader.varint() : 0,
    region: parts & hasRegion ? reader.hash() : 0,
    city: parts & hasCity ? reader.hash() : 0,
    network: parts & hasNetwork ? reader.hash() : 0,
    fix: readFix(reader, baseS),
    spend: parts & hasSpend ? readSpend(reader, (parts & hasCategory) > 0) : undefined,
    agent: parts & hasAgent ? readAgent(reader) : undefined,
    touched: parts & hasTouched ? readTouched(reader) : undefined,
  };
}

const readAgent = (reader: ByteReader): AgentLesson => ({
  full: reader.hash(),
  browser: reader.hash(),
  system: reader.hash(),
  kind: reader.varint(),
});

const readSpend = (reader: ByteReader, isOfCategory: boolean): SpendLesson => ({
  currency: readCurrency(reader),
  category: isOfCategory ? reader.hash() : 0,
  count: reader.varint(),
  lnSum: reader.signed() / 1024,
  deviationSum: reader.varint() / 1024,
});

const readTouched = (reader: ByteReader): Touched => ({
  merchant: reader.hash(),
  instrument: reader.hash(),
  address: reader.hash(),
  plan: reader.hash(),
});
