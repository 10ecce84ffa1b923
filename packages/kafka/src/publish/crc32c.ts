/** The reversed Castagnoli polynomial (RFC 3720, appendix B.4). */
const polynomial = 0x82f63b78;

/** Tables for eight bytes at a time ("slicing by eight", Kounavis and Berry 2005), one after the other. */
const tables = buildTables();

/** CRC-32C of `bytes[start, end)`, as an unsigned 32-bit number. */
export function crc32c(bytes: Uint8Array, start: number, end: number): number {
  let crc = -1;
  let at = start;
  for (; at < end && ((bytes.byteOffset + at) & 3) !== 0; at += 1) crc = step(crc, bytes[at] as number);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + at, (end - at) >>> 2);
  const pairs = words.length & ~1;
  for (let index = 0; index < pairs; index += 2) {
    const low = (words[index] as number) ^ crc;
    const high = words[index + 1] as number;
    crc =
      (tables[1792 + (low & 255)] as number) ^
      (tables[1536 + ((low >>> 8) & 255)] as number) ^
      (tables[1280 + ((low >>> 16) & 255)] as number) ^
      (tables[1024 + (low >>> 24)] as number) ^
      (tables[768 + (high & 255)] as number) ^
      (tables[512 + ((high >>> 8) & 255)] as number) ^
      (tables[256 + ((high >>> 16) & 255)] as number) ^
      (tables[high >>> 24] as number);
  }
  for (at += pairs * 4; at < end; at += 1) crc = step(crc, bytes[at] as number);
  return (crc ^ -1) >>> 0;
}

const step = (crc: number, byte: number): number => (crc >>> 8) ^ (tables[(crc ^ byte) & 255] as number);

function buildTables(): Int32Array {
  const table = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte += 1) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ polynomial : crc >>> 1;
    table[byte] = crc;
  }
  for (let index = 256; index < table.length; index += 1) {
    const before = table[index - 256] as number;
    table[index] = (before >>> 8) ^ (table[before & 255] as number);
  }
  return table;
}
