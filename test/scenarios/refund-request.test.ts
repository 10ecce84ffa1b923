import type { Actor } from './telling/people.ts';
import { isAsked, isLetThrough, isNoMatter } from './telling/expect-decision.ts';
import { tellScenario } from './telling/tell-scenario.ts';
import { type Story, type Teller, dayMs, euros, hourMs } from './telling/teller.ts';

const refund = 'refund.requested';
const isAskedBecause = (...reasons: readonly string[]) => isAsked('refund', ...reasons);
const own = (tell: Teller) => ({ digest: tell.unique('card-of-ana'), kind: 'card' as const });

/** Four months of purchases, each paid with her own card; two of them went back to it. */
function livesByCard(tell: Teller, ana: Actor): void {
  for (let week = 0; week < 17; week += 1) {
    tell.past(ana, 'login.succeeded', {});
    tell.past(ana, 'purchase.requested', { ...euros(25 + ((week * 11) % 40)), instrument: own(tell) });
    if (week % 8 === 7) tell.past(ana, refund, back(tell, { kind: 'original' }, 25));
    tell.wait(7 * dayMs);
  }
}

const back = (tell: Teller, target: { kind: 'original' | 'card' | 'bank_account'; digest?: string }, amount = 40) => ({
  kind: 'return' as const,
  ...euros(amount),
  target,
  originalInstrument: own(tell).digest,
});

const toStrangersCard: Story = (tell) => {
  const ana = tell.customer('ana');
  livesByCard(tell, ana);
  const to = { kind: 'card' as const, digest: tell.unique('card-of-somebody') };
  tell.act(ana, refund, back(tell, to), isAskedBecause('refund_elsewhere'));
};

const toOneAccountOfManyCustomers: Story = (tell) => {
  const people = ['one', 'two', 'three'].map((name) => tell.customer(name));
  tell.livesQuietly(people, 60);
  const mule = { kind: 'bank_account' as const, digest: tell.unique('account-of-a-mule') };
  const [one, two, three] = people;
  if (one === undefined || two === undefined || three === undefined) return;
  tell.act(one, refund, back(tell, mule), isNoMatter, 'types the code');
  tell.wait(hourMs);
  tell.act(two, refund, back(tell, mule), isNoMatter, 'types the code');
  tell.wait(hourMs);
  tell.act(three, refund, back(tell, mule), isAskedBecause('refund_target_shared'));
};

const nearlyEverythingComesBack: Story = (tell) => {
  const ana = tell.customer('ana');
  for (let week = 0; week < 6; week += 1) {
    tell.past(ana, 'login.succeeded', {});
    tell.past(ana, 'purchase.requested', { ...euros(40), instrument: own(tell) });
    tell.wait(dayMs);
    tell.past(ana, refund, back(tell, { kind: 'original' }));
    tell.wait(2 * dayMs);
  }
  tell.act(ana, refund, back(tell, { kind: 'original' }), isAskedBecause('refund_rate'));
};

const soonAfterAChange: Story = (tell) => {
  const ana = tell.customer('ana');
  livesByCard(tell, ana);
  // A name is changed without a code; a payment method too, on a device that the account knows.
  tell.act(
    ana,
    'settings.change_requested',
    { setting: 'payment_method', action: 'add' },
    isNoMatter,
    'types the code',
  );
  tell.wait(hourMs);
  const to = { kind: 'card' as const };
  tell.act(ana, refund, back(tell, to), isAskedBecause('refund_elsewhere', 'takeover_chain'));
};

await tellScenario('refund-request', {
  attacks: {
    'to a card that the account never paid with': { story: toStrangersCard, restsOn: ['refund_elsewhere'] },
    'of three customers to one bank account': {
      story: toOneAccountOfManyCustomers,
      restsOn: ['refund_target_shared', 'refund_elsewhere'],
    },
    'of nearly everything that was bought': { story: nearlyEverythingComesBack, restsOn: ['refund_rate'] },
    'soon after a changed payment method, to a card that upstream does not name': {
      story: soonAfterAChange,
      restsOn: ['refund_elsewhere', 'takeover_chain'],
    },
  },
  twins: {
    'back to the card that paid': (tell) => {
      const ana = tell.customer('ana');
      livesByCard(tell, ana);
      tell.act(ana, refund, back(tell, { kind: 'original' }));
      tell.act(ana, refund, back(tell, { kind: 'card', digest: own(tell).digest }));
    },
    'to her second card, with which she often pays': (tell) => {
      const ana = tell.customer('ana');
      livesByCard(tell, ana);
      const second = { digest: tell.unique('second-card-of-ana') };
      tell.past(ana, 'purchase.requested', { ...euros(30), instrument: second });
      tell.wait(7 * dayMs);
      tell.act(ana, refund, back(tell, { kind: 'card', ...second }), isLetThrough());
    },
    'to a new card, once it was proved with a code': (tell) => {
      const ana = tell.customer('ana');
      livesByCard(tell, ana);
      const to = { kind: 'card' as const, digest: tell.unique('new-card-of-ana') };
      tell.act(ana, refund, back(tell, to), isAskedBecause('refund_elsewhere'), 'types the code');
      tell.wait(3 * dayMs);
      tell.act(ana, refund, back(tell, to));
    },
  },
});
