import { type Channel, CountersignError, type Strength, act, channel, purpose, strength } from '@countersign/events';
import {
  type ClaimedChallenge,
  type Delivery,
  type GivenUp,
  type JoinedChallenge,
  type JoinedTo,
  type Terms,
  statuses,
} from '../life/challenge-state.ts';
import { type ByteReader, byteReader } from './byte-reader.ts';
import { type ByteWriter, byteWriter } from './byte-writer.ts';

/**
 * 1: without what joined. 2: with it. 3: a companion, which is nothing but the id of the challenge that it joined. 4: with the
 * channel that was wished, and those that were given up. 5: with the codes that an authenticator app must show, and how strong
 * the proof was. 6: with whether the device was proved.
 */
const version = 6;
const companionVersion = 3;

/**
 * A challenge as bytes for a store: a version, then the fields in a fixed order, about 400 bytes. Closed words are
 * written as their index in the lists of `@countersign/events`, which only ever grow at the end.
 */
export function encodeChallenge(state: ClaimedChallenge | JoinedTo): Uint8Array {
  const writer = byteWriter();
  if (state.status === 'joined') {
    writer.number(companionVersion);
    writer.text(state.to);
    return writer.done();
  }
  writer.number(version);
  writer.number(statuses.indexOf(state.status));
  putTerms(writer, state.terms);
  for (const field of numbers) writer.number(state[field]);
  putChannel(writer, state.deliveredBy);
  putDelivery(writer, state.delivery);
  writer.number(state.joined.length);
  for (const one of state.joined) for (const field of joinedFields) writer.text(one[field]);
  writer.number(state.terms.appCodes);
  writer.number(state.provedBy === undefined ? 0 : strength.options.indexOf(state.provedBy) + 1);
  writer.number(state.terms.deviceProved === true ? 1 : 0);
  return writer.done();
}

/** Reads what `encodeChallenge` wrote. Throws `CountersignError` `bad_state` on anything else. */
export function decodeChallenge(bytes: Uint8Array): ClaimedChallenge | JoinedTo {
  const reader = byteReader(bytes);
  const found = reader.number();
  if (found === companionVersion) {
    const to = reader.text();
    reader.end();
    return { status: 'joined', to };
  }
  if (found < 1 || found > version) {
    throw new CountersignError(
      'bad_state',
      `The stored state of a challenge has version ${found}; this release reads 1 to ${version}.`,
    );
  }
  const status = reader.oneOf(statuses);
  const terms = takeTerms(reader);
  const state = {
    status,
    expiresAtMs: reader.number(),
    generation: reader.number(),
    sendSeq: reader.number(),
    requestedAtMs: reader.number(),
    deliveredSeq: reader.number(),
    deliveredAtMs: reader.number(),
    tries: reader.number(),
    deliveredBy: takeChannel(reader),
    delivery: takeDelivery(reader, found),
    joined: found === 1 ? [] : takeJoined(reader),
  };
  const appCodes: Terms['appCodes'] = found >= 5 && reader.number() === 2 ? 2 : 1;
  const provedBy = found >= 5 ? takeStrength(reader) : undefined;
  const deviceProved = found >= 6 && reader.oneOf([false, true]) ? true : undefined;
  reader.end();
  return { ...state, terms: { ...terms, appCodes, deviceProved }, provedBy };
}

const joinedFields = ['challengeId', 'decisionId', 'eventId'] as const satisfies readonly (keyof JoinedChallenge)[];

function takeJoined(reader: ByteReader): readonly JoinedChallenge[] {
  const joined: JoinedChallenge[] = [];
  for (let left = reader.number(); left > 0; left -= 1) {
    joined.push({ challengeId: reader.text(), decisionId: reader.text(), eventId: reader.text() });
  }
  return joined;
}

