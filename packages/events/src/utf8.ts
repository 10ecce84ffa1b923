interface Utf8Encoder {
  encode(text: string): Uint8Array;
}
interface Utf8Decoder {
  decode(bytes: Uint8Array): string;
}
interface FastEncoder {
  from(text: string): Uint8Array;
}

// The encoding standard's two classes are pure and everywhere, but stand in no `lib` without the DOM.
const { TextEncoder, TextDecoder, Buffer } = globalThis as unknown as {
  readonly Buffer?: FastEncoder;
  readonly TextEncoder: new () => Utf8Encoder;
  readonly TextDecoder: new (label: string, options: { readonly fatal: boolean }) => Utf8Decoder;
};

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Text as UTF-8 bytes. Node's own way, where there is one, takes a quarter of the time and gives the same bytes. */
export const utf8Bytes: (text: string) => Uint8Array =
  Buffer === undefined ? (text) => encoder.encode(text) : (text) => Buffer.from(text);

/** UTF-8 bytes as text; undefined when they are not UTF-8. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
