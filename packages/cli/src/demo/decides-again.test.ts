import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentCaseObserver } from '@countersign/engine';
import { type Decision, decodeRecord } from '@countersign/events';
import { createLog, systemClock } from '@countersign/runtime';
import { reDecide } from '@countersign/scoring';
import { loadPolicy } from '@countersign/scorer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { upConfiguration } from '../commands/up-configuration.ts';
import { demoSender } from '../installation/demo-sender.ts';
import { type EmbeddedInstallation, openInstallation } from '../installation/embedded-installation.ts';
import { createNarrator } from './narrator.ts';
import { playStory } from './play-story.ts';
import { replaySample } from './replay-sample.ts';
import { demoStartMs } from './run-demo.ts';
import { loadSample } from './sample-input.ts';
import { createStage, createWatcher } from './stage.ts';
import { createVirtualClock } from './virtual-clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-again-'));
let decisions: readonly Decision[] = [];

/** The story, and the first weeks of the sample, through scorer and notifier. */
beforeAll(async () => {
  const sample = (await loadSample(Date.UTC(2026, 10, 2))).slice(0, 3_000);
  const startMs = demoStartMs(sample);
  const clock = createVirtualClock(startMs);
  const logTime = { nowMs: startMs };
  const watcher = createWatcher();
  const sender = demoSender({ send: () => Promise.resolve({ ok: true }) });
  const installation = await openInstallation({
    config: upConfiguration({ COUNTERSIGN_FOLDER: folder }),
    clock,
    logClock: { ...clock, now: () => logTime.nowMs as ReturnType<typeof clock.now> },
    retentionClock: { ...systemClock, after: () => () => {} },
    log: createLog({ level: 'silent', service: 'test', destination: { write: () => {} } }),
    senders: { email: sender },
    scorerObserver: watcher.scorerObserver,
    notifierObserver: watcher.notifierObserver,
    caseObserver: silentCaseObserver,
  });
  const stage = createStage(installation, clock, logTime, watcher, sender);
  await playStory(
    stage,
    startMs,
    createNarrator(() => {}, false),
  );
  await replaySample(sample, stage, () => {});
  decisions = await recorded(installation);
  await installation.stop();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function recorded({ embedded: { reader }, topics }: EmbeddedInstallation): Promise<readonly Decision[]> {
  const found: Decision[] = [];
  const partitions = (await reader.partitionCount(topics.decisions)) ?? 0;
  for (let partition = 0; partition < partitions; partition += 1) {
    const { low, high } = await reader.bounds(topics.decisions, partition);
    for (const { value } of await reader.read(topics.decisions, partition, low, high - low)) {
      const decoded = decodeRecord('decision.made', value);
      if (decoded.ok) found.push(decoded.record.data);
    }
  }
  return found;
}

describe('a decision of the story or the sample', () => {
  it('is made again from its record alone, with score, reasons, rules and question (DEL-19)', () => {
    const policy = loadPolicy();
    expect(decisions.length).toBeGreaterThan(3_000);
    expect(new Set(decisions.map(({ action }) => action)).size).toBeGreaterThan(2);
    for (const decision of decisions) {
      const again = reDecide(decision, policy);
      const { action, score, reasons, rules = [], challenge } = decision;
      expect(JSON.parse(JSON.stringify(again))).toMatchObject({ action, score, reasons, rules });
      expect(again?.challenge?.purpose).toBe(challenge?.purpose);
    }
  });

  it('is another one under another policy', () => {
    const policy = loadPolicy();
    const strict = { ...policy, scale: policy.scale * 3 };
    const changed = decisions.filter((decision) => reDecide(decision, strict)?.action !== decision.action);
    expect(changed.length).toBeGreaterThan(10);
  });

  it('says nothing about an event type that this release does not know', () => {
    const [first] = decisions;
    expect(first && reDecide({ ...first, eventType: 'toString' }, loadPolicy())).toBeUndefined();
  });
});
