import { createSocket } from 'node:dgram';

/** What a name server says of a name: its TXT records, or how it refuses. */
export type Zone = Readonly<Record<string, readonly string[] | 'SERVFAIL'>>;

/** A real name server on 127.0.0.1, as far as TXT goes (RFC 1035): NXDOMAIN for what neither is in the zone nor above something that is. */
export async function startNameServer(zone: Zone): Promise<{ readonly address: string; close(): void }> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { address, port }) => socket.send(answerTo(query, zone), port, address));
  await new Promise<void>((resolve) => void socket.bind(0, '127.0.0.1', resolve));
  return { address: `127.0.0.1:${socket.address().port}`, close: () => socket.close() };
}

function answerTo(query: Buffer, zone: Zone): Buffer {
  const { name, end } = nameIn(query);
  const found = zone[name];
  const isAbove = Object.keys(zone).some((known) => known.endsWith(`.${name}`));
  const code = found === 'SERVFAIL' ? 2 : found === undefined && !isAbove ? 3 : 0;
  const texts = Array.isArray(found) ? found : [];
  const head = Buffer.alloc(12);
  query.copy(head, 0, 0, 2);
  head.writeUInt16BE(0x8180 | code, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(texts.length, 6);
  return Buffer.concat([head, query.subarray(12, end + 4), ...texts.map(textRecord)]);
}

function nameIn(query: Buffer): { readonly name: string; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += length + 1;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}

/** Name by pointer to the question, TXT, IN, 60 s, then texts of 255 bytes at most each. */
function textRecord(text: string): Buffer {
  const parts = text.match(/.{1,255}/gs) ?? [''];
  const data = Buffer.concat(parts.flatMap((part) => [Buffer.from([part.length]), Buffer.from(part)]));
  const head = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, 0]);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
