import type { Decision } from '@countersign/events';

/**
 * A decision from its record's bytes; undefined for another record type, or for what is none. Only what the scorer itself
 * wrote comes here, so nothing is checked but that it is a decision: a full check takes three times as long as reading, and
 * this is done for a million decisions at a time.
 */
export function decodeDecision(value: Uint8Array | null): Decision | undefined {
  return value === null ? undefined : decisionOf(Buffer.from(value.buffer, value.byteOffset, value.length).toString());
}

/** The same from a line of text: a record as it is on the topic, or as `tail --json` and `search --json` print it. */
export function decisionOf(text: string): Decision | undefined {
  const record = parsed(text);
  if (record?.type !== 'decision.made' || typeof record.data !== 'object' || record.data === null) return undefined;
  const decision = record.data as Partial<Decision>;
  const isWhole =
    typeof decision.eventType === 'string' &&
    typeof decision.logTime === 'string' &&
    typeof decision.accountId === 'string' &&
    typeof decision.features === 'object' &&
    typeof decision.unknown === 'object' &&
    Array.isArray(decision.reasons) &&
    typeof decision.keys === 'object';
  return isWhole ? (decision as Decision) : undefined; // The scorer wrote the rest with it.
}

function parsed(text: string): { readonly type?: unknown; readonly data?: unknown } | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? json : undefined;
  } catch {
    return undefined;
  }
}
