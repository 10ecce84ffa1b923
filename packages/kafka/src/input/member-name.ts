/** The process that a member of a group lives in. */
export interface MemberProcess {
  readonly host: string;
  readonly pid: number;
  /** When it started, whole milliseconds since 1970: tells it from an earlier process of the same number. */
  readonly startedMs: number;
}

/** A client id that tells where a member lives; `number` tells apart the members of one process. */
export const memberName = (clientId: string, { host, pid, startedMs }: MemberProcess, number: number): string =>
  `${clientId}.${host}.${pid}.${startedMs}.${number}`;

/**
 * Whether `name` is that of a member whose process on this machine is no more. In a container the successor often has the very
 * number of the dead process. Of other machines nothing is known: their dead wait for the end of their session.
 */
export const isDeadNeighbour = (
  name: string,
  clientId: string,
  self: MemberProcess,
  isAlive: (pid: number) => boolean,
): boolean => {
  const prefix = `${clientId}.${self.host}.`;
  const [, pid, startedMs] = /^(\d+)\.(\d+)\.\d+$/.exec(name.slice(prefix.length)) ?? [];
  if (!name.startsWith(prefix) || pid === undefined) return false;
  return Number(pid) === self.pid ? Number(startedMs) !== self.startedMs : !isAlive(Number(pid));
};
