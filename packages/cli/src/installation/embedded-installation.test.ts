import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentCaseObserver, silentNotifierObserver, silentObserver } from '@countersign/engine';
import { exampleEvent } from '@countersign/events';
import { createLog, systemClock } from '@countersign/runtime';
import { expect, it } from 'vitest';
import { upConfiguration } from '../commands/up-configuration.ts';
import { openInstallation } from './embedded-installation.ts';

it('tells of a batch that is tried again, and keeps the log short by the clock of the machine', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-installation-'));
  const lines: string[] = [];
  let retentionTimers = 0;
  let failures = 0;
  const decided = Promise.withResolvers<void>();
  const installation = await openInstallation({
    config: upConfiguration({ COUNTERSIGN_FOLDER: folder, COUNTERSIGN_PARTITIONS: '1' }),
    clock: systemClock,
    logClock: systemClock,
    retentionClock: { ...systemClock, after: () => ((retentionTimers += 1), () => {}) },
    log: createLog({ level: 'warn', service: 'test', destination: { write: (line) => void lines.push(line) } }),
    senders: { email: { send: () => Promise.resolve({ ok: true }) } },
    scorerObserver: {
      ...silentObserver,
      decided() {
        failures += 1;
        if (failures === 1) throw new Error('the observer stumbled');
        decided.resolve();
      },
    },
    notifierObserver: silentNotifierObserver,
    caseObserver: silentCaseObserver,
  });
  try {
    const event = exampleEvent('login.succeeded', { nowMs: Date.now(), id: 'login-1', accountId: 'ann' });
    const value = Buffer.from(JSON.stringify(event));
    await installation.embedded.publisher.publish([
      { topic: installation.topics.events, key: Buffer.from('ann'), value },
    ]);
    await decided.promise;
    expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({
      message: 'A batch failed and is tried again.',
      partition: 0,
      error: { message: 'the observer stumbled' },
    });
    expect(retentionTimers).toBeGreaterThan(0);
  } finally {
    await installation.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
