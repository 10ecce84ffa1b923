import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type Clock,
  type Mac,
  type Message,
  type OutgoingRecord,
  createNotifier,
  createPseudonyms,
  createSealAnew,
  hasValidSignature,
  silentNotifierObserver,
  untraced,
} from '@countersign/engine';
import { decodeRecord, epochMs, readSignature, signatureHeader } from '@countersign/events';
import {
  changeSecretFile,
  configuredKeySource,
  contactVault,
  type FollowedKeys,
  followKeys,
  type KeyPurpose,
  keyRing,
  leastNoticeMs,
  nodeMac,
  rotateKeys,
  systemClock,
  systemRandomness,
  versionedKeys,
  writeVersionedKeys,
} from '@countersign/runtime';
import { describeWithService, redisService } from '@countersign/testkit';
import { afterAll, expect, test } from 'vitest';
import { binding, challengeRecord, codeIn, contactsOf, contactsRecord, topics } from './notifier-records.ts';
import { openFresh, patient } from './redis-fixture.ts';

const purposes = ['pseudonym', 'code', 'outcome', 'contacts'] as const;
const rotated = ['code', 'outcome', 'contacts'] as const satisfies readonly KeyPurpose[];
const log = { info: () => {}, warn: () => {} };

/** Waits until something is so; the suite's time-out bounds it. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(5);
}

await describeWithService('redis', 'keys are rotated while codes are sent and typed', redisService, (redis) => {
  const stores = openFresh([redis.url], patient);
  const folder = mkdtempSync(join(tmpdir(), 'countersign-rotation-'));
  const running: { stop(): void | Promise<void> }[] = [];
  afterAll(async () => {
    for (const one of running) await one.stop();
    await stores.close();
  });

  let aheadMs = 0;
  const clock: Clock = { now: () => epochMs(Date.now() + aheadMs), after: systemClock.after };
  const messages: Message[] = [];
  const kidsSigned = new Set<string>();
  const unsigned: string[] = [];
  const failures: unknown[] = [];

  /** A process of its own as far as keys go: it reads the folder when it looks, not when another one does. */
  const newKeys = async (): Promise<FollowedKeys> => {
    const source = configuredKeySource({
      purposes,
      environment: {},
      command: undefined,
      folder,
      randomness: systemRandomness,
    });
    const keys = await followKeys(source, { clock, log, everyMs: 10 });
    running.push(keys);
    return keys;
  };
  /** The scorer looks at every outcome as it reads it: its signature, under keys of its own. */
  const takeOutcome = (mac: Mac, { value, headers = {} }: OutgoingRecord): void => {
    const read = decodeRecord('challenge.outcome', value);
    if (!read.ok || !hasValidSignature({ value, headers }, read.record, mac)) unsigned.push(String(value));
    kidsSigned.add(readSignature(headers[signatureHeader])?.kid ?? 'none');
  };
  const newNotifier = async (keys: FollowedKeys, scorer: Mac) => {
    const notifier = createNotifier(
      {
        challenges: stores.challenges,
        contacts: stores.contacts,
        vault: contactVault(keys.ring, systemRandomness),
        senders: {
          email: { send: (message) => Promise.resolve(void messages.push(message)).then(() => ({ ok: true })) },
        },
        publisher: { publish: (records) => Promise.resolve(records.forEach((record) => takeOutcome(scorer, record))) },
        clock,
        randomness: systemRandomness,
        mac: nodeMac(keys.ring),
      },
      {
        topics,
        identity: { brand: 'Example Shop', supportContact: 'support@example.com' },
        observer: {
          ...silentNotifierObserver,
          failed: (_, error) => void failures.push(error),
          contactsUnreadable: (reason) => void failures.push(reason),
        },
        trace: untraced,
      },
    );
    running.push(notifier.start());
    return notifier;
  };
  const rotate = (purpose: KeyPurpose): string => {
    const kid = `new-${purpose}`;
    changeSecretFile(join(folder, 'keys', `${purpose}.key`), (text) => {
      const fresh = { kid, secret: systemRandomness.bytes(32) };
      const result = rotateKeys(purpose, versionedKeys.parse(text), fresh, clock.now() + leastNoticeMs, clock.now());
      if (!result.ok) throw new Error(result.why);
      return writeVersionedKeys(result.keys);
    });
    return kid;
  };

  test('nothing fails: codes, outcomes and contacts of before are good after, with old and new kids', async () => {
    const rings = [await newKeys(), await newKeys(), await newKeys()] as const;
    const scorer = nodeMac(rings[2].ring);
    const copies = [await newNotifier(rings[0], scorer), await newNotifier(rings[1], scorer)] as const;
    const old = rings[0].ring.current('code').kid;
    let made = 0;
    /** Sends a code by one copy; resolves with what types it at the other one. */
    const send = async (account: string): Promise<() => Promise<unknown>> => {
      made += 1;
      const id = `0b6f4a52-3f0e-8a5d-9c41-${String(made).padStart(12, '0')}`;
      const at = new Date(clock.now()).toISOString();
      const terms = {
        id,
        accountId: account,
        device: account,
        createdAt: at,
        expiresAt: new Date(clock.now() + 600_000).toISOString(),
      };
      const [one, other] = made % 2 === 0 ? copies : ([copies[1], copies[0]] as const);
      await one.handle([challengeRecord(terms)]);
      await until(() => messages.some((message) => message.id === `${id}.1`));
      const code = codeIn(messages.find((message) => message.id === `${id}.1`));
      return () => other.verify(id, { code, bindingDigest: binding });
    };
    const answers: unknown[] = [];
    let isOver = false;
    const load = async (client: number): Promise<void> => {
      for (let round = 0; !isOver; round += 1) {
        const account = `client-${client}-${round}`;
        await copies[0].handle([contactsRecord(contactsOf(account), made)]);
        answers.push(await (await send(account))());
      }
    };

    await copies[0].handle(['early-0', 'early-1', 'late'].map((account) => contactsRecord(contactsOf(account), 1)));
    const app = {
      id: 'authenticator:early',
      sealed: contactVault(rings[0].ring, systemRandomness).seal('early', Buffer.from('app')),
    };
    const state = Buffer.concat([Buffer.alloc(8), app.sealed]); // Behind the mark of the write.
    const keptMs = clock.now() + 86_400_000;
    const record = { challengeId: app.id, expectedVersion: 0, state, outbox: [], dueAtMs: null, keepUntilMs: keptMs };
    await stores.challenges.transition(record);
    const early = [await send('early-0'), await send('early-1')];
    const clients = [1, 2, 3].map(load);
    await until(() => answers.length >= 10);
    const kids = rotated.map(rotate);
    await until(() => rings.every(({ ring }) => ring.find('contacts', kids[2] ?? '') !== undefined));
    expect(rings[0].ring.current('code').kid).toBe(old);
    aheadMs = leastNoticeMs;
    const before = answers.length;
    await until(() => answers.length >= before + 10);
    isOver = true;
    await Promise.all(clients);

    expect(await Promise.all(early.map((type) => type()))).toEqual(['verified', 'verified']);
    expect(await (await send('late'))()).toBe('verified'); // Its contacts were sealed under the old key.
    expect(answers.filter((answer) => answer !== 'verified')).toEqual([]);
    await until(() => kidsSigned.has('new-outcome'));
    expect([kidsSigned.size, unsigned, failures]).toEqual([2, [], []]);
    expect(rotated.map((purpose) => rings[1].ring.current(purpose).kid)).toEqual(kids);

    // What was sealed before goes over to the new key, which then opens it alone.
    const inFile = versionedKeys.parse(readFileSync(join(folder, 'keys', 'contacts.key'), 'utf8').trim());
    const newAlone = contactVault(keyRing({ contacts: inFile.filter(({ kid }) => kid === kids[2]) }), systemRandomness);
    const late = createPseudonyms(scorer)('account', 'late');
    const opened = async () => newAlone.open('late', (await stores.contacts.get(late)) ?? new Uint8Array(0));
    expect(await opened()).toEqual({ ok: false, reason: 'unknown_key' });
    const vault = contactVault(rings[1].ring, systemRandomness);
    const sealing = { ...stores, vault, clock, randomness: systemRandomness };
    const sealAnew = createSealAnew(sealing);
    expect(await sealAnew()).toBeGreaterThanOrEqual(3);
    expect(await opened()).toMatchObject({ ok: true });
    const ofApp = (await stores.challenges.load(app.id))?.state.subarray(8) ?? new Uint8Array(0);
    expect(newAlone.open('early', ofApp)).toEqual({ ok: true, plaintext: Buffer.from('app') });
    expect([await sealAnew(), await createSealAnew(sealing)()]).toEqual([0, 0]);
  });
});
