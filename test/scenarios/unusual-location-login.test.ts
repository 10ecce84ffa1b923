import { isAsked, isLetThrough } from './telling/expect-decision.ts';
import { tellScenario } from './telling/tell-scenario.ts';
import { type Story, dayMs, hourMs } from './telling/teller.ts';

const login = 'login.succeeded';

const stolenCookie: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  tell.act(ana.at(tell.places.lagos), login, {}, isAsked('login', 'new_country'));
};

const anotherRegion: Story = (tell) => {
  const ana = tell.customer('ana').without('deviceId');
  tell.livesQuietly(ana, 60);
  tell.act(ana.at(tell.places.porto), login, {}, isAsked('login', 'new_region'));
};

const impossibleJourney: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  tell.act(ana, login, {});
  tell.wait(hourMs);
  tell.act(ana.at(tell.places.saoPaulo), login, {}, isAsked('login', 'impossible_travel'));
};

const anotherNetwork: Story = (tell) => {
  const ana = tell
    .customer('ana')
    .without('deviceId')
    .at({ ...tell.places.home, network: '198.18.77' });
  tell.livesQuietly(ana, 60);
  tell.act(ana.at({ ...tell.places.home, network: '198.18.78' }), login, {}, isAsked('login', 'new_network'));
};

await tellScenario('unusual-location-login', {
  attacks: {
    'her own device, its cookie stolen, in another country': { story: stolenCookie, restsOn: ['new_country'] },
    'another region, where upstream names no device': { story: anotherRegion, restsOn: ['new_region'] },
    'across the ocean within an hour': {
      story: impossibleJourney,
      restsOn: ['impossible_travel', 'new_country'],
    },
    'another network, where neither device nor place is known': { story: anotherNetwork, restsOn: ['new_network'] },
  },
  twins: {
    'a day in the next town, and the mobile network on the way': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 60);
      tell.act(ana.at(tell.places.mobileNetwork), login, {});
      tell.wait(hourMs);
      tell.act(ana.at(tell.places.sintra), login, {}, isLetThrough('new_city'));
    },
    'a journey abroad, asked once and then never again': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 60);
      const abroad = ana.at(tell.places.madrid);
      tell.act(abroad, login, {}, isAsked('login', 'new_country'), 'types the code');
      for (let day = 0; day < 5; day += 1) {
        tell.wait(dayMs);
        tell.act(abroad, login, {}, isLetThrough());
      }
      tell.wait(dayMs);
      tell.act(ana, login, {}, isLetThrough());
    },
    'somebody with two homes, on a day between them': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 20);
      const madrid = ana.at(tell.places.madrid);
      tell.act(madrid, login, {}, isAsked('login', 'new_country'), 'types the code');
      for (let week = 0; week < 8; week += 1) {
        tell.wait(3 * dayMs);
        tell.act(ana, login, {});
        tell.wait(3 * dayMs);
        tell.act(madrid, login, {});
      }
      tell.wait(hourMs);
      tell.act(ana, login, {}, isLetThrough('usual_place'));
    },
  },
});
