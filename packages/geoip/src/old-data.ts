/** Places move: data older than this deserves a warning. */
const oldAfterDays = 30;

/** One sentence about geographic data of an age in whole days; undefined while it is fresh enough. Nobody notices by himself. */
export const oldDataWarning = (ageDays: number): string | undefined =>
  ageDays <= oldAfterDays
    ? undefined
    : `The geographic data is ${ageDays} days old, and addresses move: install a newer version of geoip-lite (\`npm view geoip-lite version\`).`;
