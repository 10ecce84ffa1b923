import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Consumer, GroupDescriptions, Kafka, RetryOptions } from 'kafkajs';
import { type ClusterConnection, kafkaClient, openCluster, patient } from '../kafka-client.ts';
import type { KafkaOptions } from '../kafka-options.ts';
import { isDeadNeighbour, type MemberProcess, memberName } from './member-name.ts';

/** One member of a consumer group, seen from outside the protocol of groups. */
export interface GroupSeat {
  /** Whoever joins the group by this client can be told from all others. */
  readonly kafka: Kafka;
  /** For the consumer: patience, and no dead member left behind when it starts over. */
  readonly retry: RetryOptions;
  /**
   * Takes those members out of the group whose process on this machine has died. Otherwise nobody of the group could read until
   * their session has ended: the group waits for them. Best effort.
   */
  clear(): Promise<void>;
  /**
   * Stops the consumer and takes it out of the group, even while it waits for the group to form; it does not start over. Without
   * brokers to tell, gives up after some seconds: the session then ends by itself.
   */
  leave(consumer: Consumer): Promise<void>;
}

const deadlineMs = 3_000;
/** What is in hand is finished first; a consumer that waits for its group never gets there. */
const finishMs = 3_000;
const self: MemberProcess = { host: hostname(), pid: process.pid, startedMs: Math.round(performance.timeOrigin) };
let members = 0;

/** A seat for one consumer of this process. */
export const takeSeat = (options: KafkaOptions, groupId: string): GroupSeat => {
  members += 1;
  const name = memberName(options.clientId, self, members);
  let hasLeft = false;
  const removeOwn = (): Promise<void> => removeMembers(options, groupId, (other) => other === name);
  const restartOnFailure = async (): Promise<boolean> => {
    await removeOwn();
    return !hasLeft;
  };
  return {
    kafka: kafkaClient({ ...options, clientId: name }, { isPatient: true }),
    retry: { ...patient, restartOnFailure },
    clear: () => removeMembers(options, groupId, (other) => isDeadNeighbour(other, options.clientId, self, isAlive)),
    leave: async (consumer) => {
      hasLeft = true;
      const disconnected = consumer.disconnect().catch(() => {});
      await Promise.race([disconnected, pause(finishMs, undefined, { ref: false })]);
      await removeOwn();
    },
  };
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** On a connection of its own: a broker answers a connection's requests in turn, and a consumer's may wait for the group. */
const removeMembers = async (
  options: KafkaOptions,
  groupId: string,
  isGone: (clientId: string) => boolean,
): Promise<void> => {
  const { log = () => {} } = options;
  const opening = openCluster(kafkaClient(options, { isPatient: false }));
  const removing = opening.then((connection) => removeFrom(connection, groupId, isGone));
  const removed = await Promise.race([removing, pause(deadlineMs, [], { ref: false })]).catch(() => []);
  if (removed.length > 0) log('info', 'took members of the group out that are no more', { groupId, members: removed });
  void opening.then(({ close }) => close()).catch(() => {});
};

/** What kafkajs' own types leave out. */
interface LeavableGroup {
  leaveGroup(member: { readonly groupId: string; readonly memberId: string }): Promise<void>;
}

const removeFrom = async (
  { cluster }: ClusterConnection,
  groupId: string,
  isGone: (clientId: string) => boolean,
): Promise<readonly string[]> => {
  const coordinator = await cluster.findGroupCoordinator({ groupId });
  const described: GroupDescriptions = await coordinator.describeGroups({ groupIds: [groupId] });
  const gone = (described.groups[0]?.members ?? [])
    .filter(({ clientId }) => isGone(clientId))
    .map(({ memberId }) => memberId);
  for (const memberId of gone) await (coordinator as unknown as LeavableGroup).leaveGroup({ groupId, memberId });
  return gone;
};
