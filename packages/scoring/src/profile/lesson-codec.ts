import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { AgentLesson, Lesson, SpendLesson } from './lesson.ts';
import { readCurrency, readFix, readTrust, writeCurrency, writeFix } from './profile-parts.ts';

const hasDevice = 1;
const hasCountry = 2;
const hasRegion = 4;
const hasCity = 8;
const hasNetwork = 16;
const hasSpend = 32;
const hasAgent = 64;

/** A lesson as bytes; what it does not know costs nothing. */
export function writeLesson(writer: ByteWriter, lesson: Lesson, baseS: number): void {
  const parts =
    (lesson.deviceHigh + lesson.deviceLow > 0 ? hasDevice : 0) +
    (lesson.country > 0 ? hasCountry : 0) +
    (lesson.region > 0 ? hasRegion : 0) +
    (lesson.city > 0 ? hasCity : 0) +
    (lesson.network > 0 ? hasNetwork : 0) +
    (lesson.spend === undefined ? 0 : hasSpend) +
    (lesson.agent === undefined ? 0 : hasAgent);
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
    writer.varint(lesson.spend.count);
    writer.signed(Math.round(lesson.spend.lnSum * 1024));
    writer.varint(Math.round(lesson.spend.deviationSum * 1024));
  }
  if (lesson.agent !== undefined) {
    for (const hash of [lesson.agent.full, lesson.agent.browser, lesson.agent.system]) writer.hash(hash);
    writer.varint(lesson.agent.kind);
  }
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
    spend: parts & hasSpend ? readSpend(reader) : undefined,
    agent: parts & hasAgent ? readAgent(reader) : undefined,
  };
}

const readAgent = (reader: ByteReader): AgentLesson => ({
  full: reader.hash(),
  browser: reader.hash(),
  system: reader.hash(),
  kind: reader.varint(),
});

const readSpend = (reader: ByteReader): SpendLesson => ({
  currency: readCurrency(reader),
  count: reader.varint(),
  lnSum: reader.signed() / 1024,
  deviationSum: reader.varint() / 1024,
});
