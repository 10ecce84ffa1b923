import { createRecentCells } from './recent-cells.ts';

/**
 * How often events of which kind were seen in one partition, and how many of them turned out to be fraud. Accounts are
 * spread by hash, so a partition is a fair sample of all (DEL-09). Bounded: hashes share a fixed number of cells, and what
 * shares a cell is counted together. Counts fade with a half-life of 60 days; the same records in the same order always
 * make the same bytes. Times are epoch seconds of the log.
 */
export interface Population {
  /** Events of this kind, faded to `atS`. */
  seen(kind: number, atS: number): number;
  /** Confirmed frauds of this kind, faded to `atS`. */
  frauds(kind: number, atS: number): number;
  noteSeen(kinds: readonly number[], atS: number): void;
  noteFraud(kinds: readonly number[], atS: number): void;
  /** Takes all cells as they were stored. False, and nothing is taken, where these are not such bytes. */
  fillAll(bytes: Uint8Array | undefined): boolean;
  /** Takes a shard, as cells were stored before they were stored together. Anything but the bytes of a shard leaves it empty. */
  fillShard(shard: number, bytes: Uint8Array | undefined): void;
  /** Takes the recent cells as they were stored, after the others: they are newer. */
  fillRecent(bytes: Uint8Array | undefined): void;
  /** What has to be stored since the last call. */
  takeChanged(): PopulationChange;
  /** Every count, for a comparison of two populations whatever was stored when. */
  counts(): { readonly seen: Float32Array; readonly frauds: Float32Array };
}

/**
 * Few events touch cells all over the place, so cells that changed are stored in one small value, until they are many; then
 * all are stored and the small value is empty again.
 */
export interface PopulationChange {
  /** Undefined where the small value is enough. */
  readonly all: Uint8Array | undefined;
  /** Undefined where nothing changed. */
  readonly recent: Uint8Array | undefined;
}

/** Parts in which cells were stored by earlier releases. */
export const populationShards = 384;
/** Cells that are stored beside the others at most: 8 KB; all of them are 48 KB. */
const mostRecent = 800;

const cellsPerShard = 16;
const cells = populationShards * cellsPerShard;
const bytesPerCell = 8;
const halfLifeS = 60 * 86_400;
/**
 * Where a count weighs 1; later ones weigh more instead of all earlier ones fading, so that nothing has to be visited.
 * Single precision holds 120 half-lives on either side: from 2005 to 2044.
 */
const originS = Date.UTC(2025, 0, 1) / 1000;

export function createPopulation(): Population {
  const seen = new Float32Array(cells);
  const frauds = new Float32Array(cells);
  const recent = createRecentCells(seen, frauds);

  const note = (counts: Float32Array, kinds: readonly number[], atS: number): void => {
    const weight = weightAt(atS);
    for (const kind of kinds) {
      const cell = kind % cells;
      counts[cell] = (counts[cell] ?? 0) + weight;
      recent.add(cell);
    }
  };
  return {
    seen: (kind, atS) => (seen[kind % cells] ?? 0) / weightAt(atS),
    frauds: (kind, atS) => (frauds[kind % cells] ?? 0) / weightAt(atS),
    noteSeen: (kinds, atS) => note(seen, kinds, atS),
    noteFraud: (kinds, atS) => note(frauds, kinds, atS),
    fillAll: (bytes) => fillCells(seen, frauds, 0, cells, bytes),
    fillShard: (shard, bytes) => void fillCells(seen, frauds, shard * cellsPerShard, cellsPerShard, bytes),
    fillRecent: (bytes) => recent.fill(bytes),
    takeChanged() {
      if (!recent.hasChanged()) return nothingChanged;
      if (recent.size() <= mostRecent) return { all: undefined, recent: recent.takeBytes() };
      recent.clear();
      return { all: bytesOf(seen, frauds), recent: recent.takeBytes() };
    },
    counts: () => ({ seen: seen.slice(), frauds: frauds.slice() }),
  };
}

const nothingChanged: PopulationChange = { all: undefined, recent: undefined };

const weightAt = (atS: number): number => 2 ** ((atS - originS) / halfLifeS);

function bytesOf(seen: Float32Array, frauds: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(cells * bytesPerCell));
  for (let at = 0; at < cells; at += 1) {
    view.setFloat32(at * bytesPerCell, seen[at] ?? 0, true);
    view.setFloat32(at * bytesPerCell + 4, frauds[at] ?? 0, true);
  }
  return new Uint8Array(view.buffer);
}

/** Whether there were the bytes of so many cells. */
function fillCells(
  seen: Float32Array,
  frauds: Float32Array,
  first: number,
  count: number,
  bytes: Uint8Array | undefined,
): boolean {
  if (bytes?.length !== count * bytesPerCell) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < count; at += 1) {
    seen[first + at] = view.getFloat32(at * bytesPerCell, true);
    frauds[first + at] = view.getFloat32(at * bytesPerCell + 4, true);
  }
  return true;
}
