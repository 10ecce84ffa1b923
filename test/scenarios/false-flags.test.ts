import { isLetThrough, isNoMatter, isStopped } from './telling/expect-decision.ts';
import { userAgents } from './telling/people.ts';
import { tellScenario } from './telling/tell-scenario.ts';
import { type Story, dayMs, euros, hourMs, minuteMs } from './telling/teller.ts';

/** SEC-08: what a client says of itself is a claim. Device ids, user agents and addresses that lie. */
const rotatingDeviceIds: Story = (tell) => {
  const victims = Array.from({ length: 9 }, (_, at) => tell.customer(`victim${at}`));
  tell.livesQuietly(victims, 30);
  const thief = tell.thief();
  for (const [at, victim] of victims.entries()) {
    // A new id for every account: no device is shared, and every one of them is new.
    const login = thief.on(`id-${at}`, userAgents.laptop).as(victim);
    tell.act(login, 'login.succeeded', {}, isStopped('new_device'));
    tell.wait(10 * minuteMs);
  }
};

const oneDeviceIdForAll: Story = (tell) => {
  const victims = Array.from({ length: 6 }, (_, at) => tell.customer(`victim${at}`));
  tell.livesQuietly(victims, 30);
  const thief = tell.thief();
  for (const [at, victim] of victims.entries()) {
    tell.act(thief.as(victim), 'login.succeeded', {}, at < 4 ? isNoMatter : isStopped('device_shared'));
    tell.wait(hourMs);
  }
};

const friendlyUserAgent: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  // The owner's own browser, word for word; the device id and the place are not hers.
  const thief = tell.thief().on('a-server', userAgents.laptop).as(ana);
  tell.act(thief, 'login.succeeded', {}, isStopped('new_device', 'new_country'));
};

const behindTheOwnersNetwork: Story = (tell) => {
  const ana = tell.customer('ana');
  tell.livesQuietly(ana, 60);
  // A neighbour on the same mobile network: town, network and browser are the owner's.
  const thief = tell.customer('neighbour').on('neighbours-phone', userAgents.laptop).at(tell.places.home).as(ana);
  tell.act(thief, 'login.succeeded', {}, isStopped('new_device'));
};

await tellScenario('false-flags', {
  attacks: {
    'a new device id for every account': {
      story: rotatingDeviceIds,
      restsOn: ['new_device', 'new_country', 'new_region', 'impossible_travel', 'unlikely_login'],
    },
    'one device id for many accounts': {
      story: oneDeviceIdForAll,
      restsOn: ['device_shared', 'new_device', 'new_country', 'unlikely_login'],
    },
    'the owner’s user agent, from elsewhere': {
      story: friendlyUserAgent,
      restsOn: ['new_device', 'new_country'],
    },
    'the owner’s network, town and user agent': { story: behindTheOwnersNetwork, restsOn: ['new_device'] },
  },
  twins: {
    'what is not found: a stolen device id, from the owner’s network': (tell) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 60);
      // Cookie, address and browser are hers in every respect that we can see: this is ana.
      tell.act(ana, 'login.succeeded', {}, isLetThrough('known_device'));
      tell.act(ana, 'purchase.requested', euros(45), isLetThrough());
    },
    'what is not found: a login that names no address, device, browser or session, which is unknown and no more': (
      tell,
    ) => {
      const ana = tell.customer('ana');
      tell.livesQuietly(ana, 60);
      const bare = ana.without('ip', 'userAgent', 'deviceId', 'sessionId');
      const isUnknown = { ...isLetThrough(), unknown: { deviceKnown: 'not_supplied', countryKnown: 'no_address' } };
      tell.act(bare, 'login.succeeded', {}, isUnknown);
      tell.wait(dayMs);
      tell.act(bare, 'purchase.requested', euros(45), isLetThrough());
    },
    'an office of four behind one address, each on a device of their own': (tell) => {
      const office = ['ana', 'rui', 'eva', 'luz'].map((name) => tell.customer(name).at(tell.places.neighbour, 7));
      tell.livesQuietly(office, 40);
      for (const one of office) tell.act(one, 'login.succeeded', {}, isLetThrough());
    },
  },
});
