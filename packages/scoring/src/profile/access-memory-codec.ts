import type { AccessMemory, CodeOpening, KnownAgent, PasskeyLogin, PasswordReset } from './access-memory.ts';
import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import { readList, readTime, writeTime } from './profile-parts.ts';
import { profileLimits } from './profile.ts';

/** The access memory as bytes, times relative to `baseS`. */
export function writeAccess(writer: ByteWriter, access: AccessMemory, baseS: number): void {
  const { bornS, actedS, wokeS, authenticatorS, twoStepS, hours } = access;
  for (const timeS of [bornS, actedS, wokeS, authenticatorS, twoStepS]) writeTime(writer, timeS, baseS);
  writer.varint(access.bornAmong);
  writer.varint(access.pausedDays);
  writer.varint(hours.count * 1024);
  writer.signed(hours.east * 1024);
  writer.signed(hours.north * 1024);
  writer.varint(access.agents.length);
  for (const agent of access.agents) writeAgent(writer, agent, Math.floor(baseS / 86_400));
  writer.varint(access.openings.length);
  for (const { high, low, timeS } of access.openings) {
    writer.hash(high);
    writer.hash(low);
    writer.signed(baseS - timeS);
  }
  writeReset(writer, access.reset, baseS);
  writePasskey(writer, access.passkey, baseS);
}

/** What `writeAccess` wrote. */
export function readAccess(reader: ByteReader, baseS: number): AccessMemory {
  return {
    bornS: readTime(reader, baseS),
    actedS: readTime(reader, baseS),
    wokeS: readTime(reader, baseS),
    authenticatorS: readTime(reader, baseS),
    twoStepS: readTime(reader, baseS),
    bornAmong: reader.varint(),
    pausedDays: reader.varint(),
    hours: { count: reader.varint() / 1024, east: reader.signed() / 1024, north: reader.signed() / 1024 },
    agents: readList(reader, profileLimits.agents, () => readAgent(reader, Math.floor(baseS / 86_400))),
    openings: readList(
      reader,
      profileLimits.openings,
      (): CodeOpening => ({ high: reader.hash(), low: reader.hash(), timeS: baseS - reader.signed() }),
    ),
    reset: readReset(reader, baseS),
    passkey: readPasskey(reader, baseS),
  };
}

function writeAgent(writer: ByteWriter, agent: KnownAgent, baseDay: number): void {
  writer.hash(agent.full);
  writer.hash(agent.browser);
  writer.hash(agent.system);
  writer.varint(agent.kind);
  writer.signed(baseDay - agent.lastDay);
  writer.varint(agent.visits);
}

const readAgent = (reader: ByteReader, baseDay: number): KnownAgent => ({
  full: reader.hash(),
  browser: reader.hash(),
  system: reader.hash(),
  kind: reader.varint(),
  lastDay: baseDay - reader.signed(),
  visits: reader.varint(),
});

function writeReset(writer: ByteWriter, reset: PasswordReset, baseS: number): void {
  writeTime(writer, reset.doneS, baseS);
  writer.varint(reset.channels * 16 + reset.askedChannels);
  if (reset.askedChannels > 0) writer.hash(reset.askedKey);
}

function readReset(reader: ByteReader, baseS: number): PasswordReset {
  const doneS = readTime(reader, baseS);
  const packed = reader.varint();
  const askedChannels = packed % 16;
  return { doneS, channels: Math.floor(packed / 16), askedChannels, askedKey: askedChannels > 0 ? reader.hash() : 0 };
}

function writePasskey(writer: ByteWriter, passkey: PasskeyLogin | undefined, baseS: number): void {
  writeTime(writer, passkey?.timeS ?? 0, baseS);
  if (passkey === undefined) return;
  writer.hash(passkey.high);
  writer.hash(passkey.low);
}

function readPasskey(reader: ByteReader, baseS: number): PasskeyLogin | undefined {
  const timeS = readTime(reader, baseS);
  return timeS === 0 ? undefined : { timeS, high: reader.hash(), low: reader.hash() };
}
