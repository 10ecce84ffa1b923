/** 0 up to `from`, 1 from `to` on, straight between; 0 for NaN. Never falls as `value` rises. */
export function ramp(value: number, from: number, to: number): number {
  if (!(value > from)) return 0;
  return value >= to ? 1 : (value - from) / (to - from);
}
