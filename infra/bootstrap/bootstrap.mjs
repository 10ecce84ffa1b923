// What `npm start`, `npm test` and `npm run bench` run. Kept to syntax that Node 14 reads, so that it can refuse it politely.
const oldest = 18;
const major = Number(process.versions.node.split('.')[0]);

if (major < oldest) {
  console.error(
    `Countersign needs Node ${oldest} or newer to start; this is ${process.version} (${process.execPath}).`,
  );
  process.exitCode = 1;
} else {
  void import('./actions.mjs').then(({ perform }) => perform(process.argv.slice(2)));
}
