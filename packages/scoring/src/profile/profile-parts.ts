import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { ProfileFormatError } from './profile-format-error.ts';
import type { ChangeEffect, Fix, SettingChange, Trust } from './profile.ts';

/** A list with its length before it, refused above `limit`. */
export function readList<T>(reader: ByteReader, limit: number, readOne: () => T): readonly T[] {
  const count = reader.length(limit);
  const list: T[] = [];
  for (let i = 0; i < count; i += 1) list.push(readOne());
  return list;
}

/** What `writeTime` wrote. */
export function readTime(reader: ByteReader, baseS: number): number {
  const written = reader.varint();
  if (written === 0) return 0;
  const zigzag = written - 1;
  return baseS - (zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2);
}

/** What `writeFix` wrote. */
export function readFix(reader: ByteReader, baseS: number): Fix | undefined {
  if (reader.varint() === 0) return undefined;
  return {
    latitude100: reader.signed(),
    longitude100: reader.signed(),
    accuracyKm: reader.varint(),
    timeS: baseS - reader.signed(),
  };
}

/** What `writeCurrency` wrote. */
export const readCurrency = (reader: ByteReader): string =>
  String.fromCharCode(reader.varint(), reader.varint(), reader.varint());

/** 0..4, else refused. */
export function readTrust(reader: ByteReader): Trust {
  const value = reader.varint();
  if (value > 4) throw new ProfileFormatError(`The profile names trust level ${value}; there are 0 to 4.`);
  return value as Trust;
}

/** One settings change. */
export function readChange(reader: ByteReader, baseS: number): SettingChange {
  const packed = reader.varint();
  const effect = packed % 4;
  if (effect > 2) throw new ProfileFormatError(`The profile names effect ${effect} of a change; there are 0 to 2.`);
  return {
    setting: (packed - effect) / 4,
    effect: effect as ChangeEffect,
    timeS: baseS - reader.signed(),
    eventKey: reader.hash(),
  };
}

/** 0 stays 0; other times become their distance to the base, plus one. */
export function writeTime(to: ByteWriter, timeS: number, baseS: number): void {
  if (timeS === 0) to.varint(0);
  else to.varint(zigzag(baseS - timeS) + 1);
}

/** Where the account was, or a zero. */
export function writeFix(to: ByteWriter, fix: Fix | undefined, baseS: number): void {
  if (fix === undefined) {
    to.varint(0);
    return;
  }
  to.varint(1);
  to.signed(fix.latitude100);
  to.signed(fix.longitude100);
  to.varint(fix.accuracyKm);
  to.signed(baseS - fix.timeS);
}

/** Three ASCII capitals. */
export function writeCurrency(to: ByteWriter, currency: string): void {
  for (let i = 0; i < 3; i += 1) to.varint(currency.charCodeAt(i));
}

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
