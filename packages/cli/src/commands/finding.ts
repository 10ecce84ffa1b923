/** One thing that `doctor` looked at. */
export interface Finding {
  readonly what: string;
  /** `ok`; `warning`: works, but should be mended; `problem`: does not work. */
  readonly how: 'ok' | 'warning' | 'problem';
  /** What is wrong and what to do, or what was found. */
  readonly says: string;
}
