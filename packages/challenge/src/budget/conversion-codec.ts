import { CountersignError } from '@countersign/events';
import { byteReader } from '../state-codec/byte-reader.ts';
import { byteWriter } from '../state-codec/byte-writer.ts';
import type { Conversion, ConversionMinute } from './conversion.ts';

const version = 1;

/** The stored form: a version, then three numbers for each minute. */
export function encodeConversion(conversion: Conversion): Uint8Array {
  const writer = byteWriter();
  writer.number(version);
  writer.number(conversion.length);
  for (const { minute, sent, verified } of conversion) for (const one of [minute, sent, verified]) writer.number(one);
  return writer.done();
}

/** Reads what `encodeConversion` wrote. Throws `CountersignError` `bad_state` on anything else. */
export function decodeConversion(bytes: Uint8Array): Conversion {
  const reader = byteReader(bytes);
  const found = reader.number();
  if (found !== version)
    throw new CountersignError('bad_state', `A stored conversion has version ${found}; this release reads 1.`);
  const minutes: ConversionMinute[] = [];
  for (let left = reader.number(); left > 0; left -= 1) {
    minutes.push({ minute: reader.number(), sent: reader.number(), verified: reader.number() });
  }
  reader.end();
  return minutes;
}
