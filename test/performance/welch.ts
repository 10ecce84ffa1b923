/** Samples in one pass: number, mean and the sum of squared distances from it (Welford). */
export class Sampled {
  count = 0;
  mean = 0;
  private squares = 0;
  add(value: number): void {
    this.count += 1;
    const from = value - this.mean;
    this.mean += from / this.count;
    this.squares += from * (value - this.mean);
  }
  variance(): number {
    return this.squares / (this.count - 1);
  }
}

/** Welch's t: how many standard errors two means are apart. Below 4.5 nobody tells them apart (the TVLA threshold of ISO/IEC 17825). */
export const welch = (a: Sampled, b: Sampled): number =>
  Math.abs(a.mean - b.mean) / Math.sqrt(a.variance() / a.count + b.variance() / b.count);
