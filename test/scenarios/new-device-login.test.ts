import { isAsked, isLetThrough, isNoMatter } from './telling/expect-decision.ts';
import { tellScenario } from './telling/tell-scenario.ts';
import { type Story, dayMs, hourMs, minuteMs } from './telling/teller.ts';

const login = 'login.succeeded';
const weekMs = 7 * dayMs;

const neverSeen: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  tell.act(ana.on('unknown-phone'), login, {}, isAsked('login', 'new_device'));
};

const longUnseen: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  tell.act(ana.on('new-phone'), login, {}, isAsked('login', 'new_device'), 'types the code');
  tell.wait(2 * dayMs);
  tell.livesQuietly(ana.on('new-phone'), 70);
  tell.act(ana.at(tell.places.sintra), login, {}, isAsked('login', 'new_device'));
};

const farm: Story = (tell) => {
  const victims = ['first', 'second', 'third', 'fourth'].map((name) => tell.customer(name));
  tell.livesQuietly(victims, 30);
  for (const victim of victims.slice(0, 3)) {
    tell.act(tell.thief().at(tell.places.home, 77).as(victim), login, {}, isNoMatter);
    tell.wait(hourMs);
  }
  const [, , , fourth] = victims;
  if (fourth === undefined) return;
  tell.act(tell.thief().at(tell.places.home, 77).as(fourth), login, {}, isAsked('login', 'device_shared'));
};

await tellScenario('new-device-login', {
  attacks: {
    'the right password on a device never seen, at home': { story: neverSeen, restsOn: ['new_device'] },
    'an old laptop that was sold: unseen for months, it turns up in the next town': {
      story: longUnseen,
      restsOn: ['new_device'],
    },
    'one device that comes to account after account': { story: farm, restsOn: ['device_shared', 'new_device'] },
  },
  twins: {
    'the device that she always uses, and a new phone once she proved it': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 60);
      tell.act(ana, login, {}, isLetThrough('known_device'));
      const phone = ana.on('new-phone');
      tell.act(phone, login, {}, isAsked('login', 'new_device'), 'types the code');
      tell.wait(hourMs);
      tell.act(phone, login, {}, isLetThrough('proved_device'));
    },
    'a tablet on which four of a family come back every week': (tell) => {
      const family = ['ana', 'rui', 'eva', 'leo'].map((name) => tell.customer(name).on('family-tablet'));
      for (let week = 0; week < 5; week += 1) {
        for (const one of family) {
          tell.act(one, login, {}, week > 2 ? isLetThrough() : isNoMatter, 'types the code');
          tell.wait(minuteMs);
        }
        tell.wait(weekMs - 4 * minuteMs);
      }
    },
  },
});
