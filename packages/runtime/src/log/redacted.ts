// Last line of defence (SEC-06): callers should not log these at all. Compared without case and separators.
const secretNames = new Set(
  `code codes otp nonce secret secrets password token key apiKey privateKey signature authorization cookie setCookie
  credentials contact contacts email emailAddress phone phoneNumber recipient to destination mobile ip ipAddress
  remoteAddress clientIp xForwardedFor cardNumber pan giftCardCode pin account accountId subject userAgent`
    .split(/\s+/)
    .map(comparable),
);

const DEEPEST_LEVEL = 6;
const LONGEST_TEXT_CHARACTERS = 4096;
const BLOTTED = '[redacted]';

/**
 * A copy of log fields without secrets: what stands under a secret name is blotted out at any depth, credentials in
 * URLs and mail addresses are cut out of texts, errors become plain objects, and depth and length are bounded.
 */
export function redacted(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return copyObject(fields, 0);
}

function copyObject(source: object, level: number): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(source)) {
    copy[name] = secretNames.has(comparable(name)) && value !== undefined ? BLOTTED : copyValue(value, level + 1);
  }
  return copy;
}

function copyValue(value: unknown, level: number): unknown {
  if (typeof value === 'string') return textWithoutSecrets(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (level > DEEPEST_LEVEL) return '[too deep]';
  if (value instanceof Error) return copyError(value, level);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.slice(0, 64).map((item) => copyValue(item, level + 1));
  return copyObject(value, level);
}

function copyError(error: Error, level: number): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? { error_code: String(error.code) } : {};
  const shown = { name, message: textWithoutSecrets(message), ...code, stack: textWithoutSecrets(stack ?? '') };
  return cause === undefined ? shown : { ...shown, cause: copyValue(cause, level + 1) };
}

function textWithoutSecrets(text: string): string {
  return text
    .slice(0, LONGEST_TEXT_CHARACTERS)
    .replace(/:\/\/[^/@\s]+@/g, '://[redacted]@')
    .replace(/[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63}){0,4}\.[a-z]{2,24}\b/gi, BLOTTED)
    .replace(/\bcs_[0-9a-f]{8}_[\w-]{43}/g, BLOTTED);
}

function comparable(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}
