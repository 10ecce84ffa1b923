interface Utf8Encoder {
  encode(text: string): Uint8Array;
  encodeInto(text: string, to: Uint8Array): { readonly written: number };
}
interface Utf8Decoder {
  decode(bytes: Uint8Array): string;
}

// The encoding standard's two classes are pure and everywhere, but stand in no `lib` without the DOM.
const { TextEncoder, TextDecoder } = globalThis as unknown as {
  readonly TextEncoder: new () => Utf8Encoder;
  readonly TextDecoder: new (label: string, options: { readonly fatal: boolean }) => Utf8Decoder;
};

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Texts are written one after the other into a block of this size: an array of its own for each costs more than to fill it. */
const blockBytes = 64 * 1024;
/** What might take a larger part of a block gets an array of its own, so that little of a block is left empty. */
const mostInBlock = blockBytes / 8;
const mostPerUnit = 3;

let block = new Uint8Array(blockBytes);
let used = 0;

/** Text as UTF-8 bytes; a view, whose `buffer` may hold others. */
export function utf8Bytes(text: string): Uint8Array {
  const most = text.length * mostPerUnit;
  if (most > mostInBlock) return encoder.encode(text);
  if (used + most > blockBytes) {
    block = new Uint8Array(blockBytes);
    used = 0;
  }
  const start = used;
  used += encoder.encodeInto(text, block.subarray(start)).written;
  return block.subarray(start, used);
}

/** UTF-8 bytes as text; undefined when they are not UTF-8. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
