const slots = 16_384;
const table = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc & 0xffff;
});

/** How many slots a Redis Cluster has. */
export const hashSlots = slots;

/** Slot of a hash tag, 0 … 16383: CRC-16/XMODEM modulo 16384 (Redis Cluster specification, "Key distribution model"). */
export function hashSlot(tag: string): number {
  let crc = 0;
  for (const byte of Buffer.from(tag)) crc = ((crc << 8) ^ (table[((crc >> 8) ^ byte) & 0xff] ?? 0)) & 0xffff;
  return crc % slots;
}
