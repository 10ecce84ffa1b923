/** Formats kept: every currency and zone of a shop's customers, in a few languages. */
const mostKept = 500;

/**
 * Makes a format once for each name: to make one takes a millisecond, to use it a thousandth. When too many are kept, for upstream may
 * name any currency, all are made anew.
 */
export function rememberedFormats<Format>(): (name: string, make: () => Format) => Format {
  const kept = new Map<string, Format>();
  return (name, make) => {
    const known = kept.get(name);
    if (known !== undefined) return known;
    if (kept.size >= mostKept) kept.clear();
    const made = make();
    kept.set(name, made);
    return made;
  };
}
