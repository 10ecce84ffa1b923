import { buildProgram } from './program.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0); // Whoever read the pipe has enough.
  throw error;
});

try {
  await buildProgram().parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
// A closed Kafka client keeps timers for a while; once everything is written nobody should wait for them.
process.stdout.write('', () => process.stderr.write('', () => process.exit()));
