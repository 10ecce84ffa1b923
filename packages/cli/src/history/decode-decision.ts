import type { Decision } from '@countersign/events';

/**
 * A decision from its record's bytes; undefined for another record type, or for what is none. Only what the scorer itself
 * wrote comes here, so nothing is checked but that it is a decision: a full check takes three times as long as reading, and
 * this is done for a million decisions at a time.
 */
export function decodeDecision(value: Uint8Array | null): Decision | undefined {
  if (value === null) return undefined;
  const text = Buffer.from(value.buffer, value.byteOffset, value.length).toString();
  const head = text.slice(0, mostEnvelope);
  const at = head.indexOf(dataMark);
  if (at === -1 || !head.includes(typeMark) || !text.endsWith('}}')) return decisionOf(text);
  return wholeOf(parsed(text.slice(at + dataMark.length - 1, -1)));
}

/** As every record is written: the envelope first, and its data last. Then the envelope need not be parsed. */
const dataMark = '"datacontenttype":"application/json","data":{';
const typeMark = '"type":"decision.made"';
const mostEnvelope = 1_024;

/** Of a record in whatever order, and of a line as `tail --json` and `search --json` print it. */
function decisionOf(text: string): Decision | undefined {
  const record = parsed(text);
  return record?.['type'] === 'decision.made' ? wholeOf(record['data']) : undefined;
}

function wholeOf(data: unknown): Decision | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const decision = data as Partial<Decision>;
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

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? (json as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
