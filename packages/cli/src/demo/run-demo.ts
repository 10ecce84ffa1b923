import { systemClock } from '@countersign/runtime';
import type { DemoSender } from '../installation/demo-sender.ts';
import type { EmbeddedInstallation } from '../installation/embedded-installation.ts';
import { type DemoMark, writeMark } from './demo-mark.ts';
import type { Narrator } from './narrator.ts';
import { playStory } from './play-story.ts';
import { replaySample } from './replay-sample.ts';
import type { SampleEvent } from './sample-input.ts';
import { createStage, type LogTime, type Watcher } from './stage.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What a demonstration plays on. */
export interface DemoScene {
  readonly folder: string;
  readonly installation: EmbeddedInstallation;
  readonly clock: VirtualClock;
  readonly logTime: LogTime;
  readonly watcher: Watcher;
  readonly sender: DemoSender;
  readonly narrator: Narrator;
  readonly say: (line: string) => void;
}

/** Days before the first event of the sample at which the story begins. */
const storyDays = 60;
const dayMs = 86_400_000;

/** The instant at which the virtual time of a demonstration begins. */
export const demoStartMs = (sample: readonly SampleEvent[]): number => (sample[0]?.timeMs ?? 0) - storyDays * dayMs;

/** Plays what of story and sample was not played yet, then hands the installation over to the time of the machine. */
export async function runDemo(scene: DemoScene, sample: readonly SampleEvent[], mark: DemoMark): Promise<void> {
  const { folder, installation, clock, logTime, watcher, sender, narrator, say } = scene;
  const stage = createStage(installation, clock, logTime, watcher, sender);
  if (!mark.storyPlayed) {
    await playStory(stage, demoStartMs(sample), narrator);
    writeMark(folder, { ...mark, storyPlayed: true });
  }
  say(
    '\nNow a year of labelled sample data, through the same path: 60 payment cards and 60 user names, simulated by others,',
  );
  say('moved in time so that it ends last week. Honest customers type the code they are sent; thieves cannot.');
  const rest = sample.slice(mark.sampled);
  const report = await replaySample(rest, stage, (done, of) => {
    narrator.progress(done, of);
    if (done === of || done % markEvery === 0) {
      writeMark(folder, { ...mark, storyPlayed: true, sampled: mark.sampled + done, isDone: done === of });
    }
  });
  narrator.report(report);
  sender.capture(undefined);
  clock.goLive(systemClock);
}

const markEvery = 5_000;
