import { findUnsafeContent } from '../unsafe-content.ts';
import { utf8Text } from '../utf8.ts';
import { type Unreadable, parseJson, unreadable } from './parse-json.ts';

type Headers = Readonly<Record<string, Uint8Array>>;

const attributeHeader = /^ce_[a-z0-9]{1,20}$/;

/**
 * Whether a record is in the CloudEvents Kafka binding's binary mode: attributes in `ce_*` headers, `data` alone in the
 * value. A structured `content-type` wins over headers that somebody copied along.
 */
export function isBinaryMode(headers: Headers): boolean {
  if (headers['ce_specversion'] === undefined) return false;
  const contentType = headers['content-type'];
  const text = contentType === undefined ? '' : (utf8Text(contentType) ?? '');
  return !text.toLowerCase().startsWith('application/cloudevents');
}

/** Reads binary mode into the shape of structured JSON, with the same bounds on what stands in the headers. */
export function readBinaryMode(
  headers: Headers,
  value: Uint8Array | null,
): { readonly ok: true; readonly json: Readonly<Record<string, unknown>> } | Unreadable {
  const data = parseJson(value, 1);
  if (!data.ok) return data;
  const attributes: Record<string, unknown> = {};
  for (const [name, bytes] of Object.entries(headers)) {
    if (attributeHeader.test(name)) attributes[name.slice('ce_'.length)] = utf8Text(bytes)?.normalize('NFC');
  }
  const unsafe = findUnsafeContent(attributes, { depth: 0, isPlain: false });
  if (unsafe !== undefined) return unreadable(unsafe.code, unsafe.message);
  return { ok: true, json: { ...attributes, data: data.json } };
}
