/** An IPv4 address that came in IPv6 clothes (`::ffff:8.8.8.8`, `::ffff:808:808`), as itself; anything else as it is. */
export function withoutMapping(ip: string): string {
  if (!ip.startsWith('::') && !ip.startsWith('0:0:0:0:0:')) return ip;
  const [, dotted, high, low] = mapped.exec(ip) ?? [];
  if (dotted !== undefined) return dotted;
  if (high === undefined || low === undefined) return ip;
  const [upper, lower] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return `${upper >> 8}.${upper & 255}.${lower >> 8}.${lower & 255}`;
}

const mapped = /^(?:::|0:0:0:0:0:)ffff:(?:(\d+\.\d+\.\d+\.\d+)|([0-9a-f]{1,4}):([0-9a-f]{1,4}))$/i;
