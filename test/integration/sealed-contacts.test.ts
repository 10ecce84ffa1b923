import { readDeadLetter, type Contacts } from '@countersign/events';
import { CompactEncrypt, importJWK } from 'jose';
import { contactPublicKey } from '@countersign/runtime';
import { describe, expect, test } from 'vitest';
import { at, codes, notices } from './contacts-world.ts';
import { challengeRecord, contactsOf, contactsRecord, topics } from './notifier-records.ts';
import { type NotifierWorld, contactKeys, notifierWorld } from './notifier-world.ts';

describe('contacts that upstream sealed (DEL-22)', () => {
  /** As upstream does it: the data that would else have travelled in clear, for the public key. */
  const seal = async (data: object, kid = 'c1'): Promise<Contacts> => {
    const key = await importJWK({ ...contactPublicKey('c1', contactKeys.current('contacts').key) }, 'ECDH-ES');
    const sealed = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(data)))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid })
      .encrypt(key);
    return { accountId: 'acc-1', sealed };
  };
  const letterOf = (world: NotifierWorld) =>
    world.published
      .filter(({ topic }) => topic === topics.deadLetters)
      .map(({ headers }) => readDeadLetter(headers ?? {}))
      .map(({ code, message }) => `${code}: ${message}`);

  test('are opened by the notifier alone, and used as those in clear are', async () => {
    const world = notifierWorld();
    const record = contactsRecord(await seal(contactsOf('acc-1', 'ana@example.com')), 1);
    expect(Buffer.from(record.value ?? []).toString()).not.toContain('ana');
    await world.notifier.handle([record, challengeRecord()]);
    await world.settle();
    expect(codes(world)).toEqual(['ana@example.com']);
    await world.notifier.handle([at(world, contactsRecord(await seal(contactsOf('acc-1', 'new@example.com')), 2))]);
    await world.settle();
    expect(notices(world)).toEqual(['email ana@example.com']);
  });

  test.each([
    [
      'for another key',
      seal(contactsOf('acc-1'), 'c9'),
      'not_decryptable: data.sealed is sealed for a key that is not here',
    ],
    ['for another account', seal(contactsOf('acc-2')), 'subject_mismatch: The accountId in data.sealed'],
    [
      'with something else inside',
      seal({ accountId: 'acc-1', email: 'ana' }),
      'invalid_data: In data.sealed: data.email: ',
    ],
    [
      'with an invisible character inside',
      seal(contactsOf('acc-1', 'a\u200bna@example.com')),
      'unsafe_content: In data.sealed: data.email.value holds',
    ],
    [
      'beside others in clear',
      seal({}).then((one) => ({ ...one, ...contactsOf('acc-1') })),
      'invalid_data: data holds contacts both sealed and in clear',
    ],
    [
      'and damaged',
      seal({}).then((one) => ({ ...one, sealed: `${one.sealed?.slice(0, -9)}AAAAAAAAA` })),
      'not_decryptable: data.sealed cannot be opened',
    ],
  ])('%s become a dead letter that says why', async (_, data, words) => {
    const world = notifierWorld();
    await world.notifier.handle([contactsRecord(await data, 1)]);
    expect(letterOf(world).join()).toContain(words);
    expect(letterOf(world).join()).not.toContain('ana@');
    expect(world.contacts.contents.size).toBe(0);
  });
});
