import type { CaseStore, ChallengeStore, ContactStore, RecordWalk } from '@countersign/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** The stores under test, empty, and how to end them. */
export interface WalkedStores {
  readonly challenges: ChallengeStore;
  readonly cases: CaseStore;
  readonly contacts: ContactStore;
  readonly walk: RecordWalk;
  close(): Promise<void>;
}

const bytes = (text: string): Uint8Array => Buffer.from(text);
const dayMs = 86_400_000;

async function all<T>(walked: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of walked) found.push(one);
  return found;
}

/** What every adapter of the port RecordWalk must do. */
export function recordWalkContract(name: string, open: () => Promise<WalkedStores>): void {
  describe(`${name} as a walk over records`, () => {
    let tested: WalkedStores;
    beforeAll(async () => {
      tested = await open();
    });
    afterAll(() => tested.close());

    const keep = (store: ChallengeStore, challengeId: string) =>
      store.transition({
        challengeId,
        expectedVersion: 0,
        state: bytes('s'),
        outbox: [{ id: `of ${challengeId}`, bytes: bytes('r') }],
        dueAtMs: Date.now() + dayMs,
        keepUntilMs: Date.now() + dayMs,
      });

    test('finds nothing where nothing is', async () => {
      const { walk } = tested;
      expect([await all(walk.challenges('')), await all(walk.cases()), await all(walk.contacts())]).toEqual([
        [],
        [],
        [],
      ]);
    });

    test('finds every challenge and record beside them, those that begin so, and no case', async () => {
      const { challenges, cases, walk } = tested;
      const ids = Array.from({ length: 1_300 }, (_, at) => `0b6f4a52-3f0e-8a5d-9c41-${String(at).padStart(12, '0')}`);
      const beside = ['budget:account:abc', 'budget:ip:a*[x]?', 'odd {c1}:c:} id'];
      for (const id of [...ids, ...beside]) void keep(challenges, id);
      await keep(cases, 'a-case');
      expect(new Set(await all(walk.challenges('')))).toEqual(new Set([...ids, ...beside]));
      expect(new Set(await all(walk.challenges('budget:')))).toEqual(new Set(beside.slice(0, 2)));
      expect(await all(walk.challenges('budget:ip:a*['))).toEqual(['budget:ip:a*[x]?']);
      expect(await all(walk.cases())).toEqual(['a-case']);
    });

    test('finds contacts, but not those that were forgotten', async () => {
      const { contacts, walk } = tested;
      for (const account of ['ann', 'b}{', 'ü *']) await contacts.put(account, bytes(`of ${account}`), 1);
      await contacts.put('gone', bytes('x'), 1);
      await contacts.put('gone', null, 2);
      const found = (await all(walk.contacts())).map(({ account, sealed }) => [account, String(Buffer.from(sealed))]);
      expect(new Map(found as [string, string][])).toEqual(
        new Map(['ann', 'b}{', 'ü *'].map((account) => [account, `of ${account}`])),
      );
    });

    test('replaces what stands there, and nothing that changed meanwhile', async () => {
      const { contacts, walk } = tested;
      await contacts.put('sealed', bytes('old'), 7);
      expect(await walk.replaceContacts('sealed', bytes('other'), bytes('new'))).toBe(false);
      expect(await walk.replaceContacts('nobody', bytes('old'), bytes('new'))).toBe(false);
      expect(await walk.replaceContacts('sealed', bytes('old'), bytes('new'))).toBe(true);
      expect(await contacts.get('sealed')).toEqual(bytes('new'));
      expect(await contacts.get('nobody')).toBeUndefined();
      await contacts.put('sealed', bytes('late'), 6);
      expect(await contacts.get('sealed')).toEqual(bytes('new')); // The revision is what it was.
    });
  });
}
