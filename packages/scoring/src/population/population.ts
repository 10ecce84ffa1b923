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
  /** Takes a shard as it was stored. Anything but the bytes of a shard leaves it empty. */
  fill(shard: number, bytes: Uint8Array | undefined): void;
  /** Shards that changed since the last call, in their bytes. */
  takeChanged(): ReadonlyMap<number, Uint8Array>;
}

/** Parts that are stored by themselves, so that few events write little. */
export const populationShards = 384;

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
  const changed = new Set<number>();

  const note = (counts: Float32Array, kinds: readonly number[], atS: number): void => {
    const weight = weightAt(atS);
    for (const kind of kinds) {
      const cell = kind % cells;
      counts[cell] = (counts[cell] ?? 0) + weight;
      changed.add(Math.floor(cell / cellsPerShard));
    }
  };
  return {
    seen: (kind, atS) => (seen[kind % cells] ?? 0) / weightAt(atS),
    frauds: (kind, atS) => (frauds[kind % cells] ?? 0) / weightAt(atS),
    noteSeen: (kinds, atS) => note(seen, kinds, atS),
    noteFraud: (kinds, atS) => note(frauds, kinds, atS),
    fill(shard, bytes) {
      if (bytes?.length !== cellsPerShard * bytesPerCell) return;
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      for (let at = 0; at < cellsPerShard; at += 1) {
        seen[shard * cellsPerShard + at] = view.getFloat32(at * bytesPerCell, true);
        frauds[shard * cellsPerShard + at] = view.getFloat32(at * bytesPerCell + 4, true);
      }
    },
    takeChanged() {
      const taken = new Map<number, Uint8Array>();
      for (const shard of changed) taken.set(shard, bytesOf(seen, frauds, shard));
      changed.clear();
      return taken;
    },
  };
}

const weightAt = (atS: number): number => 2 ** ((atS - originS) / halfLifeS);

function bytesOf(seen: Float32Array, frauds: Float32Array, shard: number): Uint8Array {
  const bytes = new Uint8Array(cellsPerShard * bytesPerCell);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < cellsPerShard; at += 1) {
    view.setFloat32(at * bytesPerCell, seen[shard * cellsPerShard + at] ?? 0, true);
    view.setFloat32(at * bytesPerCell + 4, frauds[shard * cellsPerShard + at] ?? 0, true);
  }
  return bytes;
}
