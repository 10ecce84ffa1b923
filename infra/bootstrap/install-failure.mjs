/** What pnpm or npm say, and what it means for the user; the first that matches counts. */
const meanings = [
  [/EROFS|EACCES|EPERM/, (root) => `${root} or npm's cache folder cannot be written to; see the lines above.`],
  [/ENOSPC|EDQUOT/, () => 'The disk is full.'],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|SOCKET_TIMEOUT|META_FETCH_FAIL|fetch failed|error sending request/i,
    () =>
      'The package registry cannot be reached. Check the network (or `npm config get registry`, and a proxy if you need one).',
  ],
  [
    /OUTDATED_LOCKFILE|LOCKFILE_CONFIG_MISMATCH/,
    () => 'pnpm-lock.yaml does not fit a package.json: run `npx pnpm@12.21.0 install` and commit the lockfile.',
  ],
  [/npx: spawn/, () => '`npx` was not found; it comes with Node.'],
];

/** One sentence on why the dependencies could not be installed. */
export function installFailure(output, root) {
  const [, meaning] = meanings.find(([pattern]) => pattern.test(output)) ?? [];
  return `The dependencies could not be installed. ${meaning?.(root) ?? 'The lines above say why.'} Then run the same command again.`;
}
