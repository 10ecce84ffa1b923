import { dispatched, doors, order, shopFor } from './telling/deliveries.ts';
import { isAsked, isHeld } from './telling/expect-decision.ts';
import { tellScenario } from './telling/tell-scenario.ts';
import { type Story, dayMs, hourMs } from './telling/teller.ts';

const isHandedOverAgainstACode = isAsked('delivery_handover', 'handover_code');

const groceriesForAParty: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  const shop = shopFor(ana);
  // A parcel of this value would go without; groceries have a limit of their own.
  tell.act(
    shop,
    'delivery.dispatched',
    dispatched(tell, 'party', 'grocery', 180),
    isHandedOverAgainstACode,
    'types the code',
  );
  tell.wait(5 * hourMs);
  tell.act(shop, 'delivery.handover_attempted', { ...order(tell, 'party'), place: doors.home });
};

const leftInTheNextStreet: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  const shop = shopFor(ana);
  tell.act(shop, 'delivery.dispatched', dispatched(tell, 'weekly', 'grocery', 60));
  tell.wait(5 * hourMs);
  const there = { ...order(tell, 'weekly'), place: doors.nextStreet };
  tell.act(shop, 'delivery.handover_attempted', there, isHeld('wrong_address'));
};

await tellScenario('grocery-delivery', {
  attacks: {
    'groceries over the limit that the policy sets for them': {
      story: groceriesForAParty,
      restsOn: ['handover_code', 'rule:code-for-the-door'],
    },
    'the courier is about to leave them in the next street': {
      story: leftInTheNextStreet,
      restsOn: ['wrong_address', 'rule:courier-elsewhere', 'rule:courier-far-away'],
    },
  },
  twins: {
    'the weekly groceries, week after week, and a parcel worth more': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 30);
      const shop = shopFor(ana);
      for (let week = 0; week < 6; week += 1) {
        tell.act(shop, 'delivery.dispatched', dispatched(tell, `week-${week}`, 'grocery', 60 + week * 9));
        tell.wait(5 * hourMs);
        tell.act(shop, 'delivery.handover_attempted', { ...order(tell, `week-${week}`), place: doors.gate });
        tell.wait(7 * dayMs);
      }
      tell.act(shop, 'delivery.dispatched', dispatched(tell, 'shoes', 'parcel', 180));
    },
  },
});
