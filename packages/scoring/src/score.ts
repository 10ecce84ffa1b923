/** Evidence and bias in log-odds as a score of 0..100: 100 × logistic(sum / scale). */
export const exactScoreOf = (logOdds: number, scale: number): number => 100 / (1 + Math.exp(-logOdds / scale));

/** The score to one decimal, as it is compared with thresholds and published. */
export const scoreOf = (logOdds: number, scale: number): number => Math.round(exactScoreOf(logOdds, scale) * 10) / 10;

/** Points are kept to two decimals, and the score is made of what is kept, so that an explanation adds up. */
export const roundedPoints = (points: number): number => Math.round(points * 100) / 100;
