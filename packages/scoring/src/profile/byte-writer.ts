/** Writes numbers as bytes, growing as needed. Varints are LEB128; signed numbers are zigzag; hashes are 4 bytes. */
export class ByteWriter {
  private bytes = new Uint8Array(1024);
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
    this.length = 0;
  }

  /** A copy of all that was written. */
  taken(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const larger = new Uint8Array(this.bytes.length * 2);
    larger.set(this.bytes);
    this.bytes = larger;
  }
}
