/** What is wrong with a configuration, as the text that a process prints before it ends. */
export function configurationReport(problems: readonly string[]): string {
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return [
    `Countersign cannot start: ${count} in its configuration.`,
    ...problems.map((problem) => `- ${problem}`),
  ].join('\n');
}

/** Which variable sets a port, for the advice when it is taken. */
export type PortVariables = Readonly<Record<number, string>>;

/** Why a process could not start, in one sentence for the operator, with what to do. */
export function startFailure(error: unknown, portVariables: PortVariables = {}): string {
  if (!(error instanceof Error)) return `Countersign cannot start: ${String(error)}.`;
  const { code, path = 'The folder', port, address }: SystemError = error;
  const variable = port === undefined ? undefined : portVariables[port];
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${address} is taken by another process; free it or ${variable === undefined ? 'choose another one' : `set ${variable} to another one`}.`;
    case 'EADDRNOTAVAIL':
      return `${address} is not an address of this machine; listen on another one.`;
    case 'EACCES':
    case 'EPERM':
      return port === undefined
        ? `${path} may not be written by this user; give it the right, or set COUNTERSIGN_FOLDER to another folder.`
        : `Port ${port} may not be opened by this user; choose one of 1024 or more.`;
    case 'EROFS':
      return `${path} is on a read-only file system; set COUNTERSIGN_FOLDER to a folder that can be written.`;
    case 'ENOSPC':
      return 'The disk is full; free some space and start again. Nothing was skipped.';
    default:
      return `Countersign cannot start: ${error.message.replace(/\.$/, '')}.`;
  }
}

/** What Node adds to the errors of the system. */
interface SystemError extends Error {
  readonly code?: string;
  readonly path?: string;
  readonly port?: number;
  readonly address?: string;
}
