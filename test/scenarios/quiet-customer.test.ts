import { isLetThrough, isStopped } from './telling/expect-decision.ts';
import { userAgents } from './telling/people.ts';
import { tellScenario } from './telling/tell-scenario.ts';
import { type Story, type Teller, dayMs, euros, hourMs, minuteMs } from './telling/teller.ts';

/** A year of two devices, a weekend town, mistyped passwords now and then, and a lively December. Nothing is ever asked. */
function livesAYear(tell: Teller): ReturnType<Teller['customer']> {
  const ana = tell.customer('ana');
  const phone = ana.on('anas-phone', userAgents.phone).at(tell.places.mobileNetwork);
  const weekend = phone.at(tell.places.porto);
  for (let day = 0; day < 364; day += 1) {
    const actor = day % 7 === 6 ? weekend : day % 2 === 0 ? ana : phone;
    if (day % 30 === 7) {
      tell.quietly(actor, 'login.failed', { reason: 'wrong_password' });
      tell.wait(minuteMs);
    }
    tell.quietly(actor, 'login.succeeded', {});
    const purchases = day > 334 ? 3 : day % 3 === 0 ? 1 : 0;
    for (let i = 0; i < purchases; i += 1) {
      tell.wait(3 * hourMs);
      tell.quietly(actor, 'purchase.requested', euros(15 + ((day * 13 + i * 29) % 90)));
    }
    tell.wait(dayMs - purchases * 3 * hourMs - (day % 30 === 7 ? minuteMs : 0));
  }
  return ana;
}

const somebodyElse: Story = (tell) => {
  const ana = livesAYear(tell);
  tell.act(tell.thief().as(ana), 'login.succeeded', {}, isStopped('new_device', 'new_country'));
};

await tellScenario('quiet-customer', {
  attacks: {
    'after such a year, a stranger with the right password': {
      story: somebodyElse,
      restsOn: ['new_device', 'new_country', 'new_region', 'impossible_travel', 'unlikely_login'],
    },
  },
  twins: {
    'the same person, devices, places and habits, a year long': (tell) => {
      const ana = livesAYear(tell);
      tell.act(ana, 'login.succeeded', {}, isLetThrough('known_device', 'usual_place'));
      tell.act(ana, 'purchase.requested', euros(60), isLetThrough('usual_amount'));
      tell.act(ana, 'settings.change_requested', { setting: 'name', action: 'change' });
    },
  },
});
