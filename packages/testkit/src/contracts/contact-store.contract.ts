import type { ContactStore } from '@countersign/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** A contact store under test, and how to end it. */
export interface ContactStoreUnderTest {
  readonly store: ContactStore;
  close(): Promise<void>;
}

const bytes = (text: string): Uint8Array => Buffer.from(text);

/** What every adapter of the port ContactStore must do. Each test uses accounts of its own, which must not be known. */
export function contactStoreContract(name: string, open: () => Promise<ContactStoreUnderTest>): void {
  describe(`${name} as a contact store`, () => {
    let tested: ContactStoreUnderTest;
    beforeAll(async () => {
      tested = await open();
    });
    afterAll(() => tested.close());

    const contactsOf = async (account: string): Promise<string | undefined> => {
      const found = await tested.store.get(account);
      return found && Buffer.from(found).toString();
    };

    test('an account without contacts has none', async () => {
      expect(await contactsOf('nobody')).toBeUndefined();
    });

    test('contacts come back byte by byte', async () => {
      const sealed = Uint8Array.from({ length: 256 }, (_, byte) => byte);
      await tested.store.put('binary', sealed, 0);
      expect([...((await tested.store.get('binary')) ?? [])]).toEqual([...sealed]);
    });

    test.each(['}{', '{}', 'a}b', 'ü 日本', '', 'x'.repeat(200)])('an account may be named %j', async (account) => {
      await tested.store.put(`name ${account}`, bytes('a'), 1);
      await tested.store.put(account, bytes(`b ${account}`), 1);
      expect([await contactsOf(`name ${account}`), await contactsOf(account)]).toEqual(['a', `b ${account}`]);
    });

    test('a newer revision overwrites, an older one never does', async () => {
      await tested.store.put('revised', bytes('9'), 9);
      await tested.store.put('revised', bytes('10'), 10);
      await tested.store.put('revised', bytes('9 again'), 9);
      expect(await contactsOf('revised')).toBe('10');
      await tested.store.put('revised', bytes('big'), 2 ** 45);
      await tested.store.put('revised', bytes('small'), 2 ** 45 - 1);
      expect(await contactsOf('revised')).toBe('big');
    });

    test('null forgets, and an older revision does not bring the contacts back', async () => {
      await tested.store.put('forgotten', bytes('here'), 4);
      await tested.store.put('forgotten', null, 5);
      expect(await contactsOf('forgotten')).toBeUndefined();
      await tested.store.put('forgotten', bytes('late'), 4);
      expect(await contactsOf('forgotten')).toBeUndefined();
      await tested.store.put('forgotten', bytes('new'), 6);
      expect(await contactsOf('forgotten')).toBe('new');
    });

    test('an older null forgets nothing', async () => {
      await tested.store.put('kept', bytes('here'), 8);
      await tested.store.put('kept', null, 7);
      expect(await contactsOf('kept')).toBe('here');
    });
  });
}
