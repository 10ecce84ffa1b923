import { describeWithService, isMissing, kafkaService, redisService } from '@countersign/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placesOf } from './planted.ts';
import {
  type PlantedRun,
  account,
  onTheLine,
  onThePhone,
  planted,
  providerPassword,
  smsToken,
  startPlantedRun,
} from './planted-run.ts';

const redis = await redisService();
const kafka = async () => (isMissing(redis) ? redis : kafkaService());

await describeWithService('kafka', 'what a whole run leaves behind', kafka, (broker) => {
  if (isMissing(redis)) return;
  let at: PlantedRun;
  const codes: string[] = [];
  beforeAll(async () => void (at = await startPlantedRun(broker, redis)));
  afterAll(async () => {
    await at.close();
    await redis.stop();
  });

  test('holds no secret and nothing personal where it has no business (SEC-06, SEC-07)', async () => {
    const { reach, signIn, newestCode, carried, post, enrol, eventually, outcomes, posted, key } = at;
    const upstreams = [`topic ${at.topics.events}`, `topic ${at.topics.contacts}`]; // Where upstream itself put them.
    const verifiedAt = '2020-01-01T00:00:00Z';
    await reach(account, { email: { value: planted.email, verifiedAt } });
    await reach(onThePhone, { phone: { value: planted.phone, verifiedAt } });
    await reach(onTheLine, { phone: { value: planted.line, verifiedAt }, preferredChannel: 'voice' });
    const login = await signIn('planted-1');
    codes.push(await newestCode(1));
    const client = { ip: planted.typedAt, deviceId: planted.typedOn };
    const typed = { code: codes[0], bindingDigest: login.bindingDigest, client };
    const wrong = codes[0] === '111111' ? '222222' : '111111';
    expect(await post(`/v1/challenges/${login.id}/verify`, { ...typed, code: wrong })).toBe(422);
    expect(await post(`/v1/challenges/${login.id}/verify`, typed)).toBe(200);
    expect(await post(`/v1/challenges/${login.id}/verify`, { ...typed, client: { ip: planted.email } })).toBe(400);
    await post('/v1/labels', { eventId: 'planted-1', accountId: account, label: 'legitimate' });
    const second = await signIn('planted-2');
    codes.push(await newestCode(2));
    const ofApp = await enrol();
    const byPhone = await signIn('planted-3', onThePhone);
    codes.push(await eventually(() => carried(/#(\d+)"/)));
    const typedThere = { code: codes[2], bindingDigest: byPhone.bindingDigest, client };
    expect(await post(`/v1/challenges/${byPhone.id}/verify`, typedThere)).toBe(200);
    const byCall = await signIn('planted-4', onTheLine);
    const spoken = await eventually(() => carried(/The code is: ([\d, ]+)\./));
    codes.push(spoken.replaceAll(', ', ''));
    const typedAfter = { code: codes[3], bindingDigest: byCall.bindingDigest, client };
    expect(await post(`/v1/challenges/${byCall.id}/verify`, typedAfter)).toBe(200);
    expect(await post(`/v1/challenges/${second.id}/not-me`, {})).toBe(200);
    await eventually(async () =>
      (await outcomes()).filter((kind) => kind === 'reported').length > 0 ? true : undefined,
    );
    await eventually(() => (posted.length > 0 ? true : undefined));

    const dumps = await at.everything();
    const { email, phone, line, ip, typedAt, device, typedOn, session, agent } = planted;
    for (const value of [email, phone, line, ip, typedAt, device, typedOn, session, agent]) {
      const found = placesOf(value, dumps).filter((place) => !upstreams.includes(place));
      expect([value, found]).toEqual([value, []]);
    }
    for (const secret of [...codes, spoken, ...ofApp, key, providerPassword, smsToken, ...at.secretsOf()]) {
      expect([String(secret).slice(0, 12), placesOf(secret, dumps)]).toEqual([String(secret).slice(0, 12), []]);
    }
    for (const { id } of [login, second, byPhone, byCall]) {
      const nonce = await at.nonceOf(id); // Beside its challenge, and nowhere else.
      expect([nonce.length, placesOf(nonce, dumps)]).toEqual([16, [`redis ${await at.cellOf(id)}`]]);
    }
    // The search finds what is there: in a topic, in Redis, in a log.
    expect(placesOf(account, dumps)).toEqual(
      expect.arrayContaining([`topic ${at.topics.decisions}`, `redis ${await at.cellOf(login.id)}`]),
    );
    expect(placesOf(planted.device, dumps)).toEqual([`topic ${at.topics.events}`]);
    expect(placesOf('Notifying.', dumps)).toEqual(['log 1']);
  });

  test('shows everything to its owner, and no secret (SEC-07)', async () => {
    const { code, stdout } = await at.run('export', account);
    expect(code).toBe(0);
    const exported = JSON.parse(stdout) as Record<string, Record<string, unknown>>;
    expect(exported['notifier']?.['contacts']).toMatchObject({ email: { value: planted.email } });
    expect(exported['notifier']?.['challenges']).toHaveLength(2);
    expect(exported['profile']).toMatchObject({ frauds: 1 });
    expect(Object.keys(exported['topics'] ?? {})).toHaveLength(7);
    for (const secret of codes) expect(placesOf(secret, new Map([['export', [Buffer.from(stdout)]]]))).toEqual([]);
    expect(stdout).not.toMatch(/nonce|"kid"/);
  });

  test('holds nothing of an erased account but its records in topics, under their retention (SEC-07)', async () => {
    const { code, stdout, stderr } = await at.run('erase', account, '--yes');
    expect([code, stderr]).toEqual([0, expect.stringContaining('backups')]);
    expect(stdout).toMatch(/profile {3}erased\nnotifier {2}erased/);
    const again = JSON.parse((await at.run('export', account)).stdout) as Record<string, Record<string, unknown>>;
    expect([again['profile'], again['notifier']?.['contacts'], again['notifier']?.['challenges']]).toEqual([
      undefined,
      undefined,
      [],
    ]);
    // Its last decision stands in the outbox of the partition until the scorer is idle.
    const stored = await at.eventually(async () => {
      const dump = await at.stored();
      return placesOf(account, dump).length === 0 ? dump : undefined;
    });
    const { phone: _, line: __, ...ofAccount } = planted;
    for (const value of Object.values(ofAccount)) expect([value, placesOf(value, stored)]).toEqual([value, []]);
    expect(stored.size).toBeGreaterThan(0);
    const published = await Promise.all(
      [0, 1].map((partition) => at.reader.read(at.topics.contacts, partition, 0, 100)),
    );
    const ofContacts = published.flat().filter((record) => String(record.key) === account);
    expect(ofContacts.map(({ value }) => value === null)).toEqual([false, true]);
  });
});
