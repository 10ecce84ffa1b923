import { openEmbedded } from '@countersign/embedded';
import { epochMs } from '@countersign/events';
import { test } from 'vitest';
import { playAsTheModel, total } from './challenge-model-play.ts';
import { temporaryFolder } from './embedded-fixture.ts';

const longMs = 1_800_000;

test(
  `${total} sequences of commands: life cycle, budgets and delay (OTP-03, OTP-10, OTP-11)`,
  async () => {
    const folder = temporaryFolder();
    const embedded = openEmbedded(folder.path, { clock: { now: () => epochMs(Date.now()), after: () => () => {} } });
    const close = async (): Promise<void> => {
      await embedded.close();
      folder.remove();
    };
    await playAsTheModel({ on: embedded, close });
  },
  longMs,
);
