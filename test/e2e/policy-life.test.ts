import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleEvent } from '@countersign/events';
import { shippedPolicyFile } from '@countersign/scorer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type InstallationProcess, startInstallation } from './installation-process.ts';

const whole = readFileSync(shippedPolicyFile, 'utf8');
/** Without its cases: a rule that denies what they allow would be refused, and rightly so. */
const shipped = whole.slice(0, whole.indexOf('\ncases:\n') + 1);
/** The shipped policy in a later version that denies every purchase above 10 EUR. */
const stricter = (version: number, minor = 1_000): string =>
  shipped.replace('\nversion: 1\n', `\nversion: ${version}\n`).replace(
    /\nrules:(?: \[\])?\n/,
    `\nrules:
  - id: nothing-dear
    description: No purchase above ${minor / 100} euros.
    owner: test
    severity: high
    on: [purchase.requested]
    when: event.amount.minor > ${minor}
    effect: { action: deny }
    whenUnknown: skip
`,
  );

interface Decided {
  readonly eventId: string;
  readonly action: string;
  readonly policy: { readonly id: string; readonly version: number; readonly digest: string };
  readonly shadow?: { readonly action: string; readonly policy: { readonly version: number } };
}

const patienceMs = 60_000;
async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  const untilMs = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > untilMs) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

let sent = 0;
/** The decision on a purchase of 50 EUR. */
async function purchase(installation: InstallationProcess): Promise<Decided> {
  sent += 1;
  const id = `purchase-${sent}`;
  const event = exampleEvent('purchase.requested', { nowMs: Date.now(), id, accountId: 'ann' });
  const file = join(installation.folder, `${id}.ndjson`);
  writeFileSync(file, JSON.stringify(event));
  await installation.run('send', file);
  return eventually(async () => {
    const { stdout } = await installation.run('tail', '--since', '5m', '--no-follow', '--json', '--account', 'ann');
    const lines = stdout.split('\n').filter((line) => line !== '');
    return lines.map((line) => (JSON.parse(line) as { data: Decided }).data).find(({ eventId }) => eventId === id);
  });
}

