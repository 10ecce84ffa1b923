import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Longest packed document that a record of `risk.policies` takes. */
export const mostPackedCharacters = 60_000;

/** Longest document once it is unpacked, bytes: the limit of a policy file. */
const mostBytes = 1_048_576;

/** A policy document as its record holds it: zstd, base64. Documents of 500 rules come to about a fifth of their size. */
export const packPolicy = (text: string): string => zstdCompressSync(Buffer.from(text)).toString('base64');

/** The document again; undefined when it is no such thing, or a bomb. */
export function unpackPolicy(packed: string): string | undefined {
  try {
    const bytes = zstdDecompressSync(Buffer.from(packed, 'base64'), { maxOutputLength: mostBytes });
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
