import { isAsked } from './telling/expect-decision.ts';
import { tellScenario } from './telling/tell-scenario.ts';
import { type Story, dayMs, euros, hourMs, minuteMs } from './telling/teller.ts';

const farAboveTheUsual: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 120);
  tell.act(ana, 'purchase.requested', euros(780), isAsked('purchase_spike', 'unusual_amount'));
};

await tellScenario('purchase-spike', {
  attacks: {
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