describe('the life of a policy in one folder (DEL-22)', () => {
  let installation: InstallationProcess;
  const file = (text: string): string => {
    const path = join(installation.folder, 'mine.yaml');
    writeFileSync(path, text);
    return path;
  };
  beforeAll(async () => {
    installation = await startInstallation();
  });
  afterAll(() => installation.remove());

  it('begins with the policy that ships, and nothing to go back to', async () => {
    expect((await purchase(installation)).policy).toMatchObject({ id: 'default', version: 1 });
    expect((await installation.run('policy', 'history')).stdout).toMatch(/^Nothing was published here/);
    expect(await installation.run('policy', 'rollback', '--yes')).toMatchObject({ code: 1 });
  });

  it('refuses to publish what is wrong, old, or not agreed to', async () => {
    const bad = await installation.run('policy', 'publish', file(stricter(2).replace('scale:', 'scail:')), '--yes');
    expect(bad).toMatchObject({ code: 1, stderr: expect.stringContaining('Nothing was published.') });
    expect(bad.stdout).toMatch(
      /mine\.yaml, line \d+, column \d+: scail: 'scail' is not known here; did you mean 'scale'\?/,
    );
    const old = await installation.run('policy', 'publish', file(stricter(1)), '--yes');
    expect(old).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/default@1 is not newer than default@1.*version 2/),
    });
    const unasked = await installation.run('policy', 'publish', file(stricter(2)));
    expect(unasked).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/Put default@2 in force instead of default@1 .*--yes/),
    });
    expect((await purchase(installation)).policy.version).toBe(1);
  });

  it('lets a candidate decide beside it, without any effect', async () => {
    const published = await installation.run('policy', 'publish', file(stricter(2)), '--shadow', '--yes');
    expect(published.stdout).toMatch(/^default@2 decides in shadow beside default@1/);
    const decided = await purchase(installation);
    expect(decided).toMatchObject({ policy: { version: 1 }, shadow: { action: 'deny', policy: { version: 2 } } });
    expect(decided.action).not.toBe('deny');
  });

  it('publishes it: what changes, then the next decision by it, its digest in every one', async () => {
    const path = file(stricter(2));
    const published = await installation.run(
      'policy',
      'publish',
      path,
      '--yes',
      '--by',
      'ana',
      '--note',
      'no dear things',
    );
    expect(published.stderr).toMatch(/rules\n {2}\+ nothing-dear: \{ action: deny \} when event\.amount\.minor > 1000/);
    expect(published.stdout).toMatch(/^default@2 is in force; before it was default@1\./);
    const decided = await purchase(installation);
    expect(decided).toMatchObject({ action: 'deny', policy: { version: 2 } });
    expect(decided.shadow).toBeUndefined();
    expect((await installation.run('policy', 'show')).stdout).toBe(stricter(2));
    expect((await installation.run('policy', 'diff', 'shipped', 'active')).stdout).toContain('~ version: 1 → 2');
    // Whoever asks about the rules means those that decide.
    expect((await installation.run('rules', 'health')).stdout).toMatch(/^nothing-dear +test +fired/m);
    expect((await installation.run('rules', 'health', 'shipped')).stdout).not.toContain('nothing-dear');
  });

  it('puts the old one back in one command, and remembers who did what', async () => {
    const back = await installation.run('policy', 'rollback', '--yes', '--by', 'ben');
    expect(back.stdout).toMatch(/^default@1 is in force; before it was default@2\./);
    expect((await purchase(installation)).policy.version).toBe(1);
    const { stdout } = await installation.run('policy', 'history');
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^in force .* default@1 .* put back by ben$/);
    expect(lines[1]).toMatch(/default@2 .* published by ana {2}"no dear things"$/);
    expect(lines[2]).toMatch(/default@1 .* came with the product$/);
  });

  it('is in force again after a new start', async () => {
    await installation.run('policy', 'publish', file(stricter(3)), '--yes');
    await installation.interrupt();
    installation = await startInstallation(installation.folder);
    expect(await purchase(installation)).toMatchObject({ action: 'deny', policy: { version: 3 } });
  });
});

describe('a policy in a file', () => {
  let installation: InstallationProcess;
  let policy: string;
  beforeAll(async () => {
    const first = await startInstallation();
    policy = join(first.folder, 'policy.yaml');
    writeFileSync(policy, shipped);
    await first.interrupt();
    installation = await startInstallation(first.folder, { COUNTERSIGN_POLICY: policy });
  });
  afterAll(() => installation.remove());
  const doctor = async (): Promise<string> => (await installation.run('doctor')).stdout;

  it('is watched: what is written decides soon, what is wrong changes nothing and is said', async () => {
    writeFileSync(policy, stricter(2));
    await eventually(async () => ((await purchase(installation)).policy.version === 2 ? true : undefined));
    writeFileSync(policy, 'nonsense: true\n');
    await eventually(async () => (/stays default@2/.test(await doctor()) ? true : undefined));
    expect(await purchase(installation)).toMatchObject({ action: 'deny', policy: { version: 2 } });
    writeFileSync(policy, stricter(2));
    await eventually(async () => (/stays default@2/.test(await doctor()) ? undefined : true));
  });

  it('is what decides: nothing can be published over it', async () => {
    const path = join(installation.folder, 'other.yaml');
    writeFileSync(path, stricter(7));
    const published = await installation.run('policy', 'publish', path, '--yes');
    expect(published).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/COUNTERSIGN_POLICY names .*policy\.yaml.* the file decides/),
    });
    expect((await purchase(installation)).policy.version).toBe(2);
    expect(await doctor()).toMatch(/policy +default@2 is in force/);
  });
});
