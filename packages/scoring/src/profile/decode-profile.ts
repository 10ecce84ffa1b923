import { readAccess } from './access-memory-codec.ts';
import { emptyAccess } from './access-memory.ts';
import { ByteReader } from './byte-reader.ts';
import { profileVersion } from './encode-profile.ts';
import { readLesson } from './lesson-codec.ts';
import { readMoneyMemory } from './money-memory-codec.ts';
import { noMoneyMemory } from './money-memory.ts';
import { ProfileFormatError } from './profile-format-error.ts';
import { type KnownDevice, type KnownPlace, type Profile, emptyProfile, profileLimits } from './profile.ts';
import { readChange, readCurrency, readFix, readList, readTime, readTrust } from './profile-parts.ts';
import { readSeries } from './series-codec.ts';
import { noAgents } from './shown-agents.ts';
import type { SpendHabit } from './spend-habit.ts';

/**
 * The profile that `encodeProfile` wrote, of this version or an older one; no bytes are the empty profile.
 * @throws ProfileFormatError for bytes that are none, or of a newer version.
 */
export function decodeProfile(bytes: Uint8Array): Profile {
  if (bytes.length === 0) return emptyProfile;
  const reader = new ByteReader(bytes);
  const version = reader.varint();
  const read = layouts[version];
  if (read === undefined) {
    throw new ProfileFormatError(`The profile has version ${version}; this release reads 0 to ${profileVersion}.`);
  }
  const profile = read(reader);
  reader.end();
  return profile;
}

/** One reader per version that was ever written; the migration is what it puts in place of what was not kept then. */
const layouts: readonly ((reader: ByteReader) => Profile)[] = [
  // 0: before issued gift cards and applied records were kept.
  (reader) => withoutMemories({ ...readCommon(reader, readSilentDevice), issuedCards: [], recentRecords: [] }),
  // 1: before it was kept how the owner comes in, and what the money does.
  (reader) => withoutMemories(readWithCards(reader, readSilentDevice)),
  // 2: before it was kept which systems and browsers a device showed.
  (reader) => readWithMemories(reader, readSilentDevice),
  (reader) => readWithMemories(reader, readDevice),
];

type DeviceReader = (reader: ByteReader, baseS: number) => KnownDevice;

function readWithMemories(reader: ByteReader, readOne: DeviceReader): Profile {
  const known = readWithCards(reader, readOne);
  return {
    ...known,
    access: readAccess(reader, known.lastS),
    passwordResets: readSeries(reader, known.lastS, profileLimits.passwordResets),
    money: readMoneyMemory(reader, known.lastS),
  };
}

type WithoutMemories = Omit<Profile, 'access' | 'passwordResets' | 'money'>;

/** When an older profile last acted was not kept; its last event is the best guess. */
const withoutMemories = (profile: WithoutMemories): Profile => ({
  ...profile,
  access: { ...emptyAccess, actedS: profile.lastS },
  passwordResets: [],
  money: noMoneyMemory,
});

function readWithCards(reader: ByteReader, readOne: DeviceReader): WithoutMemories {
  const common = readCommon(reader, readOne);
  const baseS = common.lastS;
  const issuedCards = readList(reader, profileLimits.issuedCards, () => ({
    key: reader.hash(),
    timeS: baseS - reader.signed(),
  }));
  const recentRecords: number[] = [];
  for (let left = reader.length(profileLimits.recentRecords) * 2; left > 0; left -= 1)
    recentRecords.push(reader.hash());
  return { ...common, issuedCards, recentRecords };
}

function readCommon(reader: ByteReader, readOne: DeviceReader): Omit<WithoutMemories, 'issuedCards' | 'recentRecords'> {
  const lastS = reader.varint();
  const firstS = readTime(reader, lastS);
  const frozenS = readTime(reader, lastS);
  const breachedS = readTime(reader, lastS);
  const fraudS = readTime(reader, lastS);
  const baseDay = Math.floor(lastS / 86_400);
  return {
    firstS,
    lastS,
    frozenS,
    breachedS,
    fraudS,
    learned: reader.varint(),
    frauds: reader.varint(),
    devices: readList(reader, profileLimits.devices, () => readOne(reader, lastS)),
    countries: readList(reader, profileLimits.countries, () => readPlace(reader, baseDay)),
    regions: readList(reader, profileLimits.regions, () => readPlace(reader, baseDay)),
    cities: readList(reader, profileLimits.cities, () => readPlace(reader, baseDay)),
    networks: readList(reader, profileLimits.networks, () => readPlace(reader, baseDay)),
    lastFix: readFix(reader, lastS),
    spend: readList(reader, profileLimits.currencies, () => readHabit(reader, lastS)),
    failedLogins: readSeries(reader, lastS, profileLimits.series),
    giftCardTries: readSeries(reader, lastS, profileLimits.series),
    giftCardFailures: readSeries(reader, lastS, profileLimits.series),
    changes: readList(reader, profileLimits.changes, () => readChange(reader, lastS)),
    staged: readList(reader, profileLimits.staged, () => readLesson(reader, lastS)),
    provisional: readList(reader, profileLimits.provisional, () => ({
      challengeHigh: reader.hash(),
      challengeLow: reader.hash(),
      eventKey: reader.hash(),
      lesson: readLesson(reader, lastS),
    })),
    recentEvents: readRecentEvents(reader, lastS),
  };
}

const readDevice: DeviceReader = (reader, baseS) => ({
  ...readSilentDevice(reader, baseS),
  shown: { systems: reader.varint(), browsers: reader.varint() },
});

function readSilentDevice(reader: ByteReader, baseS: number): KnownDevice {
  const high = reader.hash();
  const low = reader.hash();
  const lastS = baseS - reader.signed();
  const firstS = lastS - reader.signed();
  return {
    high,
    low,
    firstS,
    lastS,
    visits: reader.varint(),
    trust: readTrust(reader),
    sharedS: readTime(reader, baseS),
    shown: noAgents,
  };
}

function readPlace(reader: ByteReader, baseDay: number): KnownPlace {
  const key = reader.hash();
  const lastDay = baseDay - reader.signed();
  return { key, firstDay: lastDay - reader.signed(), lastDay, visits: reader.varint() };
}

function readHabit(reader: ByteReader, baseS: number): SpendHabit {
  return {
    currency: readCurrency(reader),
    firstS: baseS - reader.signed(),
    count: reader.varint(),
    lnMean: reader.signed() / 1024,
    lnDeviation: reader.varint() / 1024,
    decayedCount: reader.varint() / 1024,
    rateAtS: baseS - reader.signed(),
    series: readSeries(reader, baseS, profileLimits.series),
  };
}

function readRecentEvents(reader: ByteReader, baseS: number): readonly number[] {
  const entries = reader.length(profileLimits.recentEvents);
  const recent = new Array<number>(entries * 3);
  let timeS = baseS;
  for (let i = entries * 3 - 3; i >= 0; i -= 3) {
    recent[i] = reader.hash();
    recent[i + 1] = reader.hash();
    timeS -= reader.signed();
    recent[i + 2] = timeS;
  }
  return recent;
}
