export { buildProgram } from './program.ts';
export { mailFindings } from './commands/mail-findings.ts';
