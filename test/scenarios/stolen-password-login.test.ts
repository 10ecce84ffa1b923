import { isAsked, isLetThrough, isNoMatter } from './telling/expect-decision.ts';
import { tellScenario } from './telling/tell-scenario.ts';
import { type Story, type Teller, dayMs, minuteMs } from './telling/teller.ts';

const login = 'login.succeeded';
const failed = 'login.failed';

/** Somebody without a device id, who is known at home: elsewhere in town nothing else stands out. */
const cookieless = (tell: Teller, name: string) => {
  const one = tell.customer(name).without('deviceId');
  tell.livesQuietly(one, 60);
  return one;
};

const guessed: Story = (tell) => {
  const guesser = cookieless(tell, 'ana').at(tell.places.mobileNetwork);
  for (let i = 0; i < 8; i += 1) {
    tell.wait(minuteMs);
    tell.act(guesser, failed, { reason: 'wrong_password' });
  }
  tell.wait(minuteMs);
  tell.act(guesser, login, {}, isAsked('login', 'failed_login_burst'));
};

const stuffedFromOneAddress: Story = (tell) => {
  const victim = tell.customer('victim').at(tell.places.lagos, 66).without('deviceId');
  tell.livesQuietly(victim, 60);
  for (let i = 0; i < 20; i += 1) {
    const reason = i % 3 === 0 ? ('unknown_account' as const) : ('wrong_password' as const);
    tell.act(
      tell
        .thief()
        .as(tell.customer(`name${i}`))
        .at(tell.places.mobileNetwork, 66),
      failed,
      { reason },
    );
  }
  const neighbour = tell.customer('neighbour').at(tell.places.mobileNetwork, 66).without('deviceId');
  tell.act(neighbour, login, {}, isAsked('login', 'stuffing_source'));
};

const stuffedFromANetwork: Story = (tell) => {
  const victim = cookieless(tell, 'victim');
  for (let i = 0; i < 60; i += 1) {
    tell.past(
      tell
        .thief()
        .as(tell.customer(`name${i}`))
        .at(tell.places.mobileNetwork, 100 + (i % 30)),
      failed,
      {},
    );
  }
  tell.wait(minuteMs);
  tell.act(victim.at(tell.places.mobileNetwork, 99), login, {}, isAsked('login', 'stuffing_network'));
};

const guessedByABotnet: Story = (tell) => {
  const victim = cookieless(tell, 'victim');
  for (const [at, place] of [...Object.values(tell.places), ...Object.values(tell.places)].entries()) {
    tell.act(victim.at(place, 30 + at), failed, { reason: 'wrong_password' });
  }
  tell.wait(minuteMs);
  tell.act(victim.at(tell.places.neighbour, 99), login, {}, isAsked('login', 'guessed_from_many'));
};

const breached: Story = (tell) => {
  const ana = cookieless(tell, 'ana');
  tell.act(ana, 'credential.breached', { breach: 'a forum', current: true });
  tell.wait(dayMs);
  tell.act(ana.at(tell.places.neighbour), login, {}, isAsked('login', 'breached_password'));
};

await tellScenario('stolen-password-login', {
  attacks: {
    'eight wrong passwords, then the right one': { story: guessed, restsOn: ['failed_login_burst'] },
    'twenty names from one address, some of which do not exist': {
      story: stuffedFromOneAddress,
      restsOn: ['stuffing_source'],
    },
    'sixty names from thirty addresses of one network': { story: stuffedFromANetwork, restsOn: ['stuffing_network'] },
    'one name from sixteen addresses': {
      story: guessedByABotnet,
      restsOn: ['guessed_from_many', 'failed_login_burst'],
    },
    'a password that was found in a breach': { story: breached, restsOn: ['breached_password'] },
  },
  twins: {
    'three mistyped passwords at home': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 60);
      for (let i = 0; i < 3; i += 1) tell.act(ana, failed, { reason: 'wrong_password' });
      tell.wait(minuteMs);
      tell.act(ana, login, {}, isLetThrough());
    },
    'Monday morning in an office: ten people mistype from one address': (tell) => {
      const office = Array.from({ length: 10 }, (_, at) => ({ ...tell.customer(`clerk${at}`), ip: '192.0.2.200' }));
      tell.livesQuietly(office, 20);
      for (const clerk of office) tell.act(clerk, failed, {});
      for (const clerk of office) tell.act(clerk, login, {}, isLetThrough());
    },
    'a breached password that was changed': (tell) => {
      const ana = cookieless(tell, 'ana');
      tell.act(ana, 'credential.breached', { current: true });
      tell.act(ana, 'settings.change_requested', { setting: 'password' }, isNoMatter, 'types the code');
      tell.wait(dayMs);
      tell.act(ana.at(tell.places.neighbour), login, {}, isLetThrough());
    },
  },
});
