/** Evidence and bias in log-odds as a score of 0..100, to one decimal: 100 × logistic(sum / scale). */
export const scoreOf = (logOdds: number, scale: number): number =>
  Math.round(1000 / (1 + Math.exp(-logOdds / scale))) / 10;

/** Points are kept to two decimals, and the score is made of what is kept, so that an explanation adds up. */
export const roundedPoints = (points: number): number => Math.round(points * 100) / 100;
