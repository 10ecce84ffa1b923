import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EventType, exampleEvent } from '@countersign/events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, type InstallationProcess, startInstallation } from './installation-process.ts';

let installation: InstallationProcess;
let healthUrl: string;
beforeAll(async () => {
  const port = await freePort();
  healthUrl = `http://127.0.0.1:${port}`;
  installation = await startInstallation(undefined, { COUNTERSIGN_HEALTH_PORT: String(port) });
});
afterAll(() => installation.remove());

let sent = 0;

/**
 * Sends an event of an account and waits for its decision. Every account has a device and a gift card of its own: three
 * accounts on one card are a reason to hold, and rightly so.
 */
async function decided(type: EventType, account: string): Promise<Record<string, unknown>> {
  sent += 1;
  const eventId = `walk-${sent}`;
  const event = exampleEvent(type, { nowMs: Date.now(), id: eventId, accountId: account });
  const text = JSON.stringify(event)
    .replace('device-never-seen-before', `device-of-${account}`)
    .replace('gift-card-0042', `gift-card-of-${account}`);
  const file = join(installation.folder, `${eventId}.ndjson`);
  await writeFile(file, text);
  await installation.run('send', file);
  return eventually(async () => {
    const { stdout } = await installation.run('tail', '--since', '5m', '--no-follow', '--json', '--account', account);
    const lines = stdout
      .trim()
      .split('\n')
      .filter((line) => line !== '');
    const records = lines.map((line) => JSON.parse(line) as { readonly data: Record<string, unknown> });
    return records.find(({ data }) => data['eventId'] === eventId)?.data;
  });
}

async function message(account: string): Promise<{ readonly challenge: string; readonly code: string }> {
  return eventually(async () => {
    const { stderr } = await installation.run('mailbox', '--to', `${account}@example.com`);
    const [, challenge, code] = /verify ([0-9a-f-]{36}) (\d+)/.exec(stderr) ?? [];
    return challenge !== undefined && code !== undefined ? { challenge, code } : undefined;
  });
}

async function outcomeKinds(account: string, last: string): Promise<readonly string[]> {
  return eventually(async () => {
    const { stdout } = await installation.run(
      'tail',
      'outcomes',
      '--since',
      '5m',
      '--no-follow',
      '--json',
      '--account',
      account,
    );
    const lines = stdout
      .trim()
      .split('\n')
      .filter((line) => line !== '');
    const kinds = lines.map((line) => (JSON.parse(line) as { readonly data: { readonly kind: string } }).data.kind);
    return kinds.includes(last) ? kinds : undefined;
  });
}

const patienceMs = 60_000;

async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  const untilMs = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > untilMs) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const gift = 'gift_card.redemption_requested';

describe("a stranger's walk", () => {
  it('a gift card on a new device: challenged, the code read and typed, the device trusted afterwards', async () => {
    await installation.run('send', '--example', 'account.created', '--account', 'walker');
    expect(await decided(gift, 'walker')).toMatchObject({ action: 'challenge' });
    const { challenge, code } = await message('walker');
    expect((await installation.run('verify', challenge, code)).stdout).toBe('verified\n');
    expect(await outcomeKinds('walker', 'verified')).toEqual(['sent', 'verified']);
    const again = await decided('login.succeeded', 'walker');
    expect(again).toMatchObject({ action: 'allow' });
    expect(JSON.stringify(again['reasons'])).toContain('proved_device');
    const used = await installation.run('verify', challenge, code);
    expect(used).toMatchObject({ code: 1, stderr: 'rejected\n' });
  });

  it('the same with a wrong code five times: rejected, and then the right one is too', async () => {
    await installation.run('send', '--example', 'account.created', '--account', 'guesser');
    await decided(gift, 'guesser');
    const { challenge, code } = await message('guesser');
    const wrong = code.startsWith('0') ? `1${code.slice(1)}` : `0${code.slice(1)}`;
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect((await installation.run('verify', challenge, wrong)).stderr).toBe('rejected\n');
    }
    expect((await installation.run('verify', challenge, code)).stderr).toBe('rejected\n');
    expect(await outcomeKinds('guesser', 'failed')).toEqual(['sent', 'failed']);
  });

  it('the same with "this wasn\'t me": what is sensitive is held until support clears it', async () => {
    await installation.run('send', '--example', 'account.created', '--account', 'victim');
    await decided(gift, 'victim');
    const { challenge } = await message('victim');
    expect((await installation.run('not-me', challenge)).stdout).toBe('received\n');
    expect(await outcomeKinds('victim', 'reported')).toContain('reported');
    expect(await decided(gift, 'victim')).toMatchObject({ action: 'hold' });
    await decided('account.cleared', 'victim');
    expect(await decided('login.succeeded', 'victim')).not.toMatchObject({ action: 'hold' });
  });

  it('explains a decision, finds nothing wrong with itself, and says what a bad event lacks', async () => {
    const decision = await decided('purchase.requested', 'buyer');
    const { stdout } = await installation.run('explain', String(decision['eventId']));
    expect(stdout).toContain('purchase.requested');
    expect((await installation.run('doctor')).stdout).not.toContain('PROBLEM');
    expect(await installation.run('explain', 'no-such-event')).toMatchObject({ code: 1 });
    expect(await installation.run('send', '--example', 'no.such')).toMatchObject({ code: 1 });
  });

  it('shows its health, and what both services did', async () => {
    const ready = await fetch(`${healthUrl}/readyz`);
    expect([ready.status, await ready.json()]).toMatchObject([200, { status: 'ok', checks: { folder: 'ok' } }]);
    const metrics = await (await fetch(`${healthUrl}/metrics`)).text();
    for (const name of ['decisions_total{action="challenge"', 'challenge_claims_total', 'challenge_answers_total']) {
      expect(metrics).toContain(`countersign_${name}`);
    }
  });

  it('ends on Ctrl-C, keeps what it knew, and lets one process at a time own the folder', async () => {
    await expect(startInstallation(installation.folder)).rejects.toThrow(/in use by process \d+/);
    expect(await installation.interrupt()).toBe(0);
    installation = await startInstallation(installation.folder);
    expect(JSON.stringify((await decided('login.succeeded', 'walker'))['reasons'])).toContain('proved_device');
  });
});
