import { writeAccess } from './access-memory-codec.ts';
import { ByteWriter } from './byte-writer.ts';
import { writeLesson } from './lesson-codec.ts';
import { writeMoneyMemory } from './money-memory-codec.ts';
import { writeCurrency, writeFix, writeTime } from './profile-parts.ts';
import type { KnownPlace, Profile, SettingChange } from './profile.ts';
import { writeSeries } from './series-codec.ts';
import type { SpendHabit } from './spend-habit.ts';

/** First byte of every encoded profile. A change of layout raises it and keeps a reader for the old one. */
export const profileVersion = 3;

// Reused between calls; nothing of it is seen outside, because `taken` copies.
const writer = new ByteWriter();

/** The profile as bytes: a version, then varints; times relative to the last event. At most 8 KB. */
export function encodeProfile(profile: Profile): Uint8Array {
  writer.reset();
  writer.varint(profileVersion);
  const baseS = profile.lastS;
  writer.varint(baseS);
  for (const timeS of [profile.firstS, profile.frozenS, profile.breachedS, profile.fraudS])
    writeTime(writer, timeS, baseS);
  writer.varint(profile.learned);
  writer.varint(profile.frauds);
  writeDevices(profile, baseS);
  const baseDay = Math.floor(baseS / 86_400);
  for (const places of [profile.countries, profile.regions, profile.cities, profile.networks])
    writePlaces(places, baseDay);
  writeFix(writer, profile.lastFix, baseS);
  writer.varint(profile.spend.length);
  for (const habit of profile.spend) writeHabit(habit, baseS);
  for (const series of [profile.failedLogins, profile.giftCardTries, profile.giftCardFailures])
    writeSeries(writer, series, baseS);
  writer.varint(profile.changes.length);
  for (const change of profile.changes) writeChange(change, baseS);
  writer.varint(profile.staged.length);
  for (const lesson of profile.staged) writeLesson(writer, lesson, baseS);
  writer.varint(profile.provisional.length);
  for (const { challengeHigh, challengeLow, eventKey, lesson } of profile.provisional) {
    writer.hash(challengeHigh);
    writer.hash(challengeLow);
    writer.hash(eventKey);
    writeLesson(writer, lesson, baseS);
  }
  writeRecentEvents(profile.recentEvents, baseS);
  writer.varint(profile.issuedCards.length);
  for (const { key, timeS } of profile.issuedCards) {
    writer.hash(key);
    writer.signed(baseS - timeS);
  }
  writer.varint(profile.recentRecords.length / 2);
  for (const hash of profile.recentRecords) writer.hash(hash);
  writeAccess(writer, profile.access, baseS);
  writeSeries(writer, profile.passwordResets, baseS);
  writeMoneyMemory(writer, profile.money, baseS);
  return writer.taken();
}

function writeDevices(profile: Profile, baseS: number): void {
  writer.varint(profile.devices.length);
  for (const device of profile.devices) {
    writer.hash(device.high);
    writer.hash(device.low);
    writer.signed(baseS - device.lastS);
    writer.signed(device.lastS - device.firstS);
    writer.varint(device.visits);
    writer.varint(device.trust);
    writeTime(writer, device.sharedS, baseS);
    writer.varint(device.shown.systems);
    writer.varint(device.shown.browsers);
  }
}

function writePlaces(places: readonly KnownPlace[], baseDay: number): void {
  writer.varint(places.length);
  for (const place of places) {
    writer.hash(place.key);
    writer.signed(baseDay - place.lastDay);
    writer.signed(place.lastDay - place.firstDay);
    writer.varint(place.visits);
  }
}

function writeHabit(habit: SpendHabit, baseS: number): void {
  writeCurrency(writer, habit.currency);
  writer.signed(baseS - habit.firstS);
  writer.varint(habit.count);
  writer.signed(Math.round(habit.lnMean * 1024));
  writer.varint(Math.round(habit.lnDeviation * 1024));
  writer.varint(Math.round(habit.decayedCount * 1024));
  writer.signed(baseS - habit.rateAtS);
  writeSeries(writer, habit.series, baseS);
}

function writeChange(change: SettingChange, baseS: number): void {
  writer.varint(change.setting * 4 + change.effect);
  writer.signed(baseS - change.timeS);
  writer.hash(change.eventKey);
}

function writeRecentEvents(recent: readonly number[], baseS: number): void {
  writer.varint(recent.length / 3);
  let beforeS = baseS;
  for (let i = recent.length - 3; i >= 0; i -= 3) {
    writer.hash(recent[i] ?? 0);
    writer.hash(recent[i + 1] ?? 0);
    const timeS = recent[i + 2] ?? 0;
    writer.signed(beforeS - timeS);
    beforeS = timeS;
  }
}
