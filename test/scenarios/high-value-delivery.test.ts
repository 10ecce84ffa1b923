import { dispatched, doors, order, shopFor } from './telling/deliveries.ts';
import { isAsked, isHeld } from './telling/expect-decision.ts';
import { tellScenario } from './telling/tell-scenario.ts';
import { type Story, dayMs, hourMs } from './telling/teller.ts';

const isHandedOverAgainstACode = isAsked('delivery_handover', 'handover_code');

const aLaptop: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  const shop = shopFor(ana);
  tell.act(
    shop,
    'delivery.dispatched',
    dispatched(tell, 'laptop', 'parcel', 1_499),
    isHandedOverAgainstACode,
    'types the code',
  );
};

const aCourierAtAnotherDoor: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  const shop = shopFor(ana);
  tell.act(shop, 'delivery.dispatched', dispatched(tell, 'laptop', 'parcel', 1_499), isHandedOverAgainstACode);
  tell.wait(5 * hourMs);
  const attempt = { ...order(tell, 'laptop'), courierId: 'courier-12' };
  tell.act(shop, 'delivery.handover_attempted', { ...attempt, place: doors.otherTown }, isHeld('wrong_address'));
  tell.wait(hourMs);
  tell.act(shop, 'delivery.handover_attempted', { ...attempt, place: doors.gate });
};

const movedToTomorrow: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  const shop = shopFor(ana);
  tell.act(shop, 'delivery.dispatched', dispatched(tell, 'laptop', 'parcel', 1_499), isHandedOverAgainstACode);
  tell.wait(3 * hourMs);
  const tomorrow = { windowStart: tell.instant(dayMs), windowEnd: tell.instant(dayMs + 4 * hourMs) };
  const moved = { ...order(tell, 'laptop'), ...tomorrow, timeZone: 'Europe/Lisbon' };
  tell.act(shop, 'delivery.rescheduled', moved, isHandedOverAgainstACode, 'types the code');
};

await tellScenario('high-value-delivery', {
  attacks: {
    'a laptop goes to its rightful recipient alone': {
      story: aLaptop,
      restsOn: ['handover_code', 'rule:code-for-the-door'],
    },
    'its courier stands at another door': {
      story: aCourierAtAnotherDoor,
      restsOn: ['wrong_address', 'rule:courier-elsewhere', 'rule:courier-far-away'],
    },
    'it is moved to tomorrow, and has a code for tomorrow': {
      story: movedToTomorrow,
      restsOn: ['handover_code', 'rule:code-for-the-door'],
    },
  },
  twins: {
    'a book, delivered at the gate, and moved once': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 60);
      const shop = shopFor(ana);
      tell.act(shop, 'delivery.dispatched', dispatched(tell, 'book', 'parcel', 24));
      tell.wait(2 * hourMs);
      tell.act(shop, 'delivery.rescheduled', order(tell, 'book'));
      tell.wait(5 * hourMs);
      tell.act(shop, 'delivery.handover_attempted', { ...order(tell, 'book'), place: doors.gate });
    },
  },
});
