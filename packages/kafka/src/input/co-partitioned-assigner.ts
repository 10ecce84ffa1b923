import { CountersignError } from '@countersign/events';
import { AssignerProtocol, type GroupMember, type PartitionAssigner } from 'kafkajs';

const version = 1;
const { MemberAssignment, MemberMetadata } = AssignerProtocol;

/**
 * Gives the same partition number of all topics to one member (DEL-01), lets members keep what they hold, and spreads the rest evenly.
 * `held` tells which numbers this process holds when the group is formed anew.
 */
export const coPartitionedAssigner =
  (held: () => readonly number[]): PartitionAssigner =>
  ({ cluster }) => ({
    name: 'countersign-copartitioned',
    version,
    protocol: ({ topics }) => ({
      name: 'countersign-copartitioned',
      metadata: MemberMetadata.encode({ version, topics, userData: Buffer.from(JSON.stringify(held())) }),
    }),
    assign: async ({ members, topics }) => {
      const counts = topics.map((topic) => [topic, cluster.findTopicPartitionMetadata(topic).length] as const);
      const partitions = equalCount(counts);
      const shares = shareOut(members.map(claimOf), partitions);
      return [...shares].map(([memberId, numbers]) => ({
        memberId,
        memberAssignment: MemberAssignment.encode({
          version,
          assignment: Object.fromEntries(topics.map((topic) => [topic, [...numbers]])),
          userData: Buffer.alloc(0),
        }),
      }));
    },
  });

/** The number of partitions that all topics have; refuses unequal numbers (DEL-15). */
export const equalCount = (counts: readonly (readonly [topic: string, partitions: number])[]): number => {
  const [first] = counts;
  if (first === undefined) throw new Error('no topics');
  if (counts.some(([, count]) => count !== first[1])) {
    const list = counts.map(([topic, count]) => `${topic} has ${count}`).join(', ');
    throw new CountersignError(
      'unequal_partitions',
      `Topics read together need the same number of partitions, but ${list}: create them anew with one number.`,
    );
  }
  return first[1];
};

export interface Claim {
  readonly memberId: string;
  /** Numbers the member holds already. */
  readonly held: readonly number[];
}

/** Splits `0 … partitions − 1` evenly over the members; everyone keeps what they hold as far as that allows. */
export const shareOut = (claims: readonly Claim[], partitions: number): ReadonlyMap<string, readonly number[]> => {
  const order = [...claims].sort((a, b) => b.held.length - a.held.length || (a.memberId < b.memberId ? -1 : 1));
  const free = new Set(Array.from({ length: partitions }, (_, partition) => partition));
  const shares = order.map(({ memberId, held }, place) => {
    const fair = Math.floor(partitions / order.length) + (place < partitions % order.length ? 1 : 0);
    const kept = [...new Set(held)].filter((partition) => free.has(partition)).slice(0, fair);
    for (const partition of kept) free.delete(partition);
    return { memberId, fair, numbers: kept };
  });
  for (const { fair, numbers } of shares) {
    for (const partition of free) {
      if (numbers.length >= fair) break;
      numbers.push(partition);
      free.delete(partition);
    }
  }
  return new Map(shares.map(({ memberId, numbers }) => [memberId, numbers.sort((a, b) => a - b)]));
};

const claimOf = ({ memberId, memberMetadata }: GroupMember): Claim => {
  const data = MemberMetadata.decode(memberMetadata)?.userData;
  return { memberId, held: data === undefined ? [] : heldFrom(data.toString()) };
};

const heldFrom = (text: string): readonly number[] => {
  try {
    const numbers: unknown = JSON.parse(text);
    return Array.isArray(numbers) ? numbers.filter((number) => Number.isInteger(number)) : [];
  } catch {
    return [];
  }
};
