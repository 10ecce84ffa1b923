import { checkTwilio, type TwilioCheck } from '@countersign/telephony';
import type { Configuration, phoneVariables } from '@countersign/runtime';
import type { Finding } from './finding.ts';

type PhoneConfiguration = Pick<
  Configuration<typeof phoneVariables>,
  'smsProviders' | 'smsHttpUrl' | 'twilioAccountSid' | 'twilioAuthToken' | 'twilioUrl'
>;

/**
 * Whether the providers of SMS and calls know us; nothing is sent. A generic provider has no request that only looks, so
 * nothing is claimed of it. Empty where phones are not reached.
 */
export async function phoneFindings(
  config: PhoneConfiguration,
  check: typeof checkTwilio = checkTwilio,
): Promise<readonly Finding[]> {
  const providers = config.smsProviders ?? [];
  return Promise.all(providers.map((name) => (name === 'twilio' ? ofTwilio(config, check) : ofHttp(config))));
}

async function ofTwilio(
  { twilioAccountSid: accountSid, twilioAuthToken: authToken, twilioUrl: url }: PhoneConfiguration,
  check: typeof checkTwilio,
): Promise<Finding> {
  if (accountSid === undefined || authToken === undefined) {
    const says =
      'COUNTERSIGN_TWILIO_ACCOUNT_SID and COUNTERSIGN_TWILIO_AUTH_TOKEN are not set here; run doctor with the settings of the notifier.';
    return { what: 'twilio', how: 'unknown', says };
  }
  return { what: 'twilio', ...twilioWords[await check({ accountSid, authToken, url })] };
}

const twilioWords: Readonly<Record<TwilioCheck, Pick<Finding, 'how' | 'says'>>> = {
  active: { how: 'ok', says: 'takes the credentials, and the account is active' },
  refused: {
    how: 'problem',
    says: 'Twilio refuses the credentials, so codes by SMS and call go by other ways or expire; check COUNTERSIGN_TWILIO_ACCOUNT_SID and COUNTERSIGN_TWILIO_AUTH_TOKEN.',
  },
  suspended: {
    how: 'problem',
    says: 'Twilio has suspended or closed the account, so it sends nothing; look at its console.',
  },
  unreachable: {
    how: 'problem',
    says: 'Twilio does not answer, so codes by SMS and call go by other ways or expire; check COUNTERSIGN_TWILIO_URL, and that this machine may connect there.',
  },
};

const ofHttp = ({ smsHttpUrl }: PhoneConfiguration): Promise<Finding> =>
  Promise.resolve({
    what: 'sms http',
    how: 'unknown',
    says: `${smsHttpUrl === undefined ? 'The provider' : new URL(smsHttpUrl).host} has no request that only looks: whether it takes the credentials shows with the first message.`,
  });
