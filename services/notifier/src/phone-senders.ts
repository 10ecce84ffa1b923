import { isPhoneCountry } from '@countersign/challenge';
import type { DeliveryReceipt, ReceiptAnswer } from '@countersign/engine';
import { type Configuration, type Rule, type messageVariables, phoneVariables } from '@countersign/runtime';
import { createInstruments, notifierMetricTable } from '@countersign/telemetry';
import {
  type PhoneSender,
  type Provider,
  type ReceiptUrl,
  httpProvider,
  phoneSender,
  receiptUrl,
  templateProblem,
  twilio,
} from '@countersign/telephony';
import type { Receipts } from './http/receipt-routes.ts';

type PhoneConfiguration = Configuration<typeof phoneVariables>;
type PublicConfiguration = PhoneConfiguration & Pick<Configuration<typeof messageVariables>, 'publicUrl'>;

/** What was made of the configuration of SMS and calls. */
export interface PhoneSenderParts {
  readonly sender: PhoneSender;
  /** Undefined: nobody may report, for no public address is configured. */
  receipts(receive: (receipt: DeliveryReceipt) => Promise<ReceiptAnswer>): Receipts | undefined;
}

/** The providers that are named, in their order; undefined where there is none. Make it after metrics were started. */
export function phoneSenderParts(config: PublicConfiguration): PhoneSenderParts | undefined {
  const { smsProviders, publicUrl } = config;
  if (smsProviders === undefined) return undefined;
  const urlOf: ReceiptUrl = (provider, message) =>
    publicUrl === undefined ? undefined : receiptUrl(publicUrl, provider, message);
  const providers = smsProviders.map((name) => providerOf(name, config, urlOf));
  const made = createInstruments(notifierMetricTable);
  const sender = phoneSender({
    providers,
    nowMs: () => performance.now(),
    called: (call) => made.providerCalls.add(1, call),
  });
  return {
    sender,
    receipts(receive) {
      if (publicUrl === undefined) return undefined;
      return {
        readers: new Map(providers.map((provider) => [provider.name, provider])),
        publicUrl,
        async receive(receipt) {
          const answer = await receive(receipt);
          // A repetition counts once.
          if (answer === 'taken' && receipt.state === 'undelivered' && receipt.isProviders)
            sender.undelivered(receipt.provider);
          return answer;
        },
      };
    },
  };
}

/** The rules have seen to it that what a named provider needs is there. */
function providerOf(name: 'twilio' | 'http', config: PhoneConfiguration, urlOf: ReceiptUrl): Provider {
  if (name === 'twilio') {
    return twilio({
      accountSid: config.twilioAccountSid ?? '',
      authToken: config.twilioAuthToken ?? '',
      from: config.twilioFrom ?? '',
      messagingServiceSid: config.twilioMessagingService,
      url: config.twilioUrl,
      receiptUrl: urlOf,
      nowMs: Date.now,
    });
  }
  return httpProvider({
    url: config.smsHttpUrl ?? '',
    headers: config.smsHttpHeaders ?? {},
    body: config.smsHttpBody ?? '',
    channels: config.smsHttpChannels,
    receiptSecret: config.smsHttpReceiptSecret,
    receiptUrl: urlOf,
    nowMs: Date.now,
  });
}

/** What only those who send can tell of the configuration: the countries that have phones, and the body of the generic provider. */
export const senderRules: readonly Rule<PhoneConfiguration>[] = [
  {
    needs: ['smsCountries'],
    problem({ smsCountries = [] }) {
      const unknown = smsCountries.filter((country) => !isPhoneCountry(country));
      if (unknown.length === 0) return undefined;
      return `COUNTERSIGN_SMS_COUNTRIES names ${unknown.join(', ')}, which no numbering plan knows; allowed: ${phoneVariables.smsCountries.allowed}.`;
    },
  },
  {
    needs: ['smsHttpBody'],
    problem({ smsHttpBody }) {
      const problem = smsHttpBody === undefined ? undefined : templateProblem(smsHttpBody);
      const { name, allowed } = phoneVariables.smsHttpBody;
      return problem && `${name} cannot be used: ${problem}; allowed: ${allowed}.`;
    },
  },
];
