/** One thing that `doctor` looked at. */
export interface Finding {
  readonly what: string;
  /** `ok`; `warning`: works, but should be mended; `problem`: does not work; `unknown`: cannot be seen from here. */
  readonly how: 'ok' | 'warning' | 'problem' | 'unknown';
  /** What is wrong and what to do, or what was found. */
  readonly says: string;
}
