/** A growing buffer with the primitive types of Kafka's protocol. Numbers are big-endian; varints are zigzag. */
export class ByteWriter {
  bytes: Buffer;
  length = 0;

  constructor(capacity: number) {
    this.bytes = Buffer.allocUnsafe(capacity);
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }

  int8(value: number): void {
    this.length = this.bytes.writeInt8(value, this.length);
  }

  int16(value: number): void {
    this.length = this.bytes.writeInt16BE(value, this.length);
  }

  int32(value: number): void {
    this.length = this.bytes.writeInt32BE(value, this.length);
  }

  /** A safe integer as 64 bits. */
  int64(value: number): void {
    this.int32(Math.floor(value / 0x1_0000_0000));
    this.length = this.bytes.writeUInt32BE(value >>> 0, this.length);
  }

  string(value: string): void {
    const size = Buffer.byteLength(value);
    this.reserve(size + 2);
    this.int16(size);
    this.length += this.bytes.write(value, this.length);
  }

  varint(value: number): void {
    let rest = ((value << 1) ^ (value >> 31)) >>> 0;
    while (rest > 127) {
      this.bytes[this.length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.bytes[this.length++] = rest;
  }

  /** Length as varint, then the bytes; `null` has the length −1. */
  varintBytes(value: Uint8Array | null): void {
    if (value === null) {
      this.varint(-1);
      return;
    }
    this.varint(value.length);
    this.bytes.set(value, this.length);
    this.length += value.length;
  }
}

/** Bytes that `varint` takes for the value. */
export const sizeOfVarint = (value: number): number => {
  const zigzag = ((value << 1) ^ (value >> 31)) >>> 0;
  if (zigzag < 0x80) return 1;
  if (zigzag < 0x4000) return 2;
  if (zigzag < 0x20_0000) return 3;
  return zigzag < 0x1000_0000 ? 4 : 5;
};

/** Bytes that `varintBytes` takes for the value. */
export const sizeOfVarintBytes = (value: Uint8Array | null): number =>
  value === null ? 1 : sizeOfVarint(value.length) + value.length;
