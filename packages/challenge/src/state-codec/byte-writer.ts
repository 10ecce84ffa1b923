import { utf8Bytes } from '@countersign/events';

/** Appends numbers, texts and bytes in a compact form. */
export interface ByteWriter {
  /** A whole number from 0 to 2^53 − 1, as LEB128: 7 bits a byte, lowest first. */
  number(value: number): void;
  bytes(value: Uint8Array): void;
  text(value: string): void;
  /** Undefined and the empty text are kept apart. */
  optional(value: string | undefined): void;
  /** Everything so far. */
  done(): Uint8Array;
}

export function byteWriter(): ByteWriter {
  const written: number[] = [];
  const number = (value: number): void => {
    let left = value;
    for (; left >= 128; left = Math.floor(left / 128)) written.push((left % 128) | 128);
    written.push(left);
  };
  const bytes = (value: Uint8Array): void => {
    number(value.length);
    for (const byte of value) written.push(byte);
  };
  const text = (value: string): void => bytes(utf8Bytes(value));
  return {
    number,
    bytes,
    text,
    optional(value) {
      number(value === undefined ? 0 : 1);
      if (value !== undefined) text(value);
    },
    done: () => Uint8Array.from(written),
  };
}
