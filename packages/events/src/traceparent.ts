/** Whether a text is a W3C Trace Context of version 00: `00-<32 hex trace>-<16 hex span>-<2 hex flags>`, no id all zeros. */
export const isTraceparent = (text: string): boolean =>
  /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/.test(text);
