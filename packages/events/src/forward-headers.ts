import { utf8Bytes, utf8Text } from './utf8.ts';

const fromHeader = 'countersign-forwarded-from';
const logTimeHeader = 'countersign-log-time';

/** Headers of a record that was moved to the partition where its account lives (DEL-10). */
export function forwardHeaders(place: {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestampMs: number;
}): Record<string, Uint8Array> {
  return {
    [fromHeader]: utf8Bytes(`${place.topic}/${place.partition}/${place.offset}`),
    [logTimeHeader]: utf8Bytes(String(place.timestampMs)),
  };
}

/** Where a forwarded record came from and its first log time; undefined for a record that was not forwarded. */
export function readForward(
  headers: Readonly<Record<string, Uint8Array>>,
): { readonly from: string; readonly logTimeMs: number } | undefined {
  const from = headers[fromHeader];
  const logTime = headers[logTimeHeader];
  if (from === undefined || logTime === undefined) return undefined;
  const logTimeMs = Number(utf8Text(logTime));
  return Number.isSafeInteger(logTimeMs) && logTimeMs > 0 ? { from: utf8Text(from) ?? '', logTimeMs } : undefined;
}
