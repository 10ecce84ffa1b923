interface Utf8Encoder {
  encode(text: string): Uint8Array;
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

/** Text as UTF-8 bytes. */
export const utf8Bytes = (text: string): Uint8Array => encoder.encode(text);

/** UTF-8 bytes as text; undefined when they are not UTF-8. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
