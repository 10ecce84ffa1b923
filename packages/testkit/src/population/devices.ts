import type { Context } from '@countersign/events';
import { dayMs } from './calendar.ts';
import type { Chance } from './chance.ts';

/** Something that people sign in on. */
export interface Device {
  readonly id: string;
  readonly kind: 'phone' | 'laptop' | 'tablet';
  readonly channel: NonNullable<Context['channel']>;
  /** Browsers and apps update themselves every few weeks. */
  userAgentAt(timeMs: number): string;
}

/** A device as it comes from the shop, or after its cookies were cleared. */
export function newDevice(chance: Chance, kind: Device['kind']): Device {
  const make = chance.pick(makes[kind]);
  const id = `${kind}-${chance.letters(12)}`;
  const channel = kind === 'laptop' || chance.chance(0.4) ? 'web' : 'app';
  return { id, kind, channel, userAgentAt: make };
}

/** The same device to its owner, another one to a web page. */
export const withClearedCookies = (chance: Chance, device: Device): Device => ({
  ...device,
  id: `${device.kind}-${chance.letters(12)}`,
});

/** Browsers release every four weeks; 2026 began with version 143. */
const chromeAt = (timeMs: number): number => 143 + Math.floor((timeMs - Date.UTC(2026, 0, 1)) / (28 * dayMs));

const chrome =
  (system: string, suffix = '') =>
  (timeMs: number): string =>
    `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${chromeAt(timeMs)}.0.0.0${suffix} Safari/537.36`;
const firefox =
  (system: string) =>
  (timeMs: number): string => {
    const version = chromeAt(timeMs) + 3;
    return `Mozilla/5.0 (${system}; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`;
  };
const safari =
  (system: string, mobile: string) =>
  (timeMs: number): string =>
    `Mozilla/5.0 (${system}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.${chromeAt(timeMs) - 142} ${mobile}Safari/605.1.15`;

const makes: Readonly<Record<Device['kind'], readonly ((timeMs: number) => string)[]>> = {
  phone: [
    safari('iPhone; CPU iPhone OS 18_7 like Mac OS X', 'Mobile/15E148 '),
    chrome('Linux; Android 10; K', ' Mobile'),
  ],
  laptop: [
    chrome('Windows NT 10.0; Win64; x64'),
    chrome('Windows NT 10.0; Win64; x64'),
    chrome('Macintosh; Intel Mac OS X 10_15_7'),
    firefox('Windows NT 10.0; Win64; x64'),
    safari('Macintosh; Intel Mac OS X 10_15_7', ''),
    firefox('X11; Linux x86_64'),
  ],
  tablet: [safari('iPad; CPU OS 18_7 like Mac OS X', 'Mobile/15E148 '), chrome('Linux; Android 10; K')],
};
