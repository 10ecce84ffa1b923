import { isAsked, isLetThrough, isNoMatter, isStopped } from './telling/expect-decision.ts';
import { type Actor, userAgents } from './telling/people.ts';
import { tellScenario } from './telling/tell-scenario.ts';
import { type Story, type Teller, dayMs, euros, hourMs } from './telling/teller.ts';

const login = 'login.succeeded';
const bought = 'purchase.requested';

const anotherDeviceEachTime: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  for (let i = 0; i < 4; i += 1) {
    tell.act(ana.on(`throw-away-${i}`, userAgents.laptop), login, {}, isAsked('login', 'new_device'));
    tell.wait(dayMs);
  }
};

const herBrowserOnHerNeighboursNetwork: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  const thief = ana.on('thiefs-laptop', userAgents.laptop).at(tell.places.neighbour);
  tell.act(thief, login, {}, isAsked('login', 'new_device'));
};

/** With her cookie on her own network, an amount that grows by a quarter every other day (SEC-09). */
function growSlowly(tell: Teller): Actor {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  for (let amount = 60; amount < 400; amount *= 1.25) {
    tell.act(ana, bought, euros(amount), isNoMatter);
    tell.wait(2 * dayMs);
  }
  return ana;
}

await tellScenario('disguised-attacker', {
  attacks: {
    'another device id every time': { story: anotherDeviceEachTime, restsOn: ['new_device'] },
    'her browser, from the network next door': { story: herBrowserOnHerNeighboursNetwork, restsOn: ['new_device'] },
    'amounts that grow slowly, up to the absolute limit': {
      story: (tell) => tell.act(growSlowly(tell), bought, euros(1_300), isStopped('high_value')),
      restsOn: ['high_value'],
    },
  },
  // Not found, and said so: with her password, her cookie and her network, what is bought within her habits is hers.
  twins: {
    'amounts that grow slowly and stay under the limit: a baseline follows whoever is patient': (tell) => {
      tell.act(growSlowly(tell), bought, euros(500), isLetThrough());
    },
    'her cookie on her own network, buying what she buys': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 60);
      const stolen = ana.on('ana-laptop', userAgents.laptop);
      tell.act(stolen, login, {}, isLetThrough('known_device'));
      tell.wait(hourMs);
      tell.act(stolen, bought, euros(45), isLetThrough());
    },
  },
});
