import { isAsked, isNoMatter } from './telling/expect-decision.ts';
import { tellScenario } from './telling/tell-scenario.ts';
import { type Story, dayMs, euros, hourMs, minuteMs } from './telling/teller.ts';

const farAboveTheUsual: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 120);
  tell.act(ana, 'purchase.requested', euros(780), isAsked('purchase_spike', 'unusual_amount'));
};

const manyInAnHour: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 120);
  for (let i = 0; i < 9; i += 1) {
    tell.act(ana, 'purchase.requested', euros(40), isNoMatter);
    tell.wait(4 * minuteMs);
  }
  tell.act(ana, 'purchase.requested', euros(40), isAsked('purchase_spike', 'purchase_burst'));
};

const taughtForADay: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 120);
  // Twenty purchases at three times the usual, an hour apart: no day teaches a new level (SEC-09).
  for (let i = 0; i < 20; i += 1) {
    tell.act(ana, 'purchase.requested', euros(110), isNoMatter);
    tell.wait(hourMs);
  }
  tell.wait(2 * dayMs);
  tell.act(ana, 'purchase.requested', euros(780), isAsked('purchase_spike', 'unusual_amount'));
};

await tellScenario('purchase-spike', {
  attacks: {
    'ten purchases in an hour, ordinary one by one': {
      story: manyInAnHour,
      restsOn: ['purchase_burst', 'spend_burst'],
    },
    'an attacker who first teaches the account for a day': { story: taughtForADay, restsOn: ['unusual_amount'] },
    'an amount far above what she spends, below any absolute limit': {
      story: farAboveTheUsual,
      restsOn: ['unusual_amount'],
    },
  },
  twins: {
    'three things in an evening': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 120);
      for (const amount of [35, 60, 22]) {
        tell.wait(20 * minuteMs);
        tell.act(ana, 'purchase.requested', euros(amount));
      }
      tell.wait(dayMs + hourMs);
      tell.act(ana, 'purchase.requested', euros(40));
    },
  },
});
