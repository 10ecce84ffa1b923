import { CountersignError, utf8Text } from '@countersign/events';

/** Reads what a `ByteWriter` wrote; everything throws `bad_state` on bytes that it cannot have written. */
export interface ByteReader {
  number(): number;
  bytes(): Uint8Array;
  text(): string;
  optional(): string | undefined;
  /** One of a closed list, written as its index. */
  oneOf<T>(list: readonly T[]): T;
  /** As many as the number that comes first. */
  list<T>(take: () => T): readonly T[];
  /** Checks that nothing is left. */
  end(): void;
}

export function byteReader(source: Uint8Array): ByteReader {
  let at = 0;
  const number = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = source[at] ?? fail('it ends too early');
      at += 1;
      value += (byte % 128) * factor;
      if (!Number.isSafeInteger(value)) fail('it holds a number that is too large');
      if (byte < 128) return value;
    }
  };
  const bytes = (): Uint8Array => {
    const length = number();
    if (at + length > source.length) fail('it ends too early');
    at += length;
    return source.slice(at - length, at);
  };
  const text = (): string => utf8Text(bytes()) ?? fail('it holds text that is not UTF-8');
  return {
    number,
    bytes,
    text,
    optional: () => (number() === 0 ? undefined : text()),
    oneOf: (list) => list[number()] ?? fail('it names something that this release does not know'),
    list: <T>(take: () => T) => {
      const taken: T[] = [];
      for (let left = number(); left > 0; left -= 1) taken.push(take());
      return taken;
    },
    end() {
      if (at !== source.length) fail('it goes on after its end');
    },
  };
}

function fail(why: string): never {
  throw new CountersignError('bad_state', `The stored state of a challenge cannot be read: ${why}.`);
}
