import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { Series } from './series.ts';

/** Newest first, each time as its distance to the one after it. */
export function writeSeries(to: ByteWriter, series: Series, baseS: number): void {
  to.varint(series.length / 3);
  let beforeS = baseS;
  for (let i = series.length - 3; i >= 0; i -= 3) {
    const timeS = series[i] ?? 0;
    to.signed(beforeS - timeS);
    to.varint(series[i + 1] ?? 0);
    to.varint(series[i + 2] ?? 0);
    beforeS = timeS;
  }
}

/** What `writeSeries` wrote, oldest first again; refused above `limit` entries. */
export function readSeries(from: ByteReader, baseS: number, limit: number): Series {
  const entries = from.length(limit);
  const series = new Array<number>(entries * 3);
  let timeS = baseS;
  for (let i = entries * 3 - 3; i >= 0; i -= 3) {
    timeS -= from.signed();
    series[i] = timeS;
    series[i + 1] = from.varint();
    series[i + 2] = from.varint();
  }
  return series;
}
