import { utf8Text } from '../utf8.ts';

const prefix = 'ce_';

/**
 * CloudEvents Kafka binary mode: attributes in `ce_*` headers, data alone in the value.
 * Undefined for structured mode.
 */
export function readBinaryMode(
  headers: Readonly<Record<string, Uint8Array>>,
  data: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  if (headers[`${prefix}specversion`] === undefined) return undefined;
  const attributes: Record<string, unknown> = { data };
  for (const [name, bytes] of Object.entries(headers)) {
    if (name.startsWith(prefix)) attributes[name.slice(prefix.length)] = utf8Text(bytes);
  }
  return attributes;
}
