import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Servers } from '../connection/servers.ts';
import { evenTags } from '../layout/hash-tags.ts';
import { earliest, ofEachTag } from './earliest.ts';
import { inReach, reachesOf } from './reach.ts';

const tags = evenTags('c').slice(0, 4);
const serversOf = (kind: Servers['kind']): Servers => ({
  kind,
  nodeOf: () => Promise.reject(new Error('nobody is asked')),
  masters: () => Promise.resolve([]),
  close: () => Promise.resolve(),
});

/** What each tag answers when it is asked for so many of its lowest scores. */
const repliesOf = (scores: readonly (readonly number[])[], asked: number): readonly unknown[] =>
  scores.map((ofTag, at) =>
    ofTag
      .toSorted((a, b) => a - b)
      .slice(0, asked)
      .flatMap((score) => [Buffer.from(`${at}:${score}`), Buffer.from(String(score))]),
  );

test('taken bit by bit, members of all tags come oldest first, and none is left behind', () => {
  const ofTags = fc.array(fc.uniqueArray(fc.nat({ max: 10_000 }), { maxLength: 60 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(ofTags, fc.integer({ min: 1, max: 100 }), (scores, limit) => {
      let left = scores.map((ofTag) => [...ofTag]);
      const taken: number[] = [];
      for (;;) {
        const asked = ofEachTag(limit);
        const found = earliest(tags, repliesOf(left, asked), limit, asked);
        if (found.length === 0) break;
        expect(found.length).toBeLessThanOrEqual(limit);
        taken.push(...found.map(({ score }) => score));
        left = left.map((ofTag, at) =>
          ofTag.filter((score) => !found.some((one) => one.tag === tags[at] && one.score === score)),
        );
      }
      expect(taken).toEqual(scores.flat().toSorted((a, b) => a - b));
    }),
  );
});

test('what is younger than the last that a full tag gave waits: the tag may hold something older', () => {
  const replies = repliesOf([[1, 2, 3], [9], [], []], 2);
  expect(earliest(tags, replies, 10, 2).map(({ score }) => score)).toEqual([1, 2]);
});

test('one script does for all tags of a single server, and for one tag of a cluster', () => {
  const placed = [0, 1, 0, 3].map((at, place) => ({ tag: tags[at] ?? { tag: '', slot: 0 }, id: `id ${place}` }));
  expect(reachesOf(serversOf('single'), tags)).toHaveLength(1);
  expect(reachesOf(serversOf('cluster'), tags).map(({ slot }) => slot)).toEqual(tags.map(({ slot }) => slot));
  expect(inReach(serversOf('single'), placed)).toEqual([
    {
      slot: tags[0]?.slot,
      tags: [tags[0], tags[1], tags[3]],
      ids: [
        { place: 0, id: 'id 0' },
        { place: 1, id: 'id 1' },
        { place: 0, id: 'id 2' },
        { place: 2, id: 'id 3' },
      ],
    },
  ]);
  expect(inReach(serversOf('cluster'), placed).map(({ tags: of, ids }) => [of, ids.map(({ id }) => id)])).toEqual([
    [[tags[0]], ['id 0', 'id 2']],
    [[tags[1]], ['id 1']],
    [[tags[3]], ['id 3']],
  ]);
});
