import type { Rule } from '../configuration/read-configuration.ts';
import type { Configuration } from '../configuration/variable.ts';
import type { kafkaVariables } from './kafka-variables.ts';
import { phoneVariables } from './phone-variables.ts';
import type { ProcessVariables } from './process-variables.ts';
import { runMode } from './run-mode.ts';

/** Everything that the rules about phones look at. */
export type PhoneConfiguration = Configuration<typeof phoneVariables & typeof kafkaVariables & ProcessVariables>;

type Key = keyof typeof phoneVariables;

/** What each provider needs, and what nobody else uses. */
const ofProvider = {
  twilio: { needed: ['twilioAccountSid', 'twilioAuthToken', 'twilioFrom'], more: ['twilioMessagingService'] },
  http: { needed: ['smsHttpUrl', 'smsHttpBody'], more: ['smsHttpHeaders', 'smsHttpReceiptSecret'] },
} as const satisfies Readonly<Record<string, { readonly needed: readonly Key[]; readonly more: readonly Key[] }>>;

const isProvider = (config: PhoneConfiguration, provider: 'twilio' | 'http'): boolean =>
  config.smsProviders?.includes(provider) === true;

const neededRules = (provider: 'twilio' | 'http'): readonly Rule<PhoneConfiguration>[] =>
  ofProvider[provider].needed.map((key) => ({
    needs: ['smsProviders', key],
    problem(config) {
      if (!isProvider(config, provider) || config[key] !== undefined) return undefined;
      const { name, allowed } = phoneVariables[key];
      return `${name} is not set, and COUNTERSIGN_SMS_PROVIDERS names ${provider}; allowed: ${allowed}.`;
    },
  }));

const unusedRules = (provider: 'twilio' | 'http'): readonly Rule<PhoneConfiguration>[] =>
  [...ofProvider[provider].needed, ...ofProvider[provider].more].map((key) => ({
    needs: ['smsProviders', key],
    problem(config) {
      if (isProvider(config, provider) || config[key] === undefined) return undefined;
      return `${phoneVariables[key].name} is set, but nobody uses it; allowed: with ${provider} among COUNTERSIGN_SMS_PROVIDERS.`;
    },
  }));

/** In production nothing is sent to phones by half: countries, page and provider come together. */
const togetherRules: readonly Rule<PhoneConfiguration>[] = (['pageHost', 'smsProviders'] as const).map((key) => ({
  needs: ['mode', 'brokers', 'smsCountries', key],
  problem(config) {
    if (runMode(config) !== 'production' || config.smsCountries === undefined || config[key] !== undefined)
      return undefined;
    const { name, allowed } = phoneVariables[key];
    return `${name} is not set, and COUNTERSIGN_SMS_COUNTRIES lets phones be reached; allowed: ${allowed}.`;
  },
}));

const nowhere: Rule<PhoneConfiguration> = {
  needs: ['smsProviders', 'smsCountries'],
  problem: ({ smsProviders, smsCountries }) =>
    smsProviders === undefined || smsCountries !== undefined
      ? undefined
      : 'COUNTERSIGN_SMS_PROVIDERS is set, but no phone may be reached; allowed: with COUNTERSIGN_SMS_COUNTRIES, such as AT,DE.',
};

/** What must fit together before SMS and calls are sent. */
export const phoneRules: readonly Rule<PhoneConfiguration>[] = [
  ...togetherRules,
  nowhere,
  ...neededRules('twilio'),
  ...neededRules('http'),
  ...unusedRules('twilio'),
  ...unusedRules('http'),
];
