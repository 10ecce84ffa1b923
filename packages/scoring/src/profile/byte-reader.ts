import { ProfileFormatError } from './profile-format-error.ts';

/** Reads what `ByteWriter` wrote; throws ProfileFormatError at anything else. */
export class ByteReader {
  private readonly bytes: Uint8Array;
  private offset = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  byte(): number {
    const value = this.bytes[this.offset];
    if (value === undefined) throw new ProfileFormatError(`The profile ends at byte ${this.offset}, in mid-value.`);
    this.offset += 1;
    return value;
  }

  varint(): number {
    let byte = this.byte();
    if (byte < 128) return byte;
    let value = byte & 127;
    let factor = 128;
    do {
      byte = this.byte();
      value += (byte & 127) * factor;
      factor *= 128;
    } while (byte > 127 && factor < 2 ** 56);
    if (byte > 127 || value > Number.MAX_SAFE_INTEGER) {
      throw new ProfileFormatError(`The profile holds a number above 2^53 at byte ${this.offset}.`);
    }
    return value;
  }

  signed(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  hash(): number {
    const low = this.byte() | (this.byte() << 8) | (this.byte() << 16);
    return (low | (this.byte() << 24)) >>> 0;
  }

  /** The length of a list, refused above `limit`. */
  length(limit: number): number {
    const count = this.varint();
    if (count > limit)
      throw new ProfileFormatError(`A list in the profile claims ${count} entries; at most ${limit} are kept.`);
    return count;
  }

  /** Throws when bytes are left over. */
  end(): void {
    const left = this.bytes.length - this.offset;
    if (left !== 0) throw new ProfileFormatError(`The profile has ${left} bytes after its end.`);
  }
}
