/** Writes length-prefixed fields one after the other. */
export function packFields(fields: readonly (Uint8Array | null)[]): Buffer {
  let length = 0;
  for (const field of fields) length += 4 + (field?.length ?? 0);
  const bytes = Buffer.allocUnsafe(length);
  let at = 0;
  for (const field of fields) {
    at = bytes.writeUInt32LE(field === null ? 0 : field.length + 1, at);
    if (field === null) continue;
    bytes.set(field, at);
    at += field.length;
  }
  return bytes.subarray(0, at);
}

/** Reads what `packFields` wrote; the fields are views into `bytes`. */
export function unpackFields(bytes: Buffer): (Buffer | null)[] {
  const fields: (Buffer | null)[] = [];
  let at = 0;
  while (at + 4 <= bytes.length) {
    const length = bytes.readUInt32LE(at);
    at += 4;
    if (length === 0) {
      fields.push(null);
      continue;
    }
    fields.push(bytes.subarray(at, at + length - 1));
    at += length - 1;
  }
  return fields;
}
