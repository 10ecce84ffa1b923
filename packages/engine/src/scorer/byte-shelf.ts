const blockBytes = 256 * 1024;
const headBytes = 4;
/** Room for growth, so that most changes are written in place. */
const slack = 1.125;

/** Largest value that can be kept, in bytes. */
export const mostShelfBytes = 0xffff;

/**
 * Many short byte strings by name in a few large blocks. One array for each would cost as much again: its object, its
 * buffer, and what the allocator loses between them.
 */
export interface ByteShelf {
  has(name: string): boolean;
  /** A view, good until the next `set`. */
  get(name: string): Uint8Array | undefined;
  /** Copies. @throws RangeError above `mostShelfBytes` */
  set(name: string, bytes: Uint8Array): void;
  /** Memory that it takes, names included. */
  size(): number;
}

/** Each value stands behind the room it was given and its length, two bytes each. */
export function createByteShelf(): ByteShelf {
  const places = new Map<string, number>();
  const blocks: DataView[] = [];
  let free = blockBytes;

  const place = (room: number): number => {
    if (free + headBytes + room > blockBytes) {
      blocks.push(new DataView(new ArrayBuffer(blockBytes)));
      free = 0;
    }
    const at = (blocks.length - 1) * blockBytes + free;
    free += headBytes + room;
    blockAt(at).setUint16(at % blockBytes, room);
    return at;
  };
  const blockAt = (at: number): DataView => {
    const block = blocks[Math.floor(at / blockBytes)];
    if (block === undefined) throw new RangeError(`there is no block for place ${at}`);
    return block;
  };
  const view = (at: number, length: number): Uint8Array =>
    new Uint8Array(blockAt(at).buffer, (at % blockBytes) + headBytes, length);

  return {
    has: (name) => places.has(name),
    get(name) {
      const at = places.get(name);
      return at === undefined ? undefined : view(at, blockAt(at).getUint16((at % blockBytes) + 2));
    },
    set(name, bytes) {
      if (bytes.length > mostShelfBytes) throw new RangeError(`${bytes.length} bytes; at most ${mostShelfBytes} fit`);
      let at = places.get(name);
      if (at === undefined || blockAt(at).getUint16(at % blockBytes) < bytes.length) {
        at = place(Math.min(mostShelfBytes, Math.ceil(bytes.length * slack)));
        places.set(name, at);
      }
      blockAt(at).setUint16((at % blockBytes) + 2, bytes.length);
      view(at, bytes.length).set(bytes);
    },
    size: () => blocks.length * blockBytes + places.size * nameBytes,
  };
}

/** What one name and its place cost, measured on Node 24 with names of 16 characters. */
const nameBytes = 90;