/** In the order of `decodeChallenge`. */
const numbers = [
  'expiresAtMs',
  'generation',
  'sendSeq',
  'requestedAtMs',
  'deliveredSeq',
  'deliveredAtMs',
  'tries',
] as const satisfies readonly (keyof ClaimedChallenge)[];

function putTerms(writer: ByteWriter, terms: Terms): void {
  for (const text of [terms.challengeId, terms.decisionId, terms.eventId, terms.accountId]) writer.text(text);
  writer.number(purpose.options.indexOf(terms.purpose));
  writer.text(JSON.stringify(terms.act));
  writer.text(terms.bindingDigest);
  writer.optional(terms.device);
  writer.number(terms.digits);
  writer.number(terms.channels.length);
  for (const each of terms.channels) writer.number(channel.options.indexOf(each));
  writer.number(terms.lifetimeMs);
  writer.number(terms.claimedAtMs);
  writer.bytes(terms.key.nonce);
  writer.text(terms.key.kid);
  writer.optional(terms.traceparent);
}

const takeTerms = (reader: ByteReader): Omit<Terms, 'appCodes' | 'deviceProved'> => ({
  challengeId: reader.text(),
  decisionId: reader.text(),
  eventId: reader.text(),
  accountId: reader.text(),
  purpose: reader.oneOf(purpose.options),
  act: takeAct(reader),
  bindingDigest: reader.text(),
  device: reader.optional(),
  digits: reader.number(),
  channels: takeChannels(reader),
  lifetimeMs: reader.number(),
  claimedAtMs: reader.number(),
  key: { nonce: reader.bytes(), kid: reader.text() },
  traceparent: reader.optional(),
});

function takeAct(reader: ByteReader): Terms['act'] {
  const text = reader.text();
  try {
    return act.parse(JSON.parse(text));
  } catch {
    throw new CountersignError('bad_state', 'The stored state of a challenge cannot be read: its act is damaged.');
  }
}

function takeChannels(reader: ByteReader): readonly Channel[] {
  const channels: Channel[] = [];
  for (let left = reader.number(); left > 0; left -= 1) channels.push(reader.oneOf(channel.options));
  return channels;
}

function putDelivery(writer: ByteWriter, delivery: Delivery | undefined): void {
  writer.number(delivery === undefined ? 0 : 1);
  if (delivery === undefined) return;
  writer.number(delivery.tries);
  writer.number(delivery.nextTryAtMs);
  putChannel(writer, delivery.channel);
  writer.optional(delivery.lastFailure);
  putChannel(writer, delivery.wished);
  writer.number(delivery.givenUp.length);
  for (const { channel: one, isFinal } of delivery.givenUp) {
    writer.number(channel.options.indexOf(one));
    writer.number(isFinal ? 1 : 0);
  }
}

function takeDelivery(reader: ByteReader, found: number): Delivery | undefined {
  if (reader.number() === 0) return undefined;
  return {
    tries: reader.number(),
    nextTryAtMs: reader.number(),
    channel: takeChannel(reader),
    lastFailure: reader.optional(),
    wished: found < 4 ? undefined : takeChannel(reader),
    givenUp: found < 4 ? [] : takeGivenUp(reader),
  };
}

function takeGivenUp(reader: ByteReader): readonly GivenUp[] {
  const givenUp: GivenUp[] = [];
  for (let left = reader.number(); left > 0; left -= 1) {
    givenUp.push({ channel: reader.oneOf(channel.options), isFinal: reader.oneOf([false, true]) });
  }
  return givenUp;
}

function takeStrength(reader: ByteReader): Strength | undefined {
  const found = reader.oneOf(['none', ...strength.options] as const);
  return found === 'none' ? undefined : found;
}

const putChannel = (writer: ByteWriter, value: Channel | undefined): void =>
  writer.number(value === undefined ? 0 : channel.options.indexOf(value) + 1);

function takeChannel(reader: ByteReader): Channel | undefined {
  const found = reader.oneOf(['none', ...channel.options] as const);
  return found === 'none' ? undefined : found;
}
