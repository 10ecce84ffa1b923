/** Cells that changed since all were stored last. */
export interface RecentCells {
  add(cell: number): void;
  size(): number;
  /** Whether anything was added since `takeBytes`. */
  hasChanged(): boolean;
  /** There are none then. */
  clear(): void;
  /** Cells and counts as they are now, in order of number: per cell its number (u16), what was seen and what was fraud (f32), little endian. */
  takeBytes(): Uint8Array;
  /** Sets the counts as they were stored. Anything but such bytes changes nothing. */
  fill(bytes: Uint8Array | undefined): void;
}

const bytesPerCell = 10;

/** Over the counts of all cells, which `fill` changes. */
export function createRecentCells(seen: Float32Array, frauds: Float32Array): RecentCells {
  const isRecent = new Uint8Array(seen.length);
  let size = 0;
  let hasChanged = false;

  const mark = (cell: number): void => {
    if (isRecent[cell] === 1) return;
    isRecent[cell] = 1;
    size += 1;
  };
  const inOrder = (): readonly number[] => {
    const cells: number[] = [];
    for (let cell = isRecent.indexOf(1); cell >= 0; cell = isRecent.indexOf(1, cell + 1)) cells.push(cell);
    return cells;
  };
  return {
    add(cell) {
      hasChanged = true;
      mark(cell);
    },
    size: () => size,
    hasChanged: () => hasChanged,
    clear() {
      isRecent.fill(0);
      size = 0;
    },
    takeBytes() {
      hasChanged = false;
      const view = new DataView(new ArrayBuffer(size * bytesPerCell));
      inOrder().forEach((cell, at) => {
        view.setUint16(at * bytesPerCell, cell, true);
        view.setFloat32(at * bytesPerCell + 2, seen[cell] ?? 0, true);
        view.setFloat32(at * bytesPerCell + 6, frauds[cell] ?? 0, true);
      });
      return new Uint8Array(view.buffer);
    },
    fill(bytes) {
      if (bytes === undefined || bytes.length % bytesPerCell > 0) return;
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      for (let at = 0; at < bytes.length; at += bytesPerCell) {
        const cell = view.getUint16(at, true);
        if (cell >= seen.length) continue;
        seen[cell] = view.getFloat32(at + 2, true);
        frauds[cell] = view.getFloat32(at + 6, true);
        mark(cell);
      }
    },
  };
}
