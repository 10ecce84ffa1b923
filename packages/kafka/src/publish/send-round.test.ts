import type { Broker, Cluster } from 'kafkajs';
import { expect, test, vi } from 'vitest';
import type { Lane } from './lane.ts';
import { sendRound } from './send-round.ts';

const lane = (partition: number): Lane => ({
  topic: 't',
  partition,
  batches: [[{ topic: 't', partition, key: null, value: Buffer.from('x') }]],
  lastBytes: 1,
});

interface Answer {
  readonly partition: number;
  readonly errorCode: number;
}

/** Partition p is led by broker p % 2; `answers` gives each broker's reply, or an error that it dies with. */
const clusterOf = (answers: readonly (readonly Answer[] | Error)[]) => {
  const disconnect = vi.fn(async () => {});
  const brokers = answers.map((answer) => ({
    disconnect,
    connectionPool: {
      send: async () => {
        if (answer instanceof Error) throw answer;
        return answer.map((reply) => ({ topic: 't', ...reply }));
      },
    },
  }));
  const cluster = {
    findTopicPartitionMetadata: () => [0, 1, 2, 3].map((partitionId) => ({ partitionId, leader: partitionId % 2 })),
    findBroker: async ({ nodeId }: { nodeId: string }) => brokers[Number(nodeId)] as unknown as Broker,
  };
  return { cluster: cluster as unknown as Cluster, disconnect };
};

const ok = (partition: number): Answer => ({ partition, errorCode: 0 });

test.each<[string, (readonly Answer[] | Error)[], { written: number[]; refused: number[]; open: number[] }]>([
  ['all named as written', [[ok(0), ok(2)], [ok(1)]], { written: [0, 1, 2], refused: [], open: [] }],
  ['one not named at all (KJS-02)', [[ok(0)], [ok(1)]], { written: [0, 1], refused: [], open: [2] }],
  [
    'one has a new leader',
    [[ok(0), { partition: 2, errorCode: 6 }], [ok(1)]],
    { written: [0, 1], refused: [], open: [2] },
  ],
  [
    'too few replicas (19)',
    [[ok(0), ok(2)], [{ partition: 1, errorCode: 19 }]],
    { written: [0, 2], refused: [], open: [1] },
  ],
  ['one too large', [[{ partition: 0, errorCode: 10 }, ok(2)], [ok(1)]], { written: [1, 2], refused: [0], open: [] }],
  ['one broker died', [new Error('gone'), [ok(1)]], { written: [1], refused: [], open: [0, 2] }],
])('a lane counts as written only when a reply says so: %s', async (_name, answers, expected) => {
  const { cluster } = clusterOf(answers);
  const { written, refused, open } = await sendRound(cluster, [lane(0), lane(1), lane(2)]);
  const numbers = (lanes: readonly Lane[]): number[] => lanes.map(({ partition }) => partition);
  expect({
    written: numbers(written),
    refused: numbers(refused.map((entry) => entry.lane)),
    open: numbers(open),
  }).toEqual(expected);
});

test('after a failure the connection is closed, so that the next round cannot hang on a dead peer', async () => {
  const { cluster, disconnect } = clusterOf([new Error('timed out'), [ok(1)]]);
  const { cause } = await sendRound(cluster, [lane(0), lane(1)]);
  expect(disconnect).toHaveBeenCalledTimes(1);
  expect(cause).toMatchObject({ message: 'timed out' });
});
