/** Many short texts of bytes lie one behind the other in a block: an array of its own for each costs more than to fill it. */
const blockBytes = 64 * 1024;

/** Writes numbers as bytes, growing as needed. Varints are LEB128; signed numbers are zigzag; hashes are 4 bytes. */
export class ByteWriter {
  private bytes = new Uint8Array(blockBytes);
  /** Where what is being written begins, and where it goes on. */
  private start = 0;
  private length = 0;

  /** A whole number of 0..2^53−1. */
  varint(value: number): void {
    this.reserve(8);
    let rest = value;
    while (rest > 0x7fffffff) {
      this.bytes[this.length++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    while (rest > 127) {
      this.bytes[this.length++] = (rest & 127) | 0x80;
      rest >>>= 7;
    }
    this.bytes[this.length++] = rest;
  }

  /** A whole number of either sign, within ±2^52. */
  signed(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  hash(value: number): void {
    this.reserve(4);
    this.bytes[this.length++] = value & 255;
    this.bytes[this.length++] = (value >>> 8) & 255;
    this.bytes[this.length++] = (value >>> 16) & 255;
    this.bytes[this.length++] = value >>> 24;
  }

  /** Starts again; what `taken` returned stays as it is. */
  reset(): void {
    this.length = this.start;
  }

  /** All that was written since the last call or `reset`: a view whose `buffer` holds others. */
  taken(): Uint8Array {
    const taken = this.bytes.subarray(this.start, this.length);
    this.start = this.length;
    return taken;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const written = this.length - this.start;
    const next = new Uint8Array(Math.max(blockBytes, 2 * (written + more)));
    next.set(this.bytes.subarray(this.start, this.length));
    this.bytes = next;
    this.start = 0;
    this.length = written;
  }
}
