import { topics } from '@countersign/events';
import { describe, expect, test } from 'vitest';
import type { LogUnderTest } from './log-under-test.ts';

/** LogAdmin: the topic table, made once. */
export function adminLaws(opened: () => Promise<LogUnderTest>): void {
  describe('admin', () => {
    test('makes what is missing of the topic table, once, and lists it', async () => {
      const { admin, topicPrefix } = await opened();
      const names = topics.map(({ name }) => `${topicPrefix}${name}`);
      expect(await admin.create({ partitions: 3, replicationFactor: 1 })).toEqual(names);
      expect(await admin.create({ partitions: 5, replicationFactor: 1 })).toEqual([]);
      const existing = new Map((await admin.existing()).map(({ name, partitions }) => [name, partitions]));
      expect(names.map((name) => existing.get(name))).toEqual(
        topics.map(({ copartitioned, partitions }) => (copartitioned ? 3 : Math.min(3, partitions))),
      );
    });
  });
}
