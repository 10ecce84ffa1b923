/** The end of a number by its thousandths: `.5` for 500; nothing for 0. */
const endOf: readonly string[] = Array.from({ length: 1_000 }, (_, thousandths) =>
  String(thousandths / 1_000).slice(1),
);
/** Below it a double of three decimals has no shorter digits than those. */
const most = 1e9;

/** A finite number as JSON has it, in two thirds of the time where it has at most three decimals and is not negative. */
export function decimalText(value: number): string {
  const thousandths = Math.round(value * 1_000);
  if (!(value >= 0 && value < most) || thousandths / 1_000 !== value) return String(value);
  const whole = Math.floor(thousandths / 1_000);
  return `${whole}${endOf[thousandths - whole * 1_000]}`;
}
